import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { LEFT_BEHIND } from '../modules/dossier/web/index.ts';
import { resolveActor } from '../modules/identity/index.ts';
import { citizenSignInPath, officerSignInPath } from '../modules/identity/web/index.ts';
import { textsOf } from '../platform/http/request-parts.ts';
import type { HttpDeps } from '../platform/http/server.ts';
import type { View } from '../platform/http/route.ts';
import type { Permission } from '../shared/permission.ts';
import { LIMITS } from '../shared/limits.ts';
import type { Lang } from '../shared/text.ts';
import { confirmFirst, type ConfirmDeps } from './confirm-first.tsx';
import type { Core } from './core.ts';
import { errorPage } from './error-page.tsx';
import { keepForOfficer } from './kept-for-officer.tsx';
import { mayCall } from './policy.ts';
import { uploadDeps } from './uploads.ts';

const newKey = (): string => randomBytes(18).toString('base64url');
const STAFF = /^(staff|desk|catalog|calendar|organisation|notice|report|payment|feedback|linkage|delivery)\./u;

/** What a guest may own, and a person who is signed in as well: to the one the other's does not exist. */
const OWN: readonly Permission[] = ['draft.write', 'dossier.own', 'file.read'];

export function httpDeps(core: Core, identity: ConfirmDeps, options: { readonly assetsDir: string; readonly logger: FastifyBaseLogger | false }): HttpDeps {
  const { config, clock, db } = core;
  const uploads = uploadDeps(core.documents);
  return {
    db, now: () => clock.now(), publicUrl: config.publicUrl, trustProxy: config.trustProxy, assetsDir: options.assetsDir, logger: options.logger,
    async identify({ cookie, now }) {
      const found = await resolveActor(identity, { cookie, now });
      const actor = found.actor.kind === 'officer' ? { ...found.actor, governs: (await core.agencies.all()).get(found.actor.agencyId)?.parentId === null } : found.actor;
      return { actor, scope: found.scope, get csrf() { return found.csrf; }, get cookies() { return found.cookies; }, sessionOver: found.session !== 'none' && found.session !== 'live', ...(found.lastOfficer ? { lastOfficer: found.lastOfficer } : {}) };
    },
    mayCall,
    viewOf({ identified, path, cookie }): View {
      const size = cookie('mc_co');
      const theme = cookie('mc_giao_dien');
      const lang = cookie('mc_ngon_ngu') === 'en' ? 'en' : 'vi';
      return {
        lang, size: size === 'lon' || size === 'nho' ? size : identified.actor.kind === 'officer' ? 'nho' : 'thuong', theme: theme === 'sang' || theme === 'toi' ? theme : 'theo-may',
        path, get csrf() { return identified.csrf; }, actor: identified.actor, siteName: lang === 'en' ? config.siteNameEn ?? config.siteName : config.siteName, helpPhone: config.helpPhone, demo: config.demo, newKey,
        ...(config.siteAddress ? { siteAddress: config.siteAddress } : {}), ...(config.siteHours ? { siteHours: config.siteHours } : {}),
      };
    },
    signInPath(permission, actor, returnTo) {
      if (STAFF.test(permission)) return actor.kind === 'officer' ? null : officerSignInPath(returnTo);
      return actor.kind === 'guest' ? citizenSignInPath(returnTo) : null;
    },
    signInToOwn: (permission, actor, returnTo) => (OWN.includes(permission) && actor.kind === 'guest' ? citizenSignInPath(returnTo) : null),
    errorPage,
    confirmFirst: (parts) => confirmFirst(identity, parts),
    async park({ identified, permission, path, body, now }) {
      // A helper fills in the citizens' own pages.
      if (STAFF.test(permission) || identified.lastOfficer) return keepForOfficer(core, identity, { officerId: identified.lastOfficer, path, body, now });
      if (identified.scope.kind === 'guest') await core.parked.park(identified.scope, path, body, now);
      return { to: citizenSignInPath(path) };
    },
    async parkParts({ identified, permission, path, parts, now }) {
      const { scope } = identified;
      if (STAFF.test(permission) || identified.lastOfficer || scope.kind !== 'guest') {
        const body = await textsOf(parts);
        return body && keepForOfficer(core, identity, { officerId: identified.lastOfficer, path, body, now });
      }
      // The files are this browser's visitor's until the same browser signs in; which paper they are for is judged then.
      const sent = await uploads.receive(scope, { draftId: null, citizenId: null, guestKey: scope.guestKey, papers: 'any' }, parts, now);
      const texts = [...sent.fields].filter(([name]) => !name.startsWith('_'));
      const short = texts.flat(2).reduce((sum, text) => sum + text.length, 0) <= LIMITS.formBody;
      const words = (lang: Lang): string[] => sent.refused.map((one) => `${one.filename}: ${one.message[lang]}`);
      await core.parked.park(scope, path, { ...(short ? Object.fromEntries(texts.map(([name, values]) => [name, values.length === 1 ? values[0] : values])) : {}), [LEFT_BEHIND.files]: sent.stored.map((file) => file.id), [LEFT_BEHIND.refused.vi]: words('vi'), [LEFT_BEHIND.refused.en]: words('en') }, now);
      return { to: citizenSignInPath(path) };
    },
  };
}
