/** An account to which people may pay, as dated data of the office. */
export interface PayAccount { readonly bankBin: string; readonly bankName: string; readonly accountNo: string; readonly accountName: string }

/** CRC-16/CCITT-FALSE: polynomial 0x1021, begins at 0xFFFF, over the bytes of plain ASCII; four capital digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const letter of text) {
    crc ^= (letter.codePointAt(0) ?? 0) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

const ASCII = /^[\x20-\x7e]*$/u;
const field = (id: string, value: string): string => {
  // Lengths count bytes; of ASCII letters each is one. Two digits hold no more than 99.
  if (!ASCII.test(value) || value.length > 99) throw new Error(`field ${id} of a VietQR code holds at most 99 plain letters`);
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
};
/** Digits of an amount in field 54. */
const AMOUNT_DIGITS = 13;
/** Bank apps cut what is longer. */
export const TRANSFER_CONTENT = 25;

/** The text of a NAPAS 247 code (EMVCo merchant presented mode): one account, one amount in whole đồng, one content. */
export function vietQr({ account, amount, content }: { readonly account: Pick<PayAccount, 'bankBin' | 'accountNo'>; readonly amount: number; readonly content: string }): string {
  if (!/^\d{6}$/u.test(account.bankBin) || !/^[A-Za-z0-9]{1,19}$/u.test(account.accountNo)) throw new Error('an account is a bank of six digits and a number of at most 19 signs');
  if (!Number.isSafeInteger(amount) || amount <= 0 || String(amount).length > AMOUNT_DIGITS) throw new Error('an amount of whole đồng');
  if (content.length > TRANSFER_CONTENT) throw new Error(`a content has at most ${TRANSFER_CONTENT} letters`);
  const receiver = field('00', 'A000000727') + field('01', field('00', account.bankBin) + field('01', account.accountNo)) + field('02', 'QRIBFTTA');
  const body = `${field('00', '01')}${field('01', '12')}${field('38', receiver)}${field('53', '704')}${field('54', String(amount))}${field('58', 'VN')}${field('62', field('08', content))}6304`;
  return body + crc16(body);
}

/** What stands in the transfer, so that it can be told whose it is: `T-7K4Q-2M9X` → `HS T7K4Q2M9X`. */
export const transferContent = (reference: string): string => `HS ${reference.replace(/[^A-Z0-9]/gu, '')}`;

const IN_A_LINE = /HS[ .:_-]*T-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})(?![0-9A-Z])/gu;
/** The reference that a line of the bank's statement names; null when it names none, or several. */
export function referenceInLine(line: string): string | null {
  const found = new Set([...line.toUpperCase().matchAll(IN_A_LINE)].map((match) => `T-${match[1] ?? ''}-${match[2] ?? ''}`));
  return found.size === 1 ? [...found][0] ?? null : null;
}

/** Marks a collection that came by transfer and was confirmed against the bank's statement. */
export const BY_TRANSFER = 'chuyen-khoan';
export type TransferProblem =
  | { readonly kind: 'nothing-owed' } | { readonly kind: 'closed' }
  /** the bank's sum is not what is owed: given back by the bank, never entered in part */ | { readonly kind: 'other-amount'; readonly owed: number; readonly came: number };
/** Whether a line of the statement pays this dossier: exactly what it owes, or not at all. */
export function judgeTransfer(subject: { readonly owed: number; readonly closed: boolean; readonly came: number }): TransferProblem | null {
  if (subject.closed) return { kind: 'closed' };
  if (subject.owed <= 0) return { kind: 'nothing-owed' };
  return subject.came === subject.owed ? null : { kind: 'other-amount', owed: subject.owed, came: subject.came };
}

export type AccountProblem = 'bank' | 'bank-name' | 'number' | 'name' | 'from';
export function checkAccount(account: PayAccount, from: string, today: string): readonly AccountProblem[] {
  return [
    ...(/^\d{6}$/u.test(account.bankBin) ? [] : ['bank' as const]), ...(account.bankName.length >= 2 ? [] : ['bank-name' as const]), ...(/^[A-Za-z0-9]{4,19}$/u.test(account.accountNo) ? [] : ['number' as const]),
    ...(account.accountName.length >= 4 ? [] : ['name' as const]), ...(from >= today ? [] : ['from' as const]),
  ];
}
/** Stands on the codes of demo dossiers of an office without an account; no bank has this number, so no app can send to it. */
export const DEMO_ACCOUNT: PayAccount = { bankBin: '000000', bankName: 'Ngân hàng trình diễn', accountNo: '0000000000', accountName: 'TAI KHOAN TRINH DIEN' };
