import type { PlainDate } from '../../../shared/plain-date.ts';
import { yearOf } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { join, nameDay, nameMoment, nameTime, spoken } from './date-words.ts';
import type { DueMoment, DueQuestion, Suspension } from './due.ts';
import { nameTerm } from './term-words.ts';
import { type Run, type WorkingCalendar, dateOf, dayOf, isWorkingDay, minuteOf, runAt } from './working-calendar.ts';

/** More weekend days than this are counted instead of named one by one. */
const NAMED_WEEKEND_DAYS = 4;
/** Up to so many counted days are named, so that the reader can tick them off. */
const NAMED_COUNTED_DAYS = 5;

/** The sentences from which a citizen can check a date with a wall calendar: what was counted, which days were left out and why. */
export function explainDue(calendar: WorkingCalendar, question: DueQuestion, moment: DueMoment): { readonly explanation: Text; readonly unconfirmed: readonly PlainDate[] } {
  const found = runAt(calendar, minuteOf(moment.start));
  if (!found.ok) throw new Error('a due moment was computed without its year');
  const run = found.value;
  const [startDay, start] = [dayOf(minuteOf(moment.start)), minuteOf(moment.start)];
  const suspensions = (question.suspensions ?? []).filter(({ to }) => to === null || minuteOf(to) > start);
  const counted = moment.firstDue ?? moment.due;
  const lastDay = counted ? dayOf(minuteOf(counted)) : Math.max(startDay, ...suspensions.map(({ from }) => dayOf(minuteOf(from))));
  // The days between reception and a moved start are left out as well, and belong to the explanation.
  const firstDay = Math.min(startDay, dayOf(minuteOf(question.restarts?.at(-1) ?? question.start)));
  const walk = days(calendar, run, Math.max(firstDay, run.firstDay), lastDay);
  const sentences = [began(question, moment), limit(question, run, startDay, walk, moment.handedOnFrom), ...(question.term.unit.startsWith('working') || question.term.unit === 'same-day' ? worked(walk) : []), ...stood(suspensions, counted), ...extended(question, moment), ended(question, moment, suspensions)];
  return { explanation: join(sentences, ' '), unconfirmed: walk.unconfirmed };
}

function began(question: DueQuestion, moment: DueMoment): Text {
  const at = nameMoment(minuteOf(question.start));
  const online = question.about === 'acknowledgement';
  const restart = question.restarts?.at(-1);
  const first: Text = online ? { vi: `Nộp lúc ${at.vi}`, en: `Submitted at ${at.en}` } : { vi: `Nhận lúc ${at.vi}`, en: `Received at ${at.en}` };
  const from = nameMoment(minuteOf(moment.start));
  const cutOff = nameTime(question.rule.cutOff ?? 0);
  const moved: Text = moment.movedBecause === 'cut-off' ? { vi: `, sau ${cutOff} nên tính từ ${from.vi}`, en: `, after ${cutOff}, so counted from ${from.en}` }
    : moment.movedBecause === 'outside-hours' ? { vi: `, ngoài giờ làm việc nên tính từ ${from.vi}`, en: `, outside office hours, so counted from ${from.en}` }
      : { vi: '', en: '' };
  if (!restart) return { vi: `${first.vi}${moved.vi}.`, en: `${first.en}${moved.en}.` };
  const again = nameMoment(minuteOf(restart));
  return {
    vi: `${first.vi}; hồ sơ bổ sung đủ lúc ${again.vi}${moved.vi}, thời hạn tính lại từ đầu (NĐ 61/2018/NĐ-CP Đ.19 k.4).`,
    en: `${first.en}; the supplement was complete at ${again.en}${moved.en}, and the whole term is counted again (Decree 61/2018 Art. 19.4).`,
  };
}

function limit(question: DueQuestion, run: Run, startDay: number, walk: Walk, handedOnFrom: Date | null): Text {
  const { term, rule } = question;
  const name = nameTerm(term);
  const skipped = leftOut(walk);
  const startName = nameDay(dateOf(startDay), walk.crossesYear);
  switch (term.unit) {
    case 'working-hour':
      return sentence({ vi: `Thời hạn ${name.vi}`, en: `The limit is ${name.en}` }, skipped);
    case 'working-day': {
      if (rule.mode === 'days') return sentence({ vi: `Thời hạn ${name.vi}, không tính ${startName.vi}${ticked(walk, startDay, 'vi')}`, en: `The limit is ${name.en}, not counting ${startName.en}${ticked(walk, startDay, 'en')}` }, skipped);
      const perDay = run.termDay[startDay - run.firstDay]! / 60;
      const [total, each] = [hoursVi(term.value * perDay), hoursVi(perDay)];
      return sentence({ vi: `Thời hạn ${name.vi} là ${total} giờ làm việc (mỗi ngày ${each} giờ)`, en: `The limit of ${name.en} is ${term.value * perDay} working hours (${perDay} a day)` }, skipped);
    }
    case 'same-day':
      return sentence({ vi: 'Thủ tục trả kết quả trong ngày làm việc', en: 'The result is due the same working day' }, skipped);
    case 'hour':
      return handedOnFrom
        ? sentence({ vi: `Thời hạn ${name.vi} tính cả giờ nghỉ, hết lúc ${nameMoment(minuteOf(handedOnFrom)).vi}, ngoài giờ làm việc nên chuyển sang giờ mở cửa tiếp theo`, en: `The limit is ${name.en} by the clock; it ends at ${nameMoment(minuteOf(handedOnFrom)).en}, outside office hours, and moves to the next opening` }, leftOut(offAfter(walk, handedOnFrom)))
        : sentence({ vi: `Thời hạn ${name.vi} tính cả giờ nghỉ`, en: `The limit is ${name.en} by the clock` }, none);
    case 'calendar-day':
    case 'month': {
      const base: Text = term.unit === 'month'
        ? { vi: `Thời hạn ${name.vi} kết thúc vào ngày tương ứng với ${startName.vi} hoặc ngày cuối tháng`, en: `The limit of ${name.en} ends on the day of the month that corresponds to ${startName.en}, or on the month's last day` }
        : { vi: `Thời hạn ${name.vi} tính cả ngày nghỉ, không tính ${startName.vi}`, en: `The limit is ${name.en} including days off, not counting ${startName.en}` };
      if (!handedOnFrom) return sentence(base, none);
      const last = nameDay(dateOf(dayOf(minuteOf(handedOnFrom))), true);
      return sentence({ vi: `${base.vi}; ngày cuối ${last.vi} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo`, en: `${base.en}; the last day, ${last.en}, is a day off, so the next working day takes its place` }, leftOut(offAfter(walk, handedOnFrom)));
    }
  }
}
const none: Text = { vi: '', en: '' };
const hoursVi = (hours: number): string => String(hours).replace('.', ',');
const sentence = (text: Text, skipped: Text): Text => ({ vi: `${text.vi}${skipped.vi && `, bỏ qua ${skipped.vi}`}.`, en: `${text.en}${skipped.en && `, leaving out ${skipped.en}`}.` });
/** Days off after the end of the term; the end itself stands in the sentence already. */
const offAfter = (walk: Walk, end: Date): Walk => ({ ...walk, off: walk.off.filter(({ day }) => day > dayOf(minuteOf(end))) });
/** «: 27/8, 28/8 và 3/9»: the counted days themselves, while they are few. */
function ticked(walk: Walk, startDay: number, lang: 'vi' | 'en'): string {
  const days = walk.working.filter((day) => day > startDay);
  if (days.length === 0 || days.length > NAMED_COUNTED_DAYS) return '';
  return lang === 'vi' ? `: ${spoken(days.map((day) => nameDay(dateOf(day)).vi), 'và')}` : `: ${spoken(days.map((day) => nameDay(dateOf(day)).en), 'and')}`;
}

interface OffDay { readonly day: number; readonly reason: Text | null }
interface Walk {
  readonly off: readonly OffDay[]; readonly working: readonly number[]; readonly workedSaturdays: readonly OffDay[];
  readonly unconfirmed: readonly PlainDate[]; readonly crossesYear: boolean;
}
function days(calendar: WorkingCalendar, run: Run, first: number, last: number): Walk {
  const [off, working, workedSaturdays, unconfirmed]: [OffDay[], number[], OffDay[], PlainDate[]] = [[], [], [], []];
  for (let day = first; day <= last; day++) {
    const date = dateOf(day);
    const row = calendar.rows.get(date);
    if (row && !row.confirmed) unconfirmed.push(date);
    if (isWorkingDay(run, day)) working.push(day); else off.push({ day, reason: row?.kind === 'off' ? row.reason : null });
    if (row?.kind === 'working-saturday') workedSaturdays.push({ day, reason: row.reason });
  }
  return { off, working, workedSaturdays, unconfirmed, crossesYear: yearOf(dateOf(first)) !== yearOf(dateOf(last)) };
}

/** «thứ Bảy 29/8, Chủ nhật 30/8, thứ Hai 31/8 (nghỉ hoán đổi), thứ Ba 1/9 và thứ Tư 2/9 (Quốc khánh)» */
function leftOut(walk: Walk): Text {
  const plain = walk.off.filter((one) => one.reason === null);
  const tooMany = plain.length > NAMED_WEEKEND_DAYS;
  const groups: { days: OffDay[]; reason: Text | null }[] = [];
  for (const one of walk.off) {
    if (one.reason === null && tooMany) continue;
    const last = groups.at(-1);
    if (last && one.reason !== null && last.reason?.vi === one.reason.vi && last.days.at(-1)!.day === one.day - 1) last.days.push(one);
    else groups.push({ days: [one], reason: one.reason });
  }
  const parts = groups.map((group): Text => {
    const names = group.days.map(({ day }) => nameDay(dateOf(day), walk.crossesYear));
    const [first, last] = [names[0]!, names.at(-1)!];
    const span: Text = names.length === 1 ? first : names.length === 2 ? { vi: `${first.vi} và ${last.vi}`, en: `${first.en} and ${last.en}` } : { vi: `từ ${first.vi} đến ${last.vi}`, en: `${first.en} to ${last.en}` };
    return group.reason ? { vi: `${span.vi} (${group.reason.vi})`, en: `${span.en} (${group.reason.en})` } : span;
  });
  if (tooMany) parts.unshift({ vi: `${plain.length} ngày nghỉ cuối tuần`, en: `${plain.length} weekend days` });
  return join(parts);
}
function worked(walk: Walk): readonly Text[] {
  if (walk.workedSaturdays.length === 0) return [];
  const names = walk.workedSaturdays.map(({ day, reason }) => ({ vi: `${nameDay(dateOf(day), walk.crossesYear).vi} (${reason!.vi})`, en: `${nameDay(dateOf(day), walk.crossesYear).en} (${reason!.en})` }));
  return [{ vi: `Có tính ${spoken(names.map((name) => name.vi), 'và')}.`, en: `Counted as worked: ${spoken(names.map((name) => name.en), 'and')}.` }];
}
function stood(suspensions: readonly Suspension[], due: Date | null): readonly Text[] {
  return suspensions.filter(({ from, to }) => to !== null && (due === null || from < due)).map(({ from, to }): Text => {
    const [a, b] = [nameMoment(minuteOf(from)), nameMoment(minuteOf(to!))];
    return { vi: `Thời gian tạm dừng từ ${a.vi} đến ${b.vi} không tính.`, en: `The time from ${a.en} to ${b.en}, while the clock stood, is not counted.` };
  });
}
function extended(question: DueQuestion, moment: DueMoment): readonly Text[] {
  if (!question.extension || !moment.due || !moment.firstDue || moment.due.getTime() === moment.firstDue.getTime()) return [];
  const before = nameMoment(minuteOf(moment.firstDue));
  return [{ vi: `Hẹn lần đầu: ${before.vi}; cơ quan đã xin lỗi và hẹn lại một lần.`, en: `First appointment: ${before.en}; the agency apologised and gave a new one, once.` }];
}
function ended(question: DueQuestion, moment: DueMoment, suspensions: readonly Suspension[]): Text {
  const online = question.about === 'acknowledgement';
  if (!moment.due) {
    const since = nameMoment(minuteOf(suspensions.find(({ to }) => to === null)?.from ?? question.start));
    return { vi: `Thời hạn đang tạm dừng từ ${since.vi}; ngày hẹn có khi tính tiếp.`, en: `The clock has stood since ${since.en}; the date follows when it runs again.` };
  }
  const at = nameMoment(minuteOf(moment.due));
  return online ? { vi: `Trả lời chậm nhất: ${at.vi}.`, en: `Answer at the latest: ${at.en}.` } : { vi: `Hẹn trả: ${at.vi}.`, en: `Due: ${at.en}.` };
}
