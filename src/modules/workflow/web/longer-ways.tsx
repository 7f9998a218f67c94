import type { VNode } from 'preact';
import type { Lang, Text } from '../../../shared/text.ts';
import type { View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { askedItems, caseName, type ChosenTerm, type DossierState } from '../../dossier/domain/index.ts';
import { ACTION_WORDS, SUPPLEMENT, W } from './words.ts';

type Box = (name: string) => { readonly error?: Text; readonly value?: string };
interface Shared { readonly href: (path: string) => string; readonly view: View; readonly lang: Lang; readonly box: Box }

/** A further request that waits: what would be asked and why, for whoever opens the dossier. */
export function WaitingRequest({ proposed, lang }: { readonly proposed: NonNullable<DossierState['proposedSupplement']>; readonly lang: Lang }): VNode {
  const asked = askedItems({ openSupplement: proposed });
  return (
    <Notice kind="warn" title={SUPPLEMENT.proposed(proposed.round, proposed.byName)}>
      <p>{proposed.reason}</p>
      <ol>{asked.map((verdict) => <li key={`${verdict.item.type}${verdict.item.key}`}><b>{verdict.verdict === 'missing' ? SUPPLEMENT.missingWord : SUPPLEMENT.wrongWord}: {verdict.item.label}.</b> {verdict.reason ?? ''}</li>)}</ol>
      {proposed.note && <p>{W.note[lang]}: {proposed.note}</p>}
    </Notice>);
}
export function DecideRequest({ round, approve, decline, href, view, lang, box }: Shared & { readonly round: number; readonly approve: boolean; readonly decline: boolean }): VNode {
  return (
    <>
      {approve && <form method="post" action={href('duyet-bo-sung')}><CsrfFields view={view} /><ButtonGroup><Button dataKey="Ctrl+Enter">{SUPPLEMENT.approveRound(round)[lang]}</Button></ButtonGroup></form>}
      {decline && <Details summary={ACTION_WORDS['decline-supplement']} open={box('ly-do-khong-duyet').error !== undefined}><form method="post" action={href('khong-duyet-bo-sung')} noValidate><CsrfFields view={view} /><TextArea name="ly-do-khong-duyet" label={SUPPLEMENT.declineWhy} rows={2} {...box('ly-do-khong-duyet')} /><ButtonGroup><Button kind="secondary">{ACTION_WORDS['decline-supplement'][lang]}</Button></ButtonGroup></form></Details>}
    </>);
}

/** The term that the procedure has for verifying, chosen with a reason that the citizen reads. */
export function ChooseVerification({ terms, href, view, lang, box }: Shared & { readonly terms: readonly ChosenTerm[] }): VNode {
  const only = terms.length === 1 ? terms[0] : undefined;
  return (
    <Details summary={ACTION_WORDS['choose-verification']} open={box('truong-hop').error !== undefined || box('xac-minh-gi').error !== undefined}>
      <form method="post" action={href('xac-minh')} noValidate>
        <CsrfFields view={view} />
        {only ? <><p>{caseName(only.case.name[lang])}: {only.term.sourceText}{only.term.legalBasis ? ` (${only.term.legalBasis})` : ''}</p><input type="hidden" name="truong-hop" value={only.case.key} /></>
          : <Radios name="truong-hop" label={W.verifyCase} options={terms.map((one) => ({ value: one.case.key, label: { vi: `${caseName(one.case.name.vi)}: ${one.term.sourceText}`, en: `${caseName(one.case.name.en)}: ${one.term.sourceText}` } }))} {...box('truong-hop')} />}
        <TextArea name="xac-minh-gi" label={W.verifyWhy} hint={W.verifyWhyHint} rows={2} {...box('xac-minh-gi')} />
        <ButtonGroup><Button kind="secondary">{ACTION_WORDS['choose-verification'][lang]}</Button></ButtonGroup>
      </form>
    </Details>);
}
