/**
 * A Vietnamese mobile number in international form without plus, or null when no SMS can reach it. Mobile numbers have
 * ten digits and begin with 03, 05, 07, 08 or 09; landlines and the eleven-digit numbers of before
 * 2018 get none: what became of an old number is for the person to say.
 */
export function mobileNumber(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s.()-]+/gu, '').replace(/^(?:\+|00)84/u, '0').replace(/^84(?=\d{9}$)/u, '0');
  return /^0[35789]\d{8}$/u.test(digits) ? `84${digits.slice(1)}` : null;
}

const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/iu;
/** One plain address, domain in small letters, or null. No display name, no list, no line break: nothing that could add a header or a recipient. */
export function emailAddress(typed: string): string | null {
  const address = typed.trim();
  if (address.length > 254 || !EMAIL.test(address) || address.includes('..') || /^\.|\.@/u.test(address)) return null;
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${address.slice(at + 1).toLowerCase()}`;
}

/** For lists that staff see: enough to recognise, not enough to use. */
export function maskRecipient(channel: 'sms' | 'email', to: string): string {
  if (channel === 'sms') return to.length < 9 ? '***' : `${to.slice(0, 4)}***${to.slice(-3)}`;
  const at = to.lastIndexOf('@');
  return at < 1 ? '***' : `${to.slice(0, 1)}***${to.slice(at)}`;
}
