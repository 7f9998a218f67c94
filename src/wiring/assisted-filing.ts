import { digitsOf } from '../modules/dossier/domain/index.ts';
import { personalOf, type AssistSecrets } from '../modules/dossier/index.ts';
import { abbreviate, mobileNumber, SMS_PLACES, toPlainSms } from '../modules/notice/domain/index.ts';
import type { NoticeOutbox } from '../modules/notice/index.ts';
import { derivedSecret, systemIds } from '../platform/crypto/ids.ts';
import { blindIndex, type Keyring } from '../platform/crypto/seal.ts';
import { textOf, wholeOf, type JobHandler } from '../shared/job.ts';
import type { Core } from './core.ts';

/** Letters of the link: 80 bits, so that no guessing leads to anybody's dossier. */
const LINK_LETTERS = 16;

/** Everything secret about a helper's filing comes out of the keyring; the database alone opens nothing. */
export function assistSecrets(keyring: Keyring): AssistSecrets {
  const keyOfLink = (link: string): string => `giup:${blindIndex(keyring, 'assist-owner', link).toString('base64url')}`;
  const linkOf = (draft: string): string => derivedSecret(keyring.lookup, 'assist-link', draft, LINK_LETTERS);
  return { linkOf, keyOfLink, keyOf: (draft) => keyOfLink(linkOf(draft)), codeOf: (draft, hash, sends) => digitsOf(derivedSecret(keyring.lookup, 'consent-code', `${draft}|${hash}|${sends}`, 8)) };
}

/** The two messages of a helper's filing: the code that asks, and the link that hands the dossier over. */
export function assistedFilingJobs(core: Core, outbox: Pick<NoticeOutbox, 'add'>): Readonly<Record<'send-consent-code' | 'tell-assisted', JobHandler>> {
  const { dossier, clock, config } = core;
  const office = async (id: number) => { const agency = await dossier.agencies.find(id); return { name: abbreviate(toPlainSms(`UBND ${agency?.shortName ?? ''}`)), phone: toPlainSms((agency?.phone ?? '').replace(/\s*\(.*\)$/u, '')) }; };
  const store = async (cause: string, about: { readonly dossierId: string; readonly code: string; readonly agencyId: number }, phone: string | undefined, moment: 'consent' | 'assisted', text: string): Promise<void> => {
    const to = mobileNumber(phone ?? '');
    if (!to) return;
    await outbox.add([{ id: systemIds.uuid(), cause, dossierId: about.dossierId, dossierCode: about.code, agencyId: about.agencyId, channel: 'sms', to, moment, templateVersion: 1, lang: 'vi', subject: null, text: text.slice(0, SMS_PLACES) }], clock.now());
  };
  return {
    async 'send-consent-code'(payload) {
      const [draftId, sends] = [textOf(payload, 'draftId'), wholeOf(payload, 'sends')];
      const [draft, consent] = await Promise.all([dossier.drafts.find({ kind: 'worker' }, draftId), dossier.consents.forWorker(draftId)]);
      // A later code, a refusal or the submission came first: this one would only confuse.
      if (!draft || draft.dossierId || !consent || consent.state !== 'asked' || consent.sends !== sends || consent.expiresAt <= clock.now()) return;
      const { name } = await office(draft.agencyId);
      await store(`consent:${draftId}:${sends}`, { dossierId: draftId, code: draft.shortCode, agencyId: draft.agencyId }, draft.content.contact?.phone, 'consent',
        `${name}: Ma ${dossier.assist.codeOf(draftId, consent.contentHash, sends)} dong y cho ${toPlainSms(consent.helperName).slice(0, 30)} nop ho so giup ong/ba, dung trong 10 phut. Khong nho ai thi dung doc ma nay.`);
    },
    async 'tell-assisted'(payload) {
      const loaded = await dossier.store.find({ kind: 'worker' }, textOf(payload, 'dossierId'));
      if (!loaded?.state.assisted) return;
      const { owner } = personalOf(loaded.events);
      const { name, phone } = await office(loaded.state.competentAgency);
      await store(`${loaded.id}:${wholeOf(payload, 'seq')}`, { dossierId: loaded.id, code: loaded.state.reference, agencyId: loaded.state.competentAgency }, owner.phone, 'assisted',
        `${name}: Ho so ${loaded.state.reference} da nop giup ong/ba. Xem: ${config.publicUrl}/giup/${dossier.assist.linkOf(loaded.state.assisted.draft)}${phone && phone.length < 16 ? ` Khong nho ai? Goi ${phone}` : ''}`);
    },
  };
}
