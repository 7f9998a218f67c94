import { fold } from '../../../shared/text.ts';

/**
 * Length counts, composition does not, and nothing expires by itself (ASVS 5.0 6.2): long enough, not the account's own
 * words, not one of the first guesses. Any character may stand in it, spaces and Vietnamese letters too.
 */
export const PASSWORD_POLICY = { shortest: 12, longest: 128 } as const;
export type PasswordRefusal = 'short' | 'long' | 'common' | 'own-words' | 'same' | 'not-repeated';

/** First guesses of twelve and more letters, after folding and dropping everything but letters and digits. */
const COMMON: ReadonlySet<string> = new Set([
  '123456789012', '1234567890123', '12345678901234', '1234567891011', '0123456789012', '123123123123', '111111111111', '000000000000', '121212121212', '112233445566', '987654321098',
  'password1234', 'password12345', 'password123456', 'passwordpassword', 'matkhau12345', 'matkhau123456', 'matkhaumatkhau', 'matkhaumoi123', 'vietnam12345', 'vietnam123456', 'vietnamvodich',
  'qwertyuiop12', 'qwertyuiop123', 'qwerty123456', 'qwertyqwerty', 'asdfghjkl123', 'abc123456789', 'abcdefghijkl', 'abcd12345678', 'aabbccddeeff', 'administrator', 'administrator1', 'admin1234567', 'admin12345678', 'adminadmin12', 'adminadminadmin',
  'iloveyou1234', 'iloveyou12345', 'anhyeuem12345', 'anhyeuem123456', 'emyeuanh12345', 'welcome12345', 'welcome123456', 'letmein123456', 'changeme1234', 'changeme12345',
  'motcua123456', 'motcuamotcua', 'dichvucong123', 'dichvucong1234', 'hanhchinhcong', 'chinhquyendientu', 'ubnd123456789', 'canboxa123456',
]);
const squeeze = (value: string): string => fold(value).replaceAll(' ', '');

/** `own`: account name, person's name, agency. Characters are counted as people see them, not as bytes. */
export function checkPassword(password: string, own: readonly string[]): PasswordRefusal | null {
  const letters = [...password.normalize('NFC')];
  if (letters.length < PASSWORD_POLICY.shortest) return 'short';
  if (letters.length > PASSWORD_POLICY.longest) return 'long';
  const plain = squeeze(password);
  if (COMMON.has(plain) || new Set(letters.map((letter) => letter.toLowerCase())).size < 5) return 'common';
  const rest = own.map(squeeze).filter((word) => word.length >= 4).reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest.length < 6 && rest !== plain ? 'own-words' : null;
}
