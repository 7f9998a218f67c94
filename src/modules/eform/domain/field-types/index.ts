import type { FieldType } from '../form.ts';
import { address } from './address.ts';
import { checkboxes } from './checkboxes.ts';
import { choice } from './choice.ts';
import { date } from './date.ts';
import { declaration } from './declaration.ts';
import { email } from './email.ts';
import type { FieldKind } from './kind.ts';
import { note } from './note.ts';
import { money, number } from './number.ts';
import { paperNumber } from './paper-number.ts';
import { partialDate } from './partial-date.ts';
import { personName } from './person-name.ts';
import { personalId } from './personal-id.ts';
import { phone } from './phone.ts';
import { rowsKind } from './rows.ts';
import { longText, text } from './text.ts';
import { yesNo } from './yes-no.ts';

const KINDS: { readonly [T in FieldType]: FieldKind } = {
  text, 'long-text': longText, 'person-name': personName, date, 'partial-date': partialDate, 'personal-id': personalId,
  'paper-number': paperNumber, phone, email, radio: choice, select: choice, country: choice, ethnicity: choice,
  checkboxes, 'yes-no': yesNo, number, money, address, declaration, note,
  rows: rowsKind((type) => KINDS[type]),
};
export const FIELD_TYPES = Object.keys(KINDS) as readonly FieldType[];
export const kindOf = (type: FieldType): FieldKind => KINDS[type];
