import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Clock } from '../../../shared/clock.ts';
import { systemClock } from '../../../shared/clock.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse } from '../../../shared/result.ts';
import { type CalendarData, type CalendarDay, type OfficeHours, type WorkingCalendar, workingCalendar } from '../domain/index.ts';
import type { CalendarReactions, CalendarStore } from '../ports.ts';

/** How long a process counts with the calendar it has before asking whether there is a newer one. */
const FRESH_MS = 2_000;
/** agencies with hours of their own whose calendars are kept ready; each takes some 100 KB */
const READY_CALENDARS = 64;

interface HoursRow { agency: number | null; purpose: 'office' | 'reception'; from: PlainDate; to: PlainDate | null; weekdays: number[]; periods: { from: string; to: string }[]; source: string | null }
interface Rows {
  version: number;
  years: { year: number; confirmed: boolean; note: string | null }[] | null;
  days: { date: PlainDate; kind: CalendarDay['kind']; vi: string; en: string; source: string; confirmed: boolean; note: string | null }[] | null;
  hours: HoursRow[] | null;
}
/** One statement, so that version and rows belong together whatever is committed meanwhile. */
const rowsIn = (inForce: string, version: string): string => `SELECT ${version} AS version,
  (SELECT json_agg(json_build_object('year', year, 'confirmed', confirmed, 'note', note) ORDER BY year) FROM calendar_year WHERE ${inForce}) AS years,
  (SELECT json_agg(json_build_object('date', date, 'kind', kind, 'vi', reason_vi, 'en', reason_en, 'source', source, 'confirmed', confirmed, 'note', note) ORDER BY date) FROM calendar_day WHERE ${inForce}) AS days,
  (SELECT json_agg(json_build_object('agency', agency_id, 'purpose', purpose, 'from', valid_from, 'to', valid_to, 'weekdays', weekdays, 'periods', periods, 'source', source) ORDER BY id) FROM calendar_office_hours WHERE ${inForce}) AS hours`;
const NEWEST = '(SELECT coalesce(max(version), 0) FROM calendar_version)';
const NOW = sql(rowsIn('until IS NULL', NEWEST), [], 'calendar.rows');
const VERSION = sql(`SELECT ${NEWEST} AS version`, [], 'calendar.version');

function dataOf(rows: Rows, agencyId: number | undefined): CalendarData {
  const hours = (purpose: HoursRow['purpose']): OfficeHours[] => (rows.hours ?? []).filter((row) => row.purpose === purpose && (row.agency === null || row.agency === agencyId)).map((row) => ({
    validFrom: row.from, weekdays: row.weekdays, periods: row.periods, ...(row.to ? { validTo: row.to } : {}), ...(row.source ? { source: row.source } : {}), ...(row.agency === null ? {} : { own: true }),
  }));
  const receptionHours = hours('reception');
  return {
    years: (rows.years ?? []).map(({ year, confirmed, note }) => ({ year, confirmed, ...(note ? { note } : {}) })),
    days: (rows.days ?? []).map(({ date, kind, vi, en, source, confirmed, note }) => ({ date, kind, reason: { vi, en }, source, confirmed, ...(note ? { note } : {}) })),
    officeHours: hours('office'), ...(receptionHours.length > 0 ? { receptionHours } : {}),
  };
}

export interface CalendarStoreOptions { readonly clock?: Clock; readonly reactions?: CalendarReactions }
export function calendarStore(db: Database, { clock = systemClock, reactions = () => [] }: CalendarStoreOptions = {}): CalendarStore {
  let kept: { readonly rows: Rows; readonly ready: Map<number | undefined, WorkingCalendar> } | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | null = null;

  const readNow = async (): Promise<Rows> => (await db.read.query<Rows>(NOW))[0]!;
  async function refresh(): Promise<void> {
    const at = clock.now().getTime();
    const version = kept ? (await db.read.query<{ version: number }>(VERSION))[0]!.version : -1;
    if (kept?.rows.version !== version) kept = { rows: await readNow(), ready: new Map() };
    checkedAt = at;
  }
  async function loadCalendar(agencyId?: number): Promise<WorkingCalendar> {
    const age = clock.now().getTime() - checkedAt;
    // Many requests at once wait for one look at the version.
    if (!kept || age >= FRESH_MS || age < 0) await (checking ??= refresh().finally(() => { checking = null; }));
    const { rows, ready } = kept!;
    const own = (rows.hours ?? []).some((row) => row.agency !== null && row.agency === agencyId) ? agencyId : undefined;
    const calendar = ready.get(own) ?? workingCalendar(dataOf(rows, own), rows.version);
    if (ready.size < READY_CALENDARS) ready.set(own, calendar);
    return calendar;
  }

  return {
    loadCalendar,
    async current(agencyId) {
      const rows = await readNow();
      return { version: rows.version, data: dataOf(rows, agencyId) };
    },
    async asOf(version, agencyId) {
      const [rows] = await db.read.query<Rows>(sql(rowsIn('since <= $1 AND (until IS NULL OR until > $1)', '$1::int'), [version], 'calendar.rows-as-of'));
      return dataOf(rows!, agencyId);
    },
    async change(entry, changed) {
      const result = await db.inScope({ kind: 'officer', officerId: entry.officerId, agencyIds: entry.agencyIds }, 'writes', async (tx) => {
        // One change at a time: the calendar is small and rarely changed, and versions must not skip or cross.
        await tx.query(sql('SELECT pg_advisory_xact_lock(7706210)'));
        if (entry.requestKey !== null) {
          const [before] = await tx.query<{ version: number }>(sql('SELECT version FROM calendar_version WHERE request_key = $1', [entry.requestKey]));
          if (before) return ok(before.version);
        }
        const [newest] = await tx.query<{ version: number }>(sql(`SELECT ${NEWEST} AS version`));
        if (newest!.version !== entry.basedOn) return refuse('changed-meanwhile' as const);
        const version = entry.basedOn + 1;
        await tx.query(sql('INSERT INTO calendar_version (version, at, officer, officer_name, what, reason, decision, moved, request_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
          [version, entry.at, entry.officerId, entry.officerName, entry.what, entry.reason, entry.decision, entry.moved, entry.requestKey]));
        await tx.query(sql('UPDATE calendar_year SET until = $1 WHERE until IS NULL AND year = ANY($2::int[])', [version, changed.closes.years]));
        await tx.query(sql('UPDATE calendar_day SET until = $1 WHERE until IS NULL AND date = ANY($2::date[])', [version, changed.closes.days]));
        await insertYears(tx, version, changed.opens.years);
        await insertDays(tx, version, changed.opens.days);
        const own = changed.opensHours;
        if (own) await insertHours(tx, version, own.agencyId, own.purpose, [own.hours]);
        const jobs = reactions({ version, from: changed.from, agencyId: own?.agencyId ?? null });
        if (jobs.length > 0) await tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(jobs)]));
        return ok(version);
      });
      kept = null;
      return result;
    },
    async versionOfRequest(requestKey) {
      const [row] = await db.read.query<{ version: number }>(sql('SELECT version FROM calendar_version WHERE request_key = $1', [requestKey]));
      return row?.version ?? null;
    },
    async seed(data, now) {
      const seeded = await db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        await tx.query(sql('SELECT pg_advisory_xact_lock(7706210)'));
        const [newest] = await tx.query<{ version: number }>(sql(`SELECT ${NEWEST} AS version`));
        if (newest!.version > 0) return false;
        await tx.query(sql("INSERT INTO calendar_version (version, at, what, reason, decision) VALUES (1, $1, 'seed', 'Lịch giao kèm chương trình', 'procedures/calendar/vietnam-2024-2027.json')", [now]));
        await insertYears(tx, 1, data.years);
        await insertDays(tx, 1, data.days);
        await insertHours(tx, 1, null, 'office', data.officeHours);
        await insertHours(tx, 1, null, 'reception', data.receptionHours ?? []);
        return true;
      });
      kept = null;
      return seeded;
    },
    async history(limit) {
      const rows = await db.read.query<{ version: number; at: Date; officer_name: string | null; what: string; reason: string; decision: string; moved: number }>(
        sql('SELECT version, at, officer_name, what, reason, decision, moved FROM calendar_version ORDER BY version DESC LIMIT $1', [limit]));
      return rows.map((row) => ({ version: row.version, at: row.at, officerName: row.officer_name, what: row.what, reason: row.reason, decision: row.decision, moved: row.moved }));
    },
  };
}

async function insertYears(tx: Queryable, version: number, years: CalendarData['years']): Promise<void> {
  if (years.length > 0) await tx.query(sql('INSERT INTO calendar_year (year, confirmed, note, since) SELECT year, confirmed, note, $2 FROM jsonb_to_recordset($1::jsonb) AS y (year int, confirmed boolean, note text)', [JSON.stringify(years), version]));
}
async function insertDays(tx: Queryable, version: number, days: readonly CalendarDay[]): Promise<void> {
  const rows = days.map(({ reason, ...day }) => ({ ...day, vi: reason.vi, en: reason.en }));
  if (rows.length > 0) await tx.query(sql(`INSERT INTO calendar_day (date, kind, reason_vi, reason_en, source, confirmed, note, since)
    SELECT date, kind, vi, en, source, confirmed, note, $2 FROM jsonb_to_recordset($1::jsonb) AS d (date date, kind text, vi text, en text, source text, confirmed boolean, note text)`, [JSON.stringify(rows), version]));
}
async function insertHours(tx: Queryable, version: number, agencyId: number | null, purpose: HoursRow['purpose'], hours: readonly OfficeHours[]): Promise<void> {
  for (const one of hours)
    await tx.query(sql('INSERT INTO calendar_office_hours (agency_id, purpose, valid_from, valid_to, weekdays, periods, source, since) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)',
      [agencyId, purpose, one.validFrom, one.validTo ?? null, one.weekdays, JSON.stringify(one.periods), one.source ?? null, version]));
}
