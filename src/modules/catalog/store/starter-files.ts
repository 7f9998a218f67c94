import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../platform/package-root.ts';
import type { FormDefinition } from '../../eform/domain/index.ts';
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
    return mergeOverlay(base, form === undefined ? overlay : { ...overlay, form }, forms.byId);
  });
}
function readForms(folder: string): { byId: Map<string, FormDefinition>; byCode: Map<string, string> } {
  const byId = new Map<string, FormDefinition>();
  const byCode = new Map<string, string>();
  const place = join(folder, 'forms');
  if (!existsSync(place)) return { byId, byCode };
  for (const name of readdirSync(place).filter((one) => one.endsWith('.json')).sort()) {
    const form = read<Partial<FormDefinition>>(join(place, name));
    // `lists.json` and the like share the folder; a form has an id and pages.
    if (form.id === undefined || form.pages === undefined) continue;
    byId.set(form.id, form as FormDefinition);
    for (const code of form.procedures ?? []) byCode.set(code, form.id);
  }
  return { byId, byCode };
}
/** Everyday words, abbreviations and words that say nothing, for the search. */
export function readSearchVocabulary(folder: string = join(packageRoot(), 'procedures')): SearchVocabulary {
  return read<SearchVocabulary>(join(folder, 'catalogue', 'search-words.json'));
}
