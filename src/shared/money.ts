/** Vietnamese đồng: a whole number, never a fraction. */
export type Dong = number;
export function dong(amount: number): Dong {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`not a whole, non-negative amount of đồng: ${amount}`);
  return amount;
}
/** `200000` → `200.000 đ`; in English `200,000 VND`, since a point there divides what is less than one. */
export const showDong = (amount: Dong, lang: 'vi' | 'en' = 'vi'): string => {
  const grouped = String(amount).replace(/\B(?=(\d{3})+(?!\d))/gu, lang === 'en' ? ',' : '.');
  return lang === 'en' ? `${grouped} VND` : `${grouped} đ`;
};
