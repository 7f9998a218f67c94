/** Vietnamese đồng: a whole number, never a fraction. */
export type Dong = number;
export function dong(amount: number): Dong {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`not a whole, non-negative amount of đồng: ${amount}`);
  return amount;
}
/** `200000` → `200.000 đ`. */
export const showDong = (amount: Dong): string => `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/gu, '.')} đ`;
