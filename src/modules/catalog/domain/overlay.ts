import type { FormDefinition } from '../../eform/domain/index.ts';
import type { ProcedureContent } from './procedure.ts';
import { flagKey } from './version.ts';

/**
 * What the house adds to an imported procedure: its form, cases, papers with conditions, process, result template.
 * A member given here replaces the imported one whole; `flags` are joined by key, so that an imported doubt never
 * disappears but may be answered; other words, life events and sources are added.
 */
export type ProcedureOverlay = Partial<Omit<ProcedureContent, 'form'>> & {
  readonly code: string;
  /** id of the form in `procedures/forms/`, or the form itself */ readonly form?: string | FormDefinition;
};

export function mergeOverlay(base: ProcedureContent, overlay: ProcedureOverlay, forms: ReadonlyMap<string, FormDefinition>): ProcedureContent {
  if (overlay.code !== base.code) throw new Error(`overlay of ${overlay.code} laid over ${base.code}`);
  const { form, flags, sources, aliases, lifeEvents, provenance, ...rest } = overlay;
  const drawn = typeof form === 'string' ? forms.get(form) : form;
  if (typeof form === 'string' && !drawn) throw new Error(`${base.code}: no form «${form}»`);
  const answered = new Map((flags ?? []).map((flag) => [flagKey(flag), flag]));
  const kept = base.flags.map((flag) => {
    const over = answered.get(flagKey(flag));
    answered.delete(flagKey(flag));
    return over ? { ...flag, ...over } : flag;
  });
  return {
    ...base, ...rest,
    aliases: [...new Set([...base.aliases, ...(aliases ?? [])])],
    lifeEvents: [...new Set([...base.lifeEvents, ...(lifeEvents ?? [])])],
    ...(base.provenance || provenance ? { provenance: { ...base.provenance, ...provenance } } : {}),
    ...(drawn ? { form: drawn } : {}),
    flags: [...kept, ...answered.values()],
    sources: [...new Set([...base.sources, ...(sources ?? [])])],
  };
}
