import { postHttp } from '../adapters/post-http/index.ts';
import { officeDeadlines, STANDARD_RULE } from '../modules/calendar/domain/index.ts';
import { calendarStore } from '../modules/calendar/index.ts';
import { postRules, type OfferDeps, type PostCarrier, type PostMessages, type PostMoment, type PostOffices } from '../modules/delivery/index.ts';
import { contactsOf, noticesFor, type Moment } from '../modules/notice/domain/index.ts';
import { noticeOutbox } from '../modules/notice/index.ts';
import { personalOf } from '../modules/dossier/index.ts';
import type { Agency } from '../modules/organisation/domain/index.ts';
import type { Database } from '../platform/postgres/database.ts';
import type { Clock } from '../shared/clock.ts';
import { ok } from '../shared/result.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';

/** The carrier of this installation, or none: then nothing is offered by post. */
export function postCarrier(config: Config, clock: Clock): PostCarrier | null {
  if (!config.post) return null;
  const carrier = postHttp({ ...config.post, clock });
  carrier.checkConfig();
  return carrier;
}

/** In which province an office lies, and on which days it works. */
export function postOffices(agencies: { all(): Promise<ReadonlyMap<number, Agency>> }, calendars: ReturnType<typeof calendarStore>): PostOffices {
  return {
    async province(agencyId) {
      const rows = await agencies.all();
      for (let agency = rows.get(agencyId); agency; agency = agency.parentId === null ? undefined : rows.get(agency.parentId)) {
        if (agency.kind === 'province') return agency.communeCode ? { agencyId: agency.id, code: agency.communeCode } : null;
      }
      return null;
    },
    async workingDays(agencyId) {
      const office = officeDeadlines(await calendars.loadCalendar(agencyId), STANDARD_RULE);
      return (date) => { const closing = office.closingOf(date); return closing.ok ? ok(closing.value !== null) : closing; };
    },
  };
}
export const offerDeps = (db: Database, offices: PostOffices, provinces: readonly { readonly value: string }[]): OfferDeps => ({ rules: postRules(db), offices, provinces: new Set(provinces.map((one) => one.value)) });

const MOMENTS: Readonly<Record<PostMoment, Moment>> = { posted: 'post-sent', missed: 'post-missed', 'came-back': 'post-back' };
/** What happens to a parcel reaches the person by the same way as everything else about the dossier. */
export function postMessages(core: Core): PostMessages {
  const outbox = noticeOutbox(core.db, core.keyring);
  return {
    async tell({ parcel, moment, cause, values }) {
      const loaded = parcel.dossierId ? await core.dossier.store.find({ kind: 'worker' }, parcel.dossierId) : null;
      const agency = await core.dossier.agencies.find(parcel.agencyId);
      const content = loaded && (await core.dossier.procedures.version(loaded.state.version));
      if (!loaded || !agency || !content) return;
      const { owner, submitter } = personalOf(loaded.events);
      const code = loaded.state.code ?? loaded.state.reference;
      const planned = noticesFor(MOMENTS[moment], contactsOf({ owner, ...(submitter ? { submitter } : {}) }), (lang) => ({
        agency: lang === 'vi' ? `UBND ${agency.shortName}` : `People's Committee of ${agency.shortName}`, procedure: content.plainName[lang], code, phone: agency.phone.replace(/\s*\(.*\)$/u, '').replace(/[\s.]+/gu, ''), link: `${core.config.publicUrl}/ho-so/${loaded.id}`,
        parcel: values.number, ...(values.day ? { day: values.day } : {}), pickup: lang === 'vi' ? 'Trung tâm Phục vụ hành chính công' : 'the public administration service centre',
      }));
      await outbox.add(planned.map((one) => ({ ...one, id: core.dossier.ids.uuid(), cause, dossierId: loaded.id, dossierCode: code, agencyId: parcel.agencyId })), core.clock.now());
    },
  };
}
