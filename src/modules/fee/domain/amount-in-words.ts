import { type Dong, dong } from '../../../shared/money.ts';
import type { Text } from '../../../shared/text.ts';

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
/**
 * An amount as receipts write it out: `1005000` → «một triệu không trăm linh năm nghìn đồng». Groups of three digits from
 * the left; a group after the first is read with its hundreds, so that no digit can be added unseen.
 */
export function amountInWords(amount: Dong): Text {
  dong(amount);
  return { vi: `${vietnamese(amount)} đồng`, en: `${english(amount)} đồng` };
}
/** The same with a capital first letter, as printed at the start of a line. */
export const amountInWordsAtLineStart = (amount: Dong): Text => {
  const { vi, en } = amountInWords(amount);
  return { vi: vi[0]!.toUpperCase() + vi.slice(1), en: en[0]!.toUpperCase() + en.slice(1) };
};

const BILLION = 1_000_000_000;
function vietnamese(amount: number): string {
  if (amount === 0) return DIGITS[0]!;
  const billions = Math.floor(amount / BILLION);
  const rest = amount % BILLION;
  const head = billions > 0 ? `${vietnamese(billions)} tỷ` : '';
  const groups = [Math.floor(rest / 1_000_000), Math.floor(rest / 1000) % 1000, rest % 1000];
  const names = [' triệu', ' nghìn', ''];
  const parts = head ? [head] : [];
  groups.forEach((group, at) => { if (group > 0) parts.push(`${threeDigits(group, parts.length > 0)}${names[at]}`); });
  return parts.join(' ');
}
/** 105 → «một trăm linh năm»; 5 after a higher group → «không trăm linh năm»; 21 → «hai mươi mốt»; 15 → «mười lăm». */
function threeDigits(group: number, afterHigher: boolean): string {
  const [hundreds, tens, units] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10];
  const words: string[] = [];
  if (hundreds > 0 || afterHigher) words.push(DIGITS[hundreds]!, 'trăm');
  if (tens > 1) words.push(DIGITS[tens]!, 'mươi');
  if (tens === 1) words.push('mười');
  if (tens === 0 && units > 0 && words.length > 0) words.push('linh');
  if (units > 0) words.push(units === 1 && tens > 1 ? 'mốt' : units === 5 && tens > 0 ? 'lăm' : DIGITS[units]!);
  return words.join(' ');
}

const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const STEPS: readonly (readonly [number, string])[] = [[BILLION * 1000, 'trillion'], [BILLION, 'billion'], [1_000_000, 'million'], [1000, 'thousand'], [100, 'hundred']];
function english(amount: number): string {
  if (amount < 20) return ONES[amount]!;
  if (amount < 100) return `${TENS[Math.floor(amount / 10)]}${amount % 10 ? `-${ONES[amount % 10]}` : ''}`;
  const [size, name] = STEPS.find(([step]) => amount >= step)!;
  const rest = amount % size;
  return `${english(Math.floor(amount / size))} ${name}${rest === 0 ? '' : ` ${rest < 100 ? 'and ' : ''}${english(rest)}`}`;
}
