import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../platform/package-root.ts';
import { resolveFields, resolveLists, type FormDefinition, type SharedLists } from '../../eform/domain/index.ts';
import { mergeOverlay, type ProcedureContent, type ProcedureOverlay, type SearchVocabulary } from '../domain/index.ts';

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const CODE_FILE = /^\d\.\d{6}\.json$/u;

/** The starter catalogue as it lies in `procedures/`: imported content, laid over by what the house adds, with its form. */
export function readStarterCatalogue(folder: string = join(packageRoot(), 'procedures')): readonly ProcedureContent[] {
  const forms = readForms(folder);
  return readdirSync(join(folder, 'catalogue')).filter((name) => CODE_FILE.test(name)).sort().map((name) => {
    const base = read<ProcedureContent>(join(folder, 'catalogue', name));
    const overlayFile = join(folder, 'overlays', name);
    const overlay = existsSync(overlayFile) ? read<ProcedureOverlay>(overlayFile) : { code: base.code };
    const form = overlay.form ?? forms.byCode.get(base.code);
    const content = mergeOverlay(base, form === undefined ? overlay : { ...overlay, form }, forms.byId);
    // A published version is whole: shared lists are copied in, so that a later list never changes what people answered.
    return content.screening ? { ...content, screening: { ...content.screening, questions: resolveFields(content.screening.questions, forms.lists) } } : content;
  });
}
function readForms(folder: string): { byId: Map<string, FormDefinition>; byCode: Map<string, string>; lists: SharedLists } {
  const byId = new Map<string, FormDefinition>();
  const byCode = new Map<string, string>();
  const place = join(folder, 'forms');
  if (!existsSync(place)) return { byId, byCode, lists: {} };
  const lists = read<SharedLists>(join(place, 'lists.json'));
  for (const name of readdirSync(place).filter((one) => one.endsWith('.json') && one !== 'lists.json').sort()) {
    const form = read<FormDefinition>(join(place, name));
    byId.set(form.id, resolveLists(form, lists));
    for (const code of form.procedures ?? []) byCode.set(code, form.id);
  }
  return { byId, byCode, lists };
}
/** Everyday words, abbreviations and words that say nothing, for the search. */
export function readSearchVocabulary(folder: string = join(packageRoot(), 'procedures')): SearchVocabulary {
  return read<SearchVocabulary>(join(folder, 'catalogue', 'search-words.json'));
}
