export type Gender = 'male' | 'female';

/** Words and codes seen on cards and from identity providers. */
export function readGender(value: string): Gender | null {
  const word = value.normalize('NFC').trim().toLowerCase();
  if (['nam', 'male', 'm', '1'].includes(word)) return 'male';
  return ['nữ', 'nu', 'female', 'f', '2'].includes(word) ? 'female' : null;
}
