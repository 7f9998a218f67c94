import type { Text } from '../../../shared/text.ts';
import type { DossierFact } from './dossier-fact.ts';
import { momentsOf, type Period } from './period.ts';

/** Ways of filing that come in over the network; whether alone or helped is told apart elsewhere. */
export const ONLINE_CHANNELS: readonly string[] = ['online', 'assisted'];

/** How a dossier stands at the end of a period: one of these, exactly one. */
export type Ending = 'early' | 'on-time' | 'late' | 'in-time' | 'overdue' | 'stopped';
export interface Standing { /** received before the period */ readonly opening: boolean; readonly online: boolean; readonly ending: Ending }

/** Figures of Biểu II.06a, in the order of its columns; the last stands outside the form and makes the sums close. */
export const COLUMNS = ['received', 'online', 'other', 'opening', 'settled', 'early', 'on-time', 'late', 'pending', 'in-time', 'overdue', 'stopped'] as const;
export type Column = (typeof COLUMNS)[number];
export type Figures = Readonly<Record<Column, number>>;
export const NO_FIGURES: Figures = { received: 0, online: 0, other: 0, opening: 0, settled: 0, early: 0, 'on-time': 0, late: 0, pending: 0, 'in-time': 0, overdue: 0, stopped: 0 };

/**
 * Where a dossier stands in a period, judged as of a moment (the end of the period, or now while it lasts). Null when the
 * period does not know it. The same rule stands in SQL (`report_standing`); a test holds the two together.
 */
export function standingOf(fact: Pick<DossierFact, 'receivedAt' | 'finishedAt' | 'outcome' | 'settled' | 'channel' | 'dues' | 'pauses'>, period: Period, asOf: Date): Standing | null {
  const { start, end } = momentsOf(period);
  const until = asOf < end ? asOf : end;
  if (fact.receivedAt === null) return null;
  const received = Date.parse(fact.receivedAt);
  const finished = fact.finishedAt === null ? Number.POSITIVE_INFINITY : Date.parse(fact.finishedAt);
  if (received >= until.getTime() || finished < start.getTime()) return null;
  const common = { opening: received < start.getTime(), online: ONLINE_CHANNELS.includes(fact.channel) };
  if (finished < until.getTime()) return { ...common, ending: fact.settled ?? 'stopped' };
  return { ...common, ending: overdueAt(fact, until) ? 'overdue' : 'in-time' };
}
/** Whether the legal date that held then had passed; while the clock stands, it is judged at the moment at which it stopped. */
export function overdueAt(fact: Pick<DossierFact, 'dues' | 'pauses'>, moment: Date): boolean {
  const at = moment.getTime();
  const due = fact.dues.findLast((one) => Date.parse(one.since) < at)?.due;
  if (due === undefined) return false;
  const pause = fact.pauses.find((one) => Date.parse(one.from) < at && (one.to === null || Date.parse(one.to) > at));
  return Date.parse(due) < (pause ? Date.parse(pause.from) : at);
}

export function addStanding(figures: Figures, standing: Standing): Figures {
  const settled = standing.ending === 'early' || standing.ending === 'on-time' || standing.ending === 'late';
  const pending = standing.ending === 'in-time' || standing.ending === 'overdue';
  return {
    ...figures, received: figures.received + 1, [standing.opening ? 'opening' : standing.online ? 'online' : 'other']: figures[standing.opening ? 'opening' : standing.online ? 'online' : 'other'] + 1,
    settled: figures.settled + (settled ? 1 : 0), pending: figures.pending + (pending ? 1 : 0), [standing.ending]: figures[standing.ending] + 1,
  };
}
export const sumFigures = (rows: readonly Figures[]): Figures => rows.reduce((sum, row) => Object.fromEntries(COLUMNS.map((column) => [column, sum[column] + row[column]])) as unknown as Figures, NO_FIGURES);

/** Sums that must close, each with what it compares; empty when they do. */
export function imbalances(figures: Figures): readonly Text[] {
  const found: Text[] = [];
  const check = (vi: string, en: string, left: number, right: number): void => { if (left !== right) found.push({ vi: `${vi}: ${left} ≠ ${right}`, en: `${en}: ${left} ≠ ${right}` }); };
  check('Tổng tiếp nhận = trực tuyến + trực tiếp, bưu chính + kỳ trước', 'Received = online + counter, post + brought forward', figures.received, figures.online + figures.other + figures.opening);
  check('Đã giải quyết = trước hạn + đúng hạn + quá hạn', 'Settled = early + on time + late', figures.settled, figures.early + figures['on-time'] + figures.late);
  check('Đang giải quyết = trong hạn + quá hạn', 'Pending = in time + overdue', figures.pending, figures['in-time'] + figures.overdue);
  check('Tiếp nhận = đã giải quyết + đang giải quyết + dừng, rút', 'Received = settled + pending + stopped', figures.received, figures.settled + figures.pending + figures.stopped);
  return found;
}
