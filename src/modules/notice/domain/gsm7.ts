/**
 * The 7-bit alphabet of SMS (3GPP TS 23.038, default table). A message that stays inside it has 160 places; one letter
 * outside makes every place twice as wide and leaves 70. Vietnamese letters with marks are outside, hence the plain ones.
 */
const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
/** These take two places each. */
const EXTENDED = new Set('\f^{}\\[~]|€');

export const SMS_PLACES = 160;

/** Places that a text takes, or null when it does not fit the alphabet. */
export function gsm7Places(text: string): number | null {
  let places = 0;
  for (const sign of text) {
    if (BASIC.has(sign)) places += 1;
    else if (EXTENDED.has(sign)) places += 2;
    else return null;
  }
  return places;
}

const PLAIN: Readonly<Record<string, string>> = {
  đ: 'd', Đ: 'D', '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‘': "'", '’': "'", '–': '-', '—': '-', '−': '-', '…': '...', '•': '-', '·': '-', '₫': 'd',
  '[': '(', ']': ')', '{': '(', '}': ')', '\\': '/', '|': '/', '^': '', '~': '-', '€': 'EUR', '\f': ' ',
};
/** Vietnamese without marks, in one line, one place for every sign; what has no plain form is left out. */
export function toPlainSms(text: string): string {
  let plain = '';
  for (const sign of text.normalize('NFD').replace(/\p{M}+/gu, '').replace(/\s+/gu, ' ').trim()) {
    const swapped = PLAIN[sign] ?? sign;
    plain += [...swapped].filter((one) => BASIC.has(one) && one !== '\r' && one !== '\n').join('');
  }
  return plain.replace(/ {2,}/gu, ' ').trim();
}
