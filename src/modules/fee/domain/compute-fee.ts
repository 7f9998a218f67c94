import { type Answers, type Channel, type Facts, holds } from '../../../shared/condition.ts';
import { type Dong, dong, showDong } from '../../../shared/money.ts';
import type { Text } from '../../../shared/text.ts';
import type { FeeAmount, FeeLine, FeeRelief, FeeRule } from './fee-rule.ts';

export interface FeeFacts {
  readonly answers: Answers;
  /** of submission, not of payment */ readonly channel: Channel;
  /** `YYYY-MM-DD`; today while the dossier is not received */ readonly receptionDate: string;
}
/** On this day, by its own dates. `date`: `YYYY-MM-DD` */
export const isValidOn = (dated: { readonly validFrom: string; readonly validTo?: string }, date: string): boolean => dated.validFrom <= date && (dated.validTo === undefined || date <= dated.validTo);

/**
 * What is owed, line by line: rules valid on the day of reception and meant for this case, each with the single best of
 * its reliefs (several never add up: NQ 66.22/2026 Đ.5). A line of 0 đồng stays a line. An unanswered number counts as 0.
 */
export function computeFee(rules: readonly FeeRule[], { answers, channel, receptionDate }: FeeFacts): readonly FeeLine[] {
  const facts: Facts = { answers, channel, today: receptionDate };
  return rules.filter((rule) => isValidOn(rule, receptionDate) && (rule.when === undefined || holds(rule.when, facts))).map((rule): FeeLine => {
    const { base, explanation } = baseOf(rule.amount, answers);
    const relief = bestRelief(rule.reliefs ?? [], base, facts);
    const common = { ruleId: rule.id, kind: rule.kind, name: rule.name, base, legalBasis: rule.legalBasis };
    if (!relief) return { ...common, payable: base, explanation };
    const payable = dong(base - relief.amount);
    const { id, name, legalBasis, percentOff } = relief.rule;
    return { ...common, relief: { id, name, amount: relief.amount, legalBasis }, payable, explanation: withRelief(explanation, name, percentOff, relief.amount, payable) };
  });
}
export const totalPayable = (lines: readonly FeeLine[]): Dong => dong(lines.reduce((sum, line) => sum + line.payable, 0));

interface Base { readonly base: Dong; readonly explanation: Text }
function baseOf(amount: FeeAmount, answers: Answers): Base {
  if ('fixed' in amount) return { base: dong(amount.fixed), explanation: { vi: `Mức thu ${showDong(amount.fixed)}`, en: `Fixed amount ${showDong(amount.fixed, 'en')}` } };
  if ('perUnit' in amount) {
    const count = wholeNumber(answers[amount.quantity]);
    const base = dong(count * amount.perUnit);
    const say = (lang: 'vi' | 'en'): string => `${showCount(count)} ${amount.unit[lang]} × ${showDong(amount.perUnit, lang)} = ${showDong(base, lang)}`;
    return { base, explanation: { vi: say('vi'), en: say('en') } };
  }
  const rows = answers[amount.pagesOf];
  const papers = (Array.isArray(rows) ? (rows as readonly Answers[]) : []).map((row) => paperPrice(amount, wholeNumber(row[amount.pages]), wholeNumber(row[amount.copies])));
  const base = dong(papers.reduce((sum, paper) => sum + paper.total, 0));
  if (papers.length === 0) return { base, explanation: { vi: 'Chưa có giấy tờ nào', en: 'No papers yet' } };
  if (papers.length === 1) return { base, explanation: papers[0]!.words };
  const list = (lang: 'vi' | 'en', name: string): string => papers.map((paper, at) => `${name} ${at + 1}: ${paper.words[lang]}`).join('. ');
  return { base, explanation: { vi: `${list('vi', 'Giấy tờ')}. Cộng ${showDong(base)}`, en: `${list('en', 'Paper')}. Together ${showDong(base, 'en')}` } };
}
type Pages = Extract<FeeAmount, { readonly pagesOf: string }>;
/** Pages of one copy by tiers, no more than the cap, times the copies. */
function paperPrice(amount: Pages, pages: number, copies: number): { readonly total: Dong; readonly words: Text } {
  const parts: { readonly count: number; readonly price: Dong }[] = [];
  let [done, oneCopy] = [0, 0];
  for (const tier of amount.tiers) {
    const count = Math.max(0, Math.min(pages, tier.upToPage ?? Number.POSITIVE_INFINITY) - done);
    if (count > 0) parts.push({ count, price: tier.price });
    oneCopy += count * tier.price;
    done += count;
  }
  const capped = amount.capPerCopy !== undefined && oneCopy > amount.capPerCopy;
  const payable = capped ? amount.capPerCopy! : oneCopy;
  const total = dong(payable * copies);
  const sum = (lang: 'vi' | 'en'): string => `${parts.map((part) => `${showCount(part.count)} × ${showDong(part.price, lang)}`).join(' + ') || showDong(0, lang)} = ${showDong(oneCopy, lang)}`;
  return {
    total,
    words: {
      vi: `${showCount(pages)} trang: ${sum('vi')}${capped ? `, tối đa ${showDong(payable)} một bản` : ''}; ${showCount(copies)} bản = ${showDong(total)}`,
      en: `${showCount(pages)} ${pages === 1 ? 'page' : 'pages'}: ${sum('en')}${capped ? `, at most ${showDong(payable, 'en')} a copy` : ''}; ${showCount(copies)} ${copies === 1 ? 'copy' : 'copies'} = ${showDong(total, 'en')}`,
    },
  };
}
const wholeNumber = (answer: unknown): number => (typeof answer === 'number' && Number.isSafeInteger(answer) && answer > 0 ? answer : 0);
const showCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/gu, '.');

/** The relief that takes off most; of equal ones the first. A fraction of a đồng goes to the payer. */
function bestRelief(reliefs: readonly FeeRelief[], base: Dong, facts: Facts): { readonly rule: FeeRelief; readonly amount: Dong } | null {
  let best: { readonly rule: FeeRelief; readonly amount: Dong } | null = null;
  for (const rule of reliefs) {
    if (!isValidOn(rule, facts.today) || !holds(rule.when, facts)) continue;
    const amount = dong(Math.ceil((base * rule.percentOff) / 100));
    if (best === null || amount > best.amount) best = { rule, amount };
  }
  return best;
}
const withRelief = (explanation: Text, name: Text, percentOff: number, amount: Dong, payable: Dong): Text => ({
  vi: `${explanation.vi}. ${percentOff === 100 ? 'Miễn' : `Giảm ${percentOff}%`} (${name.vi}): −${showDong(amount)}. Phải nộp ${showDong(payable)}`,
  en: `${explanation.en}. ${percentOff === 100 ? 'Exempt' : `${percentOff}% off`} (${name.en}): −${showDong(amount, 'en')}. To pay ${showDong(payable, 'en')}`,
});
