import { answered } from './kind.ts';
import type { FieldKind } from './kind.ts';
import { notAText, readLine } from './words.ts';

/** A sentence that the person confirms by ticking; the only answer is true. */
export const declaration: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, () => answered(true)),
  check: (field, answer) => (answer === true ? undefined : notAText(field)),
  missing: () => ({ vi: 'Chưa đánh dấu vào ô cam đoan – đọc rồi đánh dấu để tiếp tục', en: 'The declaration is not ticked yet – read it and tick it to go on' }),
  show: (_field, _answer, lang) => (lang === 'vi' ? 'Đã cam đoan' : 'Declared'),
  schema: () => ({ const: true }),
};
