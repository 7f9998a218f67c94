import { contactsOf } from '../modules/notice/domain/index.ts';
import { foldDossier } from '../modules/dossier/domain/index.ts';
import { personalOf } from '../modules/dossier/index.ts';
import type { NoticeSource } from '../modules/notice/index.ts';
import type { Core } from './core.ts';

/** What one event of one dossier means for messages: the dossier as it was right after it, whom to tell, where to look. */
export function noticeSource(core: Core): NoticeSource {
  return {
    async read(dossierId, seq) {
      const loaded = await core.dossier.store.find({ kind: 'worker' }, dossierId);
      const event = loaded?.events.find((one) => one.seq === seq);
      if (!loaded || !event) return null;
      const [content, agency] = await Promise.all([core.dossier.procedures.version(loaded.state.version), core.dossier.agencies.find(loaded.state.competentAgency)]);
      if (!content || !agency) return null;
      const { owner, submitter } = personalOf(loaded.events);
      return {
        event, state: foldDossier(loaded.events.filter((one) => one.seq <= seq)), agencyId: agency.id,
        context: {
          agencyName: { vi: `UBND ${agency.shortName}`, en: `People's Committee of ${agency.shortName}` }, procedureName: content.plainName, paperNames: Object.fromEntries(content.papers.map((paper) => [paper.key, paper.shortName])), helpPhone: agency.phone.replace(/\s*\(.*\)$/u, ''),
          pickup: { vi: 'Trung tâm Phục vụ hành chính công', en: 'the public administration service centre' }, link: `${core.config.publicUrl}/ho-so/${dossierId}`,
        },
        contacts: contactsOf({ owner, ...(submitter ? { submitter } : {}) }),
      };
    },
  };
}
