import { createTypstRenderer } from '../adapters/pdf-typst/index.ts';
import { oidcIdentityProvider } from '../adapters/idp-oidc/idp-oidc.ts';
import { qrPath } from '../adapters/pdf-typst/qr.ts';
import { createVerifier } from '../adapters/pdf-sign-demo/index.ts';
import { parcelStore, postDesk, postInbox, postRules, statementDesk } from '../modules/delivery/index.ts';
import { deliveryRoutes } from '../modules/delivery/web/index.ts';
import { calendarRoutes } from '../modules/calendar/web/index.ts';
import { procedureFinder, readSearchVocabulary, unansweredLog } from '../modules/catalog/index.ts';
import { byDemand, catalogRoutes } from '../modules/catalog/web/index.ts';
import { documentRoutes, receiveCardPhoto, withSheetPhoto } from '../modules/document/web/index.ts';
import { dossierReader, personalIdKey, registerReader } from '../modules/dossier/index.ts';
import { dossierRoutes, openDraftLinks, type DossierWebDeps } from '../modules/dossier/web/index.ts';
import { formFieldsWith } from '../modules/eform/web/index.ts';
import { attemptStore, citizenStore, cookieNames, cookieSecrets, officerSessions, sessionStore } from '../modules/identity/index.ts';
import { identityRoutes } from '../modules/identity/web/index.ts';
import { failedWorkDesk, guessBook, noticeDesk } from '../modules/notice/index.ts';
import { noticeRoutes } from '../modules/notice/web/index.ts';
import { argon2idHasher, oneTimeCodes, officerWorkplaces, readOrganisationSeed, secondFactors, secondFactorStore, signingStore, staffPasswords } from '../modules/organisation/index.ts';
import { CHANGE_WORDS, organisationRoutes } from '../modules/organisation/web/index.ts';
import { linkageRoutes, linkedBlocks } from '../modules/linkage/web/index.ts';
import { callbackInbox, paymentStore, receiptVoids, reconcileDesk, transferDesk } from '../modules/payment/index.ts';
import { paymentRoutes } from '../modules/payment/web/index.ts';
import { placeRoutes } from '../modules/place/web/index.ts';
import { levelRoutes, officeRoutes, paperFormRoutes, portalRoutes } from '../modules/portal/web/index.ts';
import { feedbackRoutes } from '../modules/feedback/web/index.ts';
import { reportRoutes } from '../modules/report/web/index.ts';
import { workQueue } from '../modules/workflow/index.ts';
import { workflowRoutes } from '../modules/workflow/web/index.ts';
import { beginsWith, typedInitials } from '../modules/catalog/domain/index.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import { sha256 } from '../platform/crypto/seal.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import type { Route, UploadPart } from '../platform/http/route.ts';
import { deflated } from '../platform/packing/deflate.ts';
import { sql } from '../platform/postgres/database.ts';
import { readTable, TABLE_LIMITS, workbook } from '../platform/spreadsheet/index.ts';
import { LIMITS } from '../shared/limits.ts';
import { vietnamDate } from '../shared/plain-date.ts';
import type { Text } from '../shared/text.ts';
import { agencyOfAddress } from './agency-of-address.ts';
import { places } from './config.ts';
import { confirmRoute, type ConfirmDeps } from './confirm-first.tsx';
import type { Core } from './core.ts';
import { FAILED_WORK_WORDS } from './failed-work-words.ts';
import { linkageWeb } from './linked-agencies.ts';
import { frameRoutes } from './frame-routes.tsx';
import { keptForOfficerRoute } from './kept-for-officer.tsx';
import { guessLimits } from './guess-limits.ts';
import { openApiRoute } from './openapi.ts';
import { openDossiersByDue } from './open-dossiers.ts';
import { paymentGateway } from './payment-gateway.ts';
import { feedbackPages, ratingLinks } from './feedback-pages.ts';
import { reportPages } from './report-pages.ts';
import { resultWays } from './result-ways.ts';
import { signerOf } from './signer.ts';
import { uploadDeps } from './uploads.ts';

/** declarations that wait for the press of the web process; whoever comes then keeps what was typed and tries again */
const WEB_PAPERS_WAITING = 12;

/** Every address of the program. The router refuses to start when one lacks a permission or an audit name. */
export async function buildRoutes(core: Core, migrationsKnown: number): Promise<{ routes: readonly Route[]; identity: ConfirmDeps; /** writes down what pages only counted: searches without an answer, wrong look-ups */ flushCounts(): Promise<void> }> {
  const { config, db, keyring, clock, dossier, documents, catalog, organisation } = core;
  const secrets = cookieSecrets(keyring);
  const names = cookieNames(config.publicUrl.startsWith('https:'));
  const sessions = sessionStore(db);
  const citizens = citizenStore(db, keyring);
  const hasher = argon2idHasher();
  const passwords = staffPasswords({ credentials: organisation, hasher });
  const factors = secondFactorStore(db, keyring);
  const twoFactors = secondFactors({ factors, codes: oneTimeCodes(systemIds), staff: organisation });
  const identity: ConfirmDeps = { sessions, secrets, cookieNames: names, ids: systemIds, passwords, attempts: attemptStore(db, keyring), secondFactors: twoFactors };
  const provider = oidcIdentityProvider({ issuer: config.identityProvider?.issuer ?? 'http://localhost:9', clientId: config.identityProvider?.clientId ?? 'none', clientSecret: config.identityProvider?.clientSecret ?? 'none', redirectUri: `${config.publicUrl}/dang-nhap/ve` });
  const reader = dossierReader(db, keyring);
  const gateway = paymentGateway(config);
  const verifier = await createVerifier({ dir: places(config).signing });

  const guesses = guessLimits(clock, guessBook(db, keyring));
  const linkage = linkageWeb(core);
  const web: DossierWebDeps = {
    ...dossier, siteUrl: config.publicUrl, qr: qrPath, places: core.lookups, formFields: formFieldsWith({ places: core.lookups, communesUrl: '/dia-chi/xa' }),
    async agenciesOffering(code) {
      const [agencies, offerings] = await Promise.all([core.agencies.receiving(), catalog.offeringsOf(code)]);
      return agencies.filter((agency) => { const own = offerings.find((one) => one.agencyId === agency.id); return own ? own.offered && own.online : true; });
    },
    async procedureBySlug(slug) { const found = await catalog.findPublished(slug); return found ? { versionId: found.id, content: found.content, slug: found.content.slug ?? found.content.code } : null; },
    agencyOfAddress: (address) => agencyOfAddress({ places: core.placeBooks, agencies: core.agencies.all, clock }, address),
    async person(citizenId) {
      const profile = await citizens.profile(citizenId);
      if (!profile) return null;
      const shown = { personalId: profile.personalId?.reveal(), phone: profile.phone?.reveal(), email: profile.email?.reveal(), address: profile.address?.reveal(), birthDate: profile.birthDate ?? undefined, gender: profile.gender ?? undefined };
      return { name: profile.name, ...Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) };
    },
    uploads: uploadDeps(documents),
    readCardPhoto: (parts) => receiveCardPhoto(documents, parts),
    paperOf: reader.paperOf,
    async resultFile(scope, id) { const loaded = await dossier.store.find(scope, id); return loaded?.state.signed ? { fileId: loaded.state.signed.file } : null; },
    accessesOf: reader.accessesOf, listOwn: reader.listOwn, track: reader.track,
    async supplementDraft(scope, id) { const draft = await reader.supplementDraftId(scope, id); return draft ? dossier.drafts.find(scope, draft) : null; },
    async issued(code) { const found = await reader.issued(code); return found ? { ...found, agency: (await dossier.agencies.find(found.agencyId))?.name ?? '' } : null; },
    async verifyFile(parts) {
      for await (const part of parts) {
        if (part.kind !== 'file') continue;
        const chunks: Buffer[] = [];
        for await (const chunk of part.stream) chunks.push(chunk as Buffer);
        const pdf = Buffer.concat(chunks);
        if (pdf.length === 0) continue;
        if (pdf.length > LIMITS.uploadFile) throw new HttpProblem('too-large');
        return { kind: 'checked', sha256: sha256(pdf).toString('hex'), signatures: await verifier.verify(pdf) };
      }
      return { kind: 'none' };
    },
    guesses, parked: core.parked, ...(config.smpp?.shortNumber === undefined ? {} : { smsNumber: config.smpp.shortNumber }), ...(config.demoMailbox === undefined ? {} : { demoMailbox: config.demoMailbox }), ...ratingLinks(core), ...linkedBlocks(linkage),
    ...(config.post ? { postLink: (dossierId: string) => `/ho-so/${dossierId}/buu-dien`, collectLink: (draftId: string) => `/nhap/${draftId}/gui-buu-dien` } : {}),
    ...(gateway ? { paymentLink: (dossierId: string) => `/tra-tien/${dossierId}` } : {}),
  };
  const unanswered = unansweredLog(db);
  const finder = procedureFinder({ catalog, vocabulary: readSearchVocabulary(), onlinePayment: () => gateway !== null, unanswered, fillAndPrint: true, resultWays: () => resultWays(config) });
  const printer = createTypstRenderer({ clock, limits: { waiting: WEB_PAPERS_WAITING } });
  const desk = {
    ...web, register: registerReader(db, keyring), printer, workbook, signer: signerOf(identity), queue: workQueue(db, keyring, core.dossierChanges), reader, packing: deflated,
    sheetPhoto: (parts: AsyncIterable<UploadPart>, input: string, as: string) => withSheetPhoto(documents, parts, input, as),
    async findProcedures(typed: string, limit: number) {
      const initials = typedInitials(typed);
      const chosen = typed.trim() === '' ? (await finder.list()).filter((one) => one.version.content.commonRank !== undefined)
        : initials ? (await finder.list()).filter(({ version: { content } }) => beginsWith(initials, [content.plainName.vi, content.officialName])) : null;
      const found = chosen && chosen.length > 0 ? chosen.toSorted(byDemand).slice(0, limit) : await finder.find(typed, limit, { officer: true });
      return found.map(({ version: { content } }) => ({ code: content.code, slug: content.slug ?? content.code, plain: content.plainName.vi, official: content.officialName }));
    },
  };
  const reports = reportPages(core, finder, () => gateway !== null);
  const modules: readonly Route[] = [
    ...frameRoutes({ production: config.production, migrationsKnown }), keptForOfficerRoute(core, identity), confirmRoute(),
    ...portalRoutes({ finder, openDrafts: openDraftLinks(web) }),
    ...officeRoutes({ places: core.placeBooks, agencies: core.agencies.all, calendarOf: (agencyId) => core.calendars.loadCalendar(agencyId) }),
    ...levelRoutes({ finder, offices: core.agencies.receiving, levelsAt: reports.levelsAt, sheets: reports.sheets }),
    ...paperFormRoutes({ finder, formFields: web.formFields, lookups: core.lookups, packing: deflated, renderer: printer }),
    ...catalogRoutes({ catalog, finder, clock, ids: systemIds }),
    ...linkageRoutes(linkage),
    ...placeRoutes({ places: core.placeBooks }),
    ...identityRoutes({ ...identity, secondFactors: twoFactors, qr: qrPath, async accountChanges(officerId) { return (await organisation.changesOf(officerId)).map((one) => ({ at: one.at, by: one.byName, what: CHANGE_WORDS[one.what] ?? { vi: one.what, en: one.what } })); }, provider, citizens, passwords, workplaces: officerWorkplaces({ store: organisation }), ...(config.demo ? { demoNote: demoAccounts() } : {}), listener: {
      async onCitizenSignedIn(guestKey, citizenId) {
        await dossier.drafts.adopt(guestKey, citizenId);
        const profile = await citizens.profile(citizenId);
        await db.inScope({ kind: 'guest', guestKey }, 'writes', (tx) => tx.query(sql('SELECT dossier_claim($1, $2, $3)', [guestKey, citizenId, profile?.personalId && profile.assurance === 'level-2' ? personalIdKey(keyring, profile.personalId.reveal()) : null])));
      },
    } }),
    ...organisationRoutes({ store: organisation, factors, signing: signingStore(db), hasher, sessions: officerSessions({ sessions }), ids: systemIds }),
    ...calendarRoutes({ calendars: core.calendars, dossiers: openDossiersByDue(core) }),
    ...documentRoutes({ ...documents, async noteRead(request, file) { if (request.actor.kind === 'officer' && file.dossierId) await reader.noteAccess(request.actor, file.dossierId, `Mở giấy tờ: ${file.paperKey}`, request.now); } }),
    ...dossierRoutes(web),
    ...workflowRoutes(desk),
    ...noticeRoutes({ desk: noticeDesk, workDesk: failedWorkDesk, keyring, work: FAILED_WORK_WORDS, ...(config.demoMailbox === undefined ? {} : { demoMailbox: config.demoMailbox }) }),
    ...reportRoutes(reports),
    ...feedbackRoutes(feedbackPages(core, guesses)),
    ...deliveryRoutes({
      qr: qrPath, carrier: core.post.carrier, parcels: parcelStore(db, keyring), desk: postDesk(db, keyring), inbox: postInbox(db, keyring), rules: postRules(db), statements: statementDesk(db), offer: core.post.offer, dossier, ids: systemIds, provinces: () => core.lookups.provinces(),
      async published() { return (await finder.list()).map(({ version: { content } }) => ({ content, slug: content.slug ?? content.code })); },
      async procedures() { return (await catalog.listManaged()).map(({ code, officialName }) => ({ code, name: officialName })); },
      tables: { most: TABLE_LIMITS.file, read: readTable }, offices: () => core.agencies.receiving(),
    }),
    ...paymentRoutes({ gateway, payments: paymentStore(db), inbox: callbackInbox(db), desk: reconcileDesk(db), voids: receiptVoids(db, keyring), transfers: transferDesk(db), qr: qrPath, ids: systemIds, siteUrl: config.publicUrl, dossier, paperOf: reader.paperOf }),
  ];
  return { routes: [...modules, openApiRoute(modules, config.publicUrl)], identity, async flushCounts() { await guesses.flush(); await unanswered.flush(vietnamDate(clock.now())); } };
}

const demoAccounts = (): Text => {
  const { password } = readOrganisationSeed();
  return { vi: `Bản trình diễn: tiepnhan.hamliem, thuly.hamliem, lanhdao.hamliem, kiemsoat.hamliem, quantri.hamliem, tinhnguyen.hamliem (xã Thanh Hà: .thanhha; bưu điện: buudien.thanhha). Mật khẩu: ${password}`, en: `Demo: tiepnhan.hamliem (reception), thuly.hamliem (specialist), lanhdao.hamliem (leader), kiemsoat.hamliem (control), quantri.hamliem (admin), tinhnguyen.hamliem (helper); also .thanhha. Password: ${password}` };
};
