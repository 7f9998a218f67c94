import type { VNode } from 'preact';
import type { View } from '../../../platform/http/route.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { Checkbox } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { flagKey, type SourceFlag } from '../domain/index.ts';
import type { CatalogVersion } from '../ports.ts';
import { W } from './words.ts';

const A = W.admin;
export interface TypedAnswer { readonly key: string; readonly value: string; readonly basis: string; readonly unverified: boolean; readonly wrong?: 'value' | 'basis'; readonly fault?: Text }

/** One doubt: what the source says, what others say, and the answer with its basis. */
export function FlagBox({ view, here, version, flag, editable, typed }: { view: View; here: string; version: CatalogVersion; flag: SourceFlag; editable: boolean; typed: TypedAnswer | undefined }): VNode {
  const { lang } = view;
  const key = flagKey(flag);
  const part = (W.parts[flag.part] ?? { vi: flag.part, en: flag.part })[lang];
  const wrong = (field: 'value' | 'basis'): { error?: Text } => (typed?.wrong === field && typed.fault ? { error: typed.fault } : {});
  return (
    <section id={`giai-${key}`}>
      <h3>{part}: <span lang="vi">{flag.doubt}</span></h3>
      <p><Tag colour={flag.resolution ? 'green' : 'yellow'}>{(flag.resolution ? A.resolved : A.open)[lang]}</Tag></p>
      <p>{A.sourceSays[lang]}: {flag.sourceText === '' ? A.nothing[lang] : <q lang="vi">{flag.sourceText}</q>}</p>
      {flag.resolution && <p>{A.answer[lang]}: <span lang="vi">{flag.resolution.value}</span><br />{A.basis[lang]}: <span lang="vi">{flag.resolution.basis}</span>{flag.resolution.unverified && ` (${A.uncheckedMark[lang]})`}</p>}
      {flag.candidates && flag.candidates.length > 0 && (
        <>
          <p>{A.candidates[lang]}:</p>
          <ul>
            {flag.candidates.map((candidate, at) => (
              <li key={at}>
                <q lang="vi">{candidate.value}</q> – <span lang="vi">{candidate.basis}</span>{candidate.asOf && ` (${candidate.asOf})`}{candidate.unverified && ` (${A.uncheckedMark[lang]})`}
                {editable && <> · <a href={`${here}?nghi-van=${encodeURIComponent(key)}&goi-y=${at}#giai-${key}`}>{A.use[lang]}</a></>}
              </li>
            ))}
          </ul>
        </>
      )}
      {editable && (
        <form method="post" action={`${here}/giai`} noValidate>
          <CsrfFields view={view} />
          <input type="hidden" name="version" value={version.id} /><input type="hidden" name="hash" value={version.contentHash} /><input type="hidden" name="key" value={key} />
          <TextArea id={`${key}-value`} name="value" label={A.value} hint={flag.part === 'terms' || flag.part === 'papers' || flag.part === 'manner' ? A.valueHint[flag.part] : A.valueHint.other} value={typed?.value ?? flag.resolution?.value ?? ''} rows={flag.part === 'terms' ? 2 : 4} {...wrong('value')} />
          <TextField id={`${key}-basis`} name="basis" label={A.basis} hint={A.basisHint} value={typed?.basis ?? flag.resolution?.basis ?? ''} {...wrong('basis')} />
          <Checkbox id={`${key}-unverified`} name="unverified" label={A.unverified} checked={typed?.unverified ?? flag.resolution?.unverified ?? false} />
          <Button kind="secondary">{A.save[lang]}</Button>
        </form>
      )}
    </section>
  );
}
