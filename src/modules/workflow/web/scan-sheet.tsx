import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FileInput } from '../../../ui/components/file-input/file-input.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { kindOf, oneScreen, readSheet, takeSheet, type Body, type FormField, type FormPage, type Sheet } from '../../eform/domain/index.ts';
import type { DeskDeps } from './desk-deps.ts';
import { listOf, textOf } from './read-intake.ts';
import { SHEET } from './sheet-words.ts';

/** Inputs of the field «Quét mã tờ khai»; `kept` carries codes that wait for the others of their sheet. */
export const SHEET_INPUTS = { typed: 'to-khai.quet', kept: 'to-khai.da-quet', photo: 'to-khai.anh', button: 'to-khai.doc' } as const;
export const SHEET_NAMES: readonly string[] = Object.values(SHEET_INPUTS);

export interface SheetScan {
  readonly kind: 'ok' | 'info' | 'warn'; readonly words: readonly Text[];
  /** beside the box, when something has to be done about it */ readonly problem: Text | null;
  /** codes to be kept until the sheet is whole */ readonly kept: string; /** what stays in the box, to be looked at */ readonly typed: string;
  readonly leftOver: readonly { readonly name: string; readonly value: string }[];
  readonly replaced: readonly { readonly name: string; readonly before: string }[];
  /** the screen where this sheet belongs */ readonly elsewhere: string | null;
}
/** What was scanned, laid over what stands on the screen; without a scan everything stays as it is. */
export interface AppliedScan { readonly scan: SheetScan | null; readonly own: Body; readonly form: Body }

const NOTHING: Omit<SheetScan, 'kind' | 'words'> = { problem: null, kept: '', typed: '', leftOver: [], replaced: [], elsewhere: null };
const ENTERED_AT_MOST = 300;

/** Reads the codes typed by a scanner or seen in a photo. Its answers go into the boxes as if typed, and are judged as such. */
export async function applyScan(deps: Pick<DeskDeps, 'packing' | 'procedures'>, content: ProcedureContent, own: Body, form: Body, photoProblem: Text | null): Promise<AppliedScan> {
  // what the scanner typed and what the picture showed come under one name
  const typed = listOf(own, SHEET_INPUTS.typed).join('\n').trim();
  const kept = textOf(own, SHEET_INPUTS.kept);
  const { [SHEET_INPUTS.typed]: _typed, [SHEET_INPUTS.kept]: _kept, ...others } = own;
  const stays = (scan: Omit<SheetScan, keyof typeof NOTHING> & Partial<SheetScan>): AppliedScan => ({ scan: { ...NOTHING, ...scan }, own: others, form });
  if (typed === '' && photoProblem) return stays({ kind: 'warn', words: [], problem: photoProblem, kept });
  if (typed === '') return { scan: kept === '' ? null : { ...NOTHING, kind: 'info', words: [], kept }, own: others, form };
  const read = readSheet(`${kept}\n${typed}`, deps.packing);
  switch (read.kind) {
    case 'more': return stays({ kind: 'info', words: [SHEET.more(read.have, read.of)], problem: read.damaged ? SHEET.damaged : null, kept: read.codes.join('\n') });
    case 'mixed': return stays({ kind: 'warn', words: [SHEET.mixed], kept: read.codes.join('\n') });
    case 'whole': break;
    default: {
      const words = { none: SHEET.none, damaged: SHEET.damaged, later: SHEET.later, unreadable: SHEET.unreadable, 'too-long': SHEET.tooLong }[read.kind];
      return stays({ kind: 'warn', words: [], problem: words, kept: read.kind === 'unreadable' ? '' : kept, typed: typed.slice(0, ENTERED_AT_MOST) });
    }
  }
  const { sheet } = read;
  if (sheet.procedure !== content.code) {
    const other = await deps.procedures.current(sheet.procedure);
    return stays({ kind: 'warn', words: [other ? SHEET.otherProcedure(other.content.plainName.vi) : SHEET.unknownProcedure(sheet.procedure.slice(0, 40))], elsewhere: other ? `/ban/tiep-nhan/${other.content.slug ?? other.content.code}` : null });
  }
  return content.form ? laidOver(content.form, oneScreen(content.form), sheet, others, form) : stays({ kind: 'warn', words: [SHEET.noForm] });
}

function laidOver(definition: NonNullable<ProcedureContent['form']>, page: FormPage, sheet: Sheet, own: Body, form: Body): AppliedScan {
  const taken = takeSheet(page, sheet.answers);
  const merged: Record<string, string | readonly string[] | undefined> = { ...form };
  const replaced: { name: string; before: string }[] = [];
  for (const field of taken.fields) {
    const names = namesOf(field, merged);
    const before = names.flatMap((name) => merged[name] ?? []).filter((value) => value.trim() !== '').join(' ');
    const after = namesOf(field, taken.body).flatMap((name) => taken.body[name] ?? []).filter((value) => value.trim() !== '').join(' ');
    if (before !== '' && before !== after && field.initial === undefined) replaced.push({ name: field.officialLabel ?? field.label.vi, before: before.slice(0, ENTERED_AT_MOST) });
    for (const name of names) delete merged[name];
  }
  Object.assign(merged, taken.body);
  const sameForm = sheet.form === definition.id && sheet.version === definition.version;
  return {
    scan: { ...NOTHING, kind: sameForm ? 'ok' : 'warn', words: [SHEET.taken(taken.fields.length), ...(sameForm ? [] : [SHEET.otherVersion])], leftOver: taken.leftOver, replaced },
    own: { ...own, ...personOf(page, taken.body, own) }, form: merged,
  };
}
const namesOf = (field: FormField, body: Body): readonly string[] =>
  (field.type === 'rows' ? Object.keys(body).filter((name) => name.startsWith(`${field.key}.`)) : kindOf(field.type).parts.map((part) => `${field.key}${part}`));

/** The applicant's own boxes, where they are empty, from the questions that a form fills with the applicant's data. */
function personOf(page: FormPage, body: Body, own: Body): Body {
  const boxes: Readonly<Record<string, string>> = { 'me.name': 'nguoi.ten', 'me.personalId': 'nguoi.so', 'me.phone': 'nguoi.dien-thoai', 'me.email': 'nguoi.thu-dien-tu', 'me.birthDate': 'nguoi.ngay-sinh' };
  const filled: Record<string, string> = {};
  for (const field of page.fields) {
    const box = field.prefill === undefined ? undefined : boxes[field.prefill];
    if (!box) continue;
    for (const part of field.prefill === 'me.birthDate' ? ['.day', '.month', '.year'] : ['']) {
      const value = body[`${field.key}${part}`];
      if (typeof value === 'string' && value !== '' && textOf(own, `${box}${part}`).trim() === '' && filled[`${box}${part}`] === undefined) filled[`${box}${part}`] = value;
    }
  }
  return filled;
}

/** The field on the intake screen. Open while something is to be said or to come, else one line. */
export function ScanSheet({ scan, lang }: { readonly scan: SheetScan | null; readonly lang: Lang }) {
  return (
    <>
      {scan && (scan.words.length > 0 || scan.elsewhere) && (
        <Notice kind={scan.kind} role="status">
          {scan.words.map((words) => <p key={words.vi}>{words[lang]}</p>)}
          {scan.elsewhere && <p><a href={scan.elsewhere}>{SHEET.openOther[lang]}</a></p>}
          {scan.leftOver.length > 0 && <><p>{SHEET.leftOver[lang]}</p><ul lang="vi">{scan.leftOver.map((one) => <li key={one.name}>{one.name}: <strong>{one.value}</strong></li>)}</ul></>}
          {scan.replaced.length > 0 && <><p>{SHEET.replaced[lang]}</p><ul lang="vi">{scan.replaced.map((one) => <li key={one.name}>{one.name}, {SHEET.was[lang]} <strong>{one.before}</strong></li>)}</ul></>}
        </Notice>
      )}
      <Details summary={SHEET.title} open={scan !== null && (scan.problem !== null || scan.kept !== '')}>
        {scan && scan.kept !== '' && <input type="hidden" name={SHEET_INPUTS.kept} value={scan.kept} />}
        <TextField name={SHEET_INPUTS.typed} label={SHEET.title} hint={SHEET.hint} required={false} autocomplete="off" spellcheck={false} dataKey="F7" value={scan?.typed ?? ''} {...(scan?.problem ? { error: scan.problem } : {})} />
        <FileInput name={SHEET_INPUTS.photo} label={SHEET.photo} accept="image/*,application/pdf" required={false} />
        <ButtonGroup><Button kind="secondary" name={SHEET_INPUTS.button} value="1">{SHEET.read[lang]}</Button></ButtonGroup>
      </Details>
    </>);
}
