import type { Answers, Facts } from '../../../shared/condition.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { CatalogVersion } from '../../catalog/index.ts';
import { paperDate, printed, type DeclarationPaper } from '../../document/domain/index.ts';
import type { PaperRenderer } from '../../document/index.ts';
import { outlineOf, summarise, writeSheet, type FormDefinition, type Lookups, type Packing } from '../../eform/domain/index.ts';
import { ON_PAPER } from './paper-words.ts';

export interface PrintFormDeps { readonly renderer: PaperRenderer; readonly packing: Packing; readonly lookups: Lookups }
/** empty forms kept ready, some 60 KB each; a published version never changes */
const KEPT_BLANKS = 60;

/** Empty forms, each drawn once. */
export function blankForms({ renderer }: Pick<PrintFormDeps, 'renderer'>): (version: CatalogVersion, form: FormDefinition) => Promise<Buffer> {
  const kept = new Map<string, Promise<Buffer>>();
  return (version, form) => {
    const before = kept.get(version.id);
    if (before) return before;
    const { content } = version;
    const made = renderer.render(...printed('to-khai-trong', {
      title: form.title.vi, procedure: content.officialName, procedureCode: content.code, sections: outlineOf(form), pledge: form.declaration?.vi ?? ON_PAPER.pledge,
      sourceNote: ON_PAPER.source(content.code, form.version, form.source.legalBasis, content.publishedForms?.[0] ?? form.source.paperTemplate),
    }));
    kept.set(version.id, made);
    made.catch(() => kept.delete(version.id));
    const [oldest] = kept.keys();
    if (kept.size > KEPT_BLANKS && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}

/** The declaration with its answers and their square codes. Nothing of it is stored anywhere. */
export async function printDeclaration(deps: PrintFormDeps, version: CatalogVersion, form: FormDefinition, answers: Answers, unfinished: boolean, at: Date): Promise<Buffer> {
  const { content } = version;
  const today = vietnamDate(at);
  const facts: Facts = { answers, channel: 'counter', today };
  const codes = writeSheet({ procedure: content.code, form: form.id, version: form.version, answers }, deps.packing);
  const declarant = form.pages.flatMap((page) => page.fields).find((field) => field.type === 'person-name' && field.prefill === 'me.name');
  const named = declarant ? answers[declarant.key] : undefined;
  const paper: DeclarationPaper = {
    place: '…………', date: paperDate(today), title: form.title.vi, subtitle: ON_PAPER.subtitle(content.officialName, content.code), addressee: content.authority ?? ON_PAPER.anyAgency,
    sections: summarise(form, facts, 'vi', deps.lookups).map((page) => ({
      title: page.title,
      rows: page.rows.filter((row) => !row.table).map((row) => ({ label: row.officialLabel ?? row.label, answer: row.value })),
      tables: page.rows.flatMap((row) => (row.table && row.table.length > 0 ? [tableOf(row.officialLabel ?? row.label, row.table)] : [])),
    })),
    pledge: form.declaration?.vi ?? ON_PAPER.pledge, declarant: typeof named === 'string' ? named : '',
    ...(codes ? { codes, codesNote: `${ON_PAPER.codes(codes.length)}${unfinished ? ` ${ON_PAPER.unfinished}` : ''}` } : { codesNote: ON_PAPER.tooLong }),
  };
  return deps.renderer.render(...printed('to-khai', paper));
}
type Table = readonly { readonly title: string; readonly cells: readonly { readonly label: string; readonly value: string }[] }[];
function tableOf(title: string, rows: Table): { title: string; columns: readonly string[]; rows: readonly (readonly string[])[] } {
  const columns = [...new Set(rows.flatMap((row) => row.cells.map((cell) => cell.label)))];
  return { title, columns, rows: rows.map((row) => columns.map((column) => row.cells.find((cell) => cell.label === column)?.value ?? '')) };
}
