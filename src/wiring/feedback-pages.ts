import { caseStore, ratingStore, type FeedbackWebDeps } from '../modules/feedback/index.ts';
import { heldOn } from '../modules/organisation/domain/index.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import { vietnamDate } from '../shared/plain-date.ts';
import type { Core } from './core.ts';
import { guessLimits } from './guess-limits.ts';

/** What the pages of feedback stand on; who works at an authority today is public (NĐ 61/2018 Đ.9). */
export function feedbackPages(core: Core): FeedbackWebDeps {
  const { db, keyring, clock } = core;
  return {
    cases: caseStore(db, keyring), ratings: ratingStore(db, keyring), dossiers: core.dossier.store, ids: systemIds,
    agencies: core.agencies.all, calendarOf: (agencyId) => core.calendars.loadCalendar(agencyId), guesses: guessLimits(clock),
    async officersOf(agencyId) {
      const today = vietnamDate(clock.now());
      const agencies = await core.agencies.all();
      const staff = await core.organisation.staffOf([...agencies.values()].filter((agency) => agency.bodyId === agencyId).map((agency) => agency.id));
      return staff.filter((one) => one.active && one.assignments.some((held) => heldOn(held, today) && agencies.get(held.agencyId)?.bodyId === agencyId && held.role !== 'admin')).map((one) => ({ id: one.id, name: one.name, title: one.title }));
    },
  };
}
