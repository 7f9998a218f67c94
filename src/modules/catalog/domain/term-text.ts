import type { Term } from '../../calendar/domain/index.ts';

const UNITS: readonly (readonly [RegExp, Term['unit']])[] = [
  [/^ngày làm việc/u, 'working-day'],
  [/^giờ làm việc/u, 'working-hour'],
  [/^ngày/u, 'calendar-day'],
  [/^giờ/u, 'hour'],
  [/^tháng/u, 'month'],
];
const LEAD = /^(?:trực tiếp:?|trực tuyến:?)?\s*(?:không quá|trong thời hạn|trong vòng|trong|tối đa|≤)?\s*/u;
const SAME_DAY = /^(?:thực hiện )?(?:ngay )?(?:sau khi nhận đủ (?:giấy tờ|hồ sơ)|trong ngày|khi đủ hồ sơ)/u;
/** longest term that a text may mean in days; a larger number is a year or a decision's number */
const LARGEST = 1000;

/**
 * Reads a time limit from the words of a source. Only a text that names its unit gives a term: a bare «1» or «3»
 * gives null, because nobody can say whether it means working days, days or months.
 */
export function parseTermText(text: string): Term | null {
  const plain = text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
  if (SAME_DAY.test(plain.replace(/^(?:trực tiếp|trực tuyến):?\s*/u, ''))) return { value: 1, unit: 'same-day' };
  const rest = plain.replace(LEAD, '');
  const number = /^0*(\d+)(?![.,]\d)\s*(?:\([^)]*\))?\s*/u.exec(rest);
  if (!number) return null;
  const value = Number(number[1]);
  if (value < 1 || value > LARGEST) return null;
  const unitText = rest.slice(number[0].length);
  const unit = UNITS.find(([shape]) => shape.test(unitText));
  return unit ? { value, unit: unit[1] } : null;
}

/** `{3, working-day}` → «3 ngày làm việc». */
export function showTerm(term: Term): { readonly vi: string; readonly en: string } {
  const { value: n } = term;
  const many = n === 1 ? '' : 's';
  switch (term.unit) {
    case 'working-day': return { vi: `${n} ngày làm việc`, en: `${n} working day${many}` };
    case 'calendar-day': return { vi: `${n} ngày`, en: `${n} day${many}` };
    case 'working-hour': return { vi: `${n} giờ làm việc`, en: `${n} working hour${many}` };
    case 'hour': return { vi: `${n} giờ`, en: `${n} hour${many}` };
    case 'month': return { vi: `${n} tháng`, en: `${n} month${many}` };
    case 'same-day': return { vi: 'Trong ngày', en: 'Same day' };
  }
}

/** Working hours in a term, when that can be said without a calendar: a working day has eight (Bộ luật Lao động 2019 Đ.105). */
export function workingHours(term: Term): number | null {
  if (term.unit === 'working-day') return term.value * 8;
  if (term.unit === 'same-day') return 8;
  if (term.unit === 'working-hour') return term.value;
  return null;
}
