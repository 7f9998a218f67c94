import { answered } from './kind.ts';
import type { FieldKind } from './kind.ts';
import { missingWords, notAText, readLine } from './words.ts';

// RFC 5321 allows 254 characters; the shape is only what a slip of the finger breaks.
const MOST = 254;
const SHAPE = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\].]+(?:\.[^\s@<>()",;:\\[\].]+)+$/u;

export const email: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, (typed) => {
    const at = typed.lastIndexOf('@');
    return answered(at < 0 ? typed : typed.slice(0, at) + typed.slice(at).toLowerCase());
  }),
  check(field, answer) {
    if (typeof answer !== 'string') return notAText(field);
    if (answer.length <= MOST && SHAPE.test(answer)) return undefined;
    return { message: { vi: 'Thư điện tử có dạng ten@noi.vn – xem lại chỗ @ và dấu chấm', en: 'An e-mail address looks like name@place.vn – check the @ and the dot' } };
  },
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: () => ({ type: 'string', format: 'email', maxLength: MOST }),
};
