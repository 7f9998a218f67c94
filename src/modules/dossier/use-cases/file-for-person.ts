import type { Officer } from '../../../shared/actor.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { canonicalJson, CONSENT_TEXT, decideAsk, decideSubmission, judgeCode, temporaryReference, type AskRefusal, type Assisted, type CodeRefusal, type Consent, type ReceivedFile, type SubmitRefusal } from '../domain/index.ts';
import type { DossierDeps, Draft } from '../ports.ts';

type Deps = Pick<DossierDeps, 'consents' | 'assist' | 'hash' | 'drafts' | 'files' | 'procedures' | 'deadlinesOf' | 'ids' | 'lookups' | 'demo'>;

/** What a consent is bound to: who, where, every answer and every paper. Anything else is another dossier. */
export function contentHash(deps: Pick<DossierDeps, 'hash'>, draft: Draft, files: readonly ReceivedFile[]): string {
  const { answers, owner, contact, delivery, screening } = draft.content;
  return deps.hash(canonicalJson({
    procedure: draft.procedure, version: draft.version, agency: draft.agencyId, answers, owner: owner ?? null, contact: contact ?? null, delivery: delivery ?? null, screening: screening ?? null,
    files: files.map((file) => `${file.paper}:${file.sha256}`).sort(),
  }));
}

/** The consent that stands for this draft as it is now, as the dossier's first event keeps it; null when there is none. */
export async function agreedTo(deps: Pick<DossierDeps, 'consents' | 'assist' | 'hash'>, draft: Draft, files: readonly ReceivedFile[]): Promise<Assisted | null> {
  const consent = await deps.consents.find(deps.assist.keyOf(draft.id), draft.id);
  if (!consent || consent.state !== 'agreed' || !consent.agreedAt || consent.contentHash !== contentHash(deps, draft, files)) return null;
  return { helper: consent.helperId, helperName: consent.helperName, helperTitle: consent.helperTitle, draft: draft.id, consent: { how: 'sms-code', at: consent.agreedAt.toISOString(), textVersion: consent.textVersion, contentHash: consent.contentHash } };
}

export type AskConsentRefusal = AskRefusal | { readonly kind: 'unfinished'; readonly refusal: SubmitRefusal } | { readonly kind: 'agreed-already' | 'procedure-withdrawn' };
/** Sends the code once everything is there that the dossier needs; the person agrees to a whole dossier, not to half of one. */
export async function askConsent(deps: Deps, command: { readonly draft: Draft; readonly helper: Officer; readonly at: Date }): Promise<Result<Consent, AskConsentRefusal>> {
  const { draft, helper, at } = command;
  const key = deps.assist.keyOf(draft.id);
  const scope = { kind: 'guest', guestKey: key } as const;
  const [content, files, deadlines, before] = await Promise.all([deps.procedures.version(draft.version), deps.files.ofDraft(scope, draft.id), deps.deadlinesOf(draft.agencyId), deps.consents.find(key, draft.id)]);
  if (!content) return refuse({ kind: 'procedure-withdrawn' } as const);
  const hash = contentHash(deps, draft, files);
  if (before?.state === 'agreed' && before.contentHash === hash) return refuse({ kind: 'agreed-already' } as const);
  const phone = draft.content.contact?.phone;
  const owner = { ...draft.content.owner, name: draft.content.owner?.name ?? '', ...(phone ? { phone } : {}) };
  const whole = decideSubmission({
    content, versionId: draft.version, reference: temporaryReference(deps.ids.secret(8)), channel: draft.channel, filedBy: 'helper', assurance: draft.content.assurance, receivingAgency: draft.agencyId, competentAgency: draft.agencyId,
    owner, answers: draft.content.answers, files, ticks: [], delivery: draft.content.delivery ?? { methods: ['electronic'], copies: 0 }, at, demo: deps.demo, lookups: deps.lookups,
  }, deadlines);
  if (!whole.ok) return refuse({ kind: 'unfinished', refusal: whole.refusal } as const);
  const asked = decideAsk(before, phone, at);
  if (!asked.ok) return asked;
  const consent: Consent = { state: 'asked', textVersion: CONSENT_TEXT.version, contentHash: hash, helperId: helper.officerId, helperName: helper.name, helperTitle: helper.title, sends: asked.value.sends, tries: 0, askedAt: at, expiresAt: asked.value.expiresAt, agreedAt: null };
  const stored = await deps.consents.ask(key, draft.id, consent, [{ task: 'send-consent-code', payload: { draftId: draft.id, sends: consent.sends }, key: `consent:${draft.id}:${consent.sends}`, maxAttempts: 5 }]);
  return stored ? ok(consent) : refuse({ kind: 'too-soon', waitSeconds: 60 } as const);
}

/** The person read the code aloud. The try is counted before it is compared, so that many at once are many tries. */
export async function giveConsent(deps: Deps, command: { readonly draft: Draft; readonly typed: string; readonly at: Date }): Promise<Result<null, CodeRefusal>> {
  const { draft, at } = command;
  const key = deps.assist.keyOf(draft.id);
  const hash = contentHash(deps, draft, await deps.files.ofDraft({ kind: 'guest', guestKey: key }, draft.id));
  const before = await deps.consents.find(key, draft.id);
  // Agreed a moment ago, and the answer was lost on its way: the same code may come again.
  if (before?.state === 'agreed' && before.contentHash === hash) return ok(null);
  const consent = await deps.consents.tryCode(key, draft.id);
  const judged = judgeCode(consent, hash, command.typed, consent ? deps.assist.codeOf(draft.id, consent.contentHash, consent.sends) : '', at);
  if (!judged.ok) return judged;
  return (await deps.consents.agree(key, draft.id, hash, at)) ? ok(null) : refuse({ kind: 'not-asked' } as const);
}
