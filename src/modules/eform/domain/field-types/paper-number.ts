import { answered } from './kind.ts';
import type { FieldKind } from './kind.ts';
import { headOf, lengthOf, missingWords, notAText, readLine, tooLong } from './words.ts';

const MOST = 60;
const ALLOWED = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ./\-–_()&]*$/u;

/** Number of a passport, a judgment («12/2024/QĐST-HNGĐ»), a certificate: letters, digits and the signs between them. */
export const paperNumber: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, (typed) => answered(typed.toUpperCase())),
  check(field, answer) {
    if (typeof answer !== 'string') return notAText(field);
    const length = lengthOf(answer);
    if (length > (field.max ?? MOST)) return tooLong(field, length, field.max ?? MOST);
    if (ALLOWED.test(answer)) return undefined;
    const head = headOf(field);
    return { message: { vi: `${head.vi} chỉ có chữ, số và các dấu . / - – ghi đúng như in trên giấy`, en: `${head.en} has letters, digits and . / - only – write it as printed on the paper` } };
  },
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: (field) => ({ type: 'string', minLength: 1, maxLength: field.max ?? MOST }),
};
