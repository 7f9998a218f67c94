import { answered, wrong } from './kind.ts';
import type { FieldKind } from './kind.ts';
import { missingWords, notAText, readLine, subjectOf } from './words.ts';

/** Values of the two radios; stored as true and false. */
export const YES = 'co';
export const NO = 'khong';

export const yesNo: FieldKind = {
  parts: [''],
  read: (field, body, name) => readLine(body, name, (typed) => {
    if (typed === YES) return answered(true);
    if (typed === NO) return answered(false);
    const subject = subjectOf(field);
    return wrong(`Chọn «Có» hoặc «Không» cho ${subject.vi}`, `Choose “Yes” or “No” for ${subject.en}`);
  }),
  check: (field, answer) => (typeof answer === 'boolean' ? undefined : notAText(field)),
  missing: (field) => missingWords(field, 'Chưa chọn «Có» hay «Không»:', 'Choose “Yes” or “No”:'),
  show: (_field, answer, lang) => (answer === true ? (lang === 'vi' ? 'Có' : 'Yes') : lang === 'vi' ? 'Không' : 'No'),
  schema: () => ({ type: 'boolean' }),
};
