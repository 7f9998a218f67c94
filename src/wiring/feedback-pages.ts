import { readDossierCode } from '../modules/dossier/domain/index.ts';
import { dossierReader } from '../modules/dossier/index.ts';
import type { DossierWebDeps } from '../modules/dossier/web/index.ts';
import { mayRate } from '../modules/feedback/domain/index.ts';
import { caseStore, photoStore, ratingStore } from '../modules/feedback/index.ts';
import type { FeedbackWebDeps } from '../modules/feedback/web/index.ts';
import { heldOn } from '../modules/organisation/domain/index.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import { normaliseSecret } from '../shared/id.ts';
import { vietnamDate } from '../shared/plain-date.ts';
import type { Core } from './core.ts';

/** What the pages of feedback stand on; who works at an authority today is public (NĐ 61/2018 Đ.9). */
export function feedbackPages(core: Core, guesses: FeedbackWebDeps['guesses']): FeedbackWebDeps {
  const { db, keyring, clock } = core;
  const reader = dossierReader(db, keyring);
  return {
    cases: caseStore(db, keyring), photos: photoStore(db, keyring), intake: core.documents, ratings: ratingStore(db, keyring), dossiers: core.dossier.store, ids: systemIds,
    agencies: core.agencies.all, calendarOf: (agencyId) => core.calendars.loadCalendar(agencyId), guesses,
    async trackDossier(typedCode, typedSecret) {
      const code = readDossierCode(typedCode);
      const secret = normaliseSecret(typedSecret);
      const found = code && /^[0-9A-HJKMNP-TV-Z]{8}$/u.test(secret) ? await reader.track(code.value, secret) : null;
      return found && { id: found.id, code: found.code ?? found.reference, agencyId: found.agencyId, procedure: found.procedure, status: found.status };
    },
    async actedOn(scope, dossierId) {
      const loaded = await core.dossier.store.find(scope, dossierId);
      return new Set(loaded?.events.flatMap((event) => (event.by.kind === 'officer' ? [event.by.id] : [])));
    },
    async officersOf(agencyId) {
      const today = vietnamDate(clock.now());
      const agencies = await core.agencies.all();
      const staff = await core.organisation.staffOf([...agencies.values()].filter((agency) => agency.bodyId === agencyId).map((agency) => agency.id));
      return staff.filter((one) => one.active && one.assignments.some((held) => heldOn(held, today) && agencies.get(held.agencyId)?.bodyId === agencyId && held.role !== 'admin')).map((one) => ({ id: one.id, name: one.name, title: one.title }));
    },
  };
}

/** Where the page of a dossier leads once there is a result. */
export function ratingLinks({ db, keyring }: Core): Pick<DossierWebDeps, 'ratingLink' | 'trackedRatingLink'> {
  const ratings = ratingStore(db, keyring);
  return {
    async ratingLink(scope, dossier) { return mayRate(dossier) && (scope.kind === 'citizen' || scope.kind === 'guest') && !(await ratings.rated(scope, dossier.id)) ? `/ho-so/${dossier.id}/danh-gia` : null; },
    trackedRatingLink: (dossier, code, secret) => (mayRate(dossier) ? `/danh-gia?ma=${encodeURIComponent(code)}&bi-mat=${encodeURIComponent(secret)}` : null),
  };
}
