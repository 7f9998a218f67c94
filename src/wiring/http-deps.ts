import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { citizenSignInPath, officerSignInPath, resolveActor } from '../modules/identity/index.ts';
import type { HttpDeps } from '../platform/http/server.ts';
import type { View } from '../platform/http/route.ts';
import { confirmFirst, type ConfirmDeps } from './confirm-first.tsx';
import type { Core } from './core.ts';
import { errorPage } from './error-page.tsx';
import { keepForOfficer } from './kept-for-officer.tsx';
import { mayCall } from './policy.ts';

const newKey = (): string => randomBytes(18).toString('base64url');
const STAFF = /^(staff|desk|catalog|calendar|organisation|notice|report|payment|feedback|linkage|delivery)\./u;

export function httpDeps(core: Core, identity: ConfirmDeps, options: { readonly assetsDir: string; readonly logger: FastifyBaseLogger | false }): HttpDeps {
  const { config, clock, db } = core;
  return {
    db, now: () => clock.now(), publicUrl: config.publicUrl, trustProxy: config.trustProxy, assetsDir: options.assetsDir, logger: options.logger,
    async identify({ cookie, now }) {
      const found = await resolveActor(identity, { cookie, now });
      const actor = found.actor.kind === 'officer' ? { ...found.actor, governs: (await core.agencies.all()).get(found.actor.agencyId)?.parentId === null } : found.actor;
      return { actor, scope: found.scope, csrf: found.csrf, cookies: found.cookies, sessionOver: found.session !== 'none' && found.session !== 'live', ...(found.lastOfficer ? { lastOfficer: found.lastOfficer } : {}) };
    },
    mayCall,
    viewOf({ identified, path, cookie }): View {
      const size = cookie('mc_co');
      const theme = cookie('mc_giao_dien');
      const lang = cookie('mc_ngon_ngu') === 'en' ? 'en' : 'vi';
      return {
        lang, size: size === 'lon' || size === 'nho' ? size : identified.actor.kind === 'officer' ? 'nho' : 'thuong', theme: theme === 'sang' || theme === 'toi' ? theme : 'theo-may',
        path, csrf: identified.csrf, actor: identified.actor, siteName: lang === 'en' ? config.siteNameEn ?? config.siteName : config.siteName, helpPhone: config.helpPhone, demo: config.demo, newKey,
      };
    },
    signInPath(permission, actor, returnTo) {
      if (STAFF.test(permission)) return actor.kind === 'officer' ? null : officerSignInPath(returnTo);
      return actor.kind === 'guest' ? citizenSignInPath(returnTo) : null;
    },
    errorPage,
    confirmFirst: (parts) => confirmFirst(identity, parts),
    async park({ identified, permission, path, body, now }) {
      if (STAFF.test(permission)) return keepForOfficer(core, identity, { officerId: identified.lastOfficer, path, body, now });
      if (identified.scope.kind === 'guest') await core.parked.park(identified.scope, path, body, now);
      return { to: citizenSignInPath(path) };
    },
  };
}
