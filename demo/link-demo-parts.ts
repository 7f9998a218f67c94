import { advanceGroup, applyMessage, chooseLinked, linkageLedger, linkageStore, readLinkedGroups, sendLinked, tellDossier, type LinkageDeps, type LinkageScope, type LinkedAgency } from '../src/modules/linkage/index.ts';
import type { PartnerMessage } from '../src/modules/linkage/domain/index.ts';
import { personalOf, type DossierDeps, type LoadedDossier } from '../src/modules/dossier/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import type { Keyring } from '../src/platform/crypto/seal.ts';
import type { Database } from '../src/platform/postgres/database.ts';
import type { Clock } from '../src/shared/clock.ts';
import { vietnamDate } from '../src/shared/plain-date.ts';
import type { PartSays } from './dossier-script.ts';

interface Side { readonly db: Database; readonly keyring: Keyring; readonly dossier: DossierDeps }
export type DemoLinked = ReturnType<typeof demoLinked>;

/**
 * Linked parts (liên thông) of the script: chosen as the web process does, sent and answered as the worker does, as of the
 * moments of the script. The other agencies' words are the script's; whatever it leaves open the running demo goes on with.
 */
export function demoLinked(web: Side, worker: Side, siteUrl: string) {
  const groups = readLinkedGroups();
  const partners = [...new Set(groups.flatMap((group) => group.parts.map((part) => part.partner)))];
  let moment = new Date(0);
  const clock: Clock = { now: () => moment };
  const agency = (partner: string): LinkedAgency => ({ partner, send: async ({ key }) => ({ kind: 'taken', reference: `TD-${key.slice(-6).toUpperCase()}` }), ask: async () => ({ kind: 'unknown' }), readMessage: () => null });
  const ledger = linkageLedger(worker.db, worker.keyring);
  const deps: LinkageDeps = { groups, agencies: new Map(partners.map((partner) => [partner, agency(partner)])), ledger, dossier: worker.dossier, ids: systemIds, clock, siteUrl };
  return {
    async choose(scope: LinkageScope, loaded: LoadedDossier, chosen: readonly string[], at: Date): Promise<{ readonly ok: boolean; readonly refusal?: unknown }> {
      const { state } = loaded;
      return chooseLinked({ groups, partners, linkage: linkageStore(web.db, web.keyring), ids: systemIds }, {
        scope, chosenBy: scope.kind, at, facts: { answers: personalOf(loaded.events).answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) },
        dossier: { id: loaded.id, agencyId: state.competentAgency, procedure: state.procedure, finished: state.finishedAt !== null }, chosen,
      });
    },
    /** Brings the group up to date with its dossier, sends what is to be sent, and takes in what the agencies say. Done twice it is done once. */
    async proceed(dossierId: string, at: Date, says: readonly PartSays[]): Promise<void> {
      moment = at;
      await advanceGroup(deps, dossierId);
      for (const task of (await ledger.ofDossier(dossierId))?.tasks ?? []) if (task.state === 'sending') await sendLinked(deps, task.id);
      for (const [order, one] of says.entries()) {
        const task = (await ledger.ofDossier(dossierId))?.tasks.find((task) => task.part === one.part);
        if (!task) continue;
        const message: PartnerMessage = { messageId: `trinh-dien-${task.id}-${at.getTime()}-${order}`, key: task.id, reference: task.reference ?? '', seq: task.lastSeq + 1, state: one.state, at: at.toISOString(), number: one.number ?? '', reason: one.reason ?? '' };
        await ledger.keep(task.partner, message, at);
        await applyMessage(deps, task.partner, message.messageId);
        await tellDossier(deps, task.id);
      }
      await advanceGroup(deps, dossierId);
    },
  };
}
