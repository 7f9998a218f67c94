import { showDong } from '../../../shared/money.ts';
import type { Text } from '../../../shared/text.ts';
import type { FeeAmount } from './fee-rule.ts';

/** What a rule asks for before anything is known of the case: «8.000 đ mỗi bản». */
export function describeAmount(amount: FeeAmount): Text {
  const money = (value: number): Text => ({ vi: showDong(value), en: showDong(value, 'en') });
  if ('fixed' in amount) return money(amount.fixed);
  if ('perUnit' in amount) return { vi: `${showDong(amount.perUnit)} mỗi ${amount.unit.vi}`, en: `${showDong(amount.perUnit, 'en')} per ${amount.unit.en}` };
  const say = (lang: 'vi' | 'en'): string => {
    const tiers = amount.tiers.map((tier, at) => {
      const price = showDong(tier.price, lang);
      const before = amount.tiers[at - 1]?.upToPage;
      if (lang === 'vi') return `${price} mỗi trang${tier.upToPage !== undefined ? ` đến trang thứ ${tier.upToPage}` : before === undefined ? '' : ` từ trang thứ ${before + 1}`}`;
      return `${price} a page${tier.upToPage !== undefined ? ` up to page ${tier.upToPage}` : before === undefined ? '' : ` from page ${before + 1}`}`;
    });
    const cap = amount.capPerCopy === undefined ? '' : lang === 'vi' ? `, nhiều nhất ${showDong(amount.capPerCopy)} một bản` : `, at most ${showDong(amount.capPerCopy, 'en')} a copy`;
    return `${tiers.join(', ')}${cap}`;
  };
  return { vi: say('vi'), en: say('en') };
}
