import assert from 'node:assert/strict';
import sharp from 'sharp';
import { pdf } from '../../fixtures/files/make-files.ts';
import { readDemoPeople, type DemoPerson } from '../../simulators/identity-provider/people.ts';
import { foldDossier } from '../../src/modules/dossier/domain/index.ts';
import { receiveAtCounter, submitDraft, type DossierScope, type Draft } from '../../src/modules/dossier/index.ts';
import { citizenStore, cookieNames, cookieSecrets, sessionStore } from '../../src/modules/identity/index.ts';
import { readOrganisationSeed } from '../../src/modules/organisation/index.ts';
import type { Actor, Officer } from '../../src/shared/actor.ts';
import type { Answers } from '../../src/shared/condition.ts';
import type { TestApp } from './app.ts';
import type { Visitor } from './browse.ts';

/** A person at the program without the forms in between: what journeys walk through page by page is arranged here at once. */
export interface Someone { readonly visitor: Visitor; readonly scope: DossierScope; readonly actor: Actor; readonly csrf: string }
const HOUR_MS = 3_600_000;
const names = cookieNames(false);

export async function aGuest(app: TestApp, name = 'khách'): Promise<Someone> {
  const secrets = cookieSecrets(app.keyring);
  const visitor = app.visitor(name);
  const { cookie, guestKey } = secrets.newGuest(app.clock.now());
  visitor.cookies().set(names.guest, encodeURIComponent(cookie));
  return { visitor, scope: { kind: 'guest', guestKey }, actor: { kind: 'guest', guestKey }, csrf: secrets.csrf(`guest:${guestKey}`) };
}

export async function aCitizen(app: TestApp, subject: string): Promise<Someone & { readonly person: DemoPerson; readonly citizenId: string }> {
  const person = readDemoPeople().find((one) => one.subject === subject);
  assert.ok(person, subject);
  const now = app.clock.now();
  const citizenId = await citizenStore(app.core.db, app.keyring).signIn(
    { issuer: 'http://localhost:1', subject, name: person.name, gender: person.gender, birthDate: person.birthDate as never, assurance: `level-${person.level}`, personalId: person.personalId, phone: person.phone, email: person.email, address: person.address, formerId: person.formerId, taxCode: null } as never,
    () => app.core.documents.ids.uuid(), now);
  const session = await openSession(app, { kind: 'citizen', subjectId: citizenId }, person.name);
  return { ...session, person, citizenId, scope: { kind: 'citizen', citizenId }, actor: { kind: 'citizen', citizenId, name: person.name, assurance: `level-${person.level}` } };
}

export type SignedInOfficer = Someone & { readonly actor: Officer; readonly officerId: string };
/** Signed in as an officer of the demo, without the password (which costs a tenth of a second by design). */
export async function anOfficer(app: TestApp, username: string): Promise<SignedInOfficer> {
  const officer = readOrganisationSeed().officers.find((one) => one.username === username);
  assert.ok(officer, username);
  const session = await openSession(app, { kind: 'officer', subjectId: officer.id }, username);
  const rights = await app.database.owner.query<{ agency_id: number; agency_ids: number[]; roles: Officer['roles'] }>('SELECT agency_id, agency_ids, roles FROM v_officer_rights($1, $2::date, NULL)', [officer.id, app.clock.now()]);
  const held = rights.rows[0];
  assert.ok(held, `${username} holds a role`);
  const actor: Officer = { kind: 'officer', officerId: officer.id, name: officer.name, title: officer.title, agencyId: held.agency_id, agencyIds: held.agency_ids, roles: held.roles };
  return { ...session, officerId: officer.id, actor, scope: { kind: 'officer', officerId: officer.id, agencyIds: held.agency_ids } };
}

export async function openSession(app: TestApp, who: { readonly kind: 'citizen' | 'officer'; readonly subjectId: string }, name: string, how: { readonly idleSeconds?: number; readonly hours?: number } = {}): Promise<Someone> {
  const secrets = cookieSecrets(app.keyring);
  const { token, tokenHash } = secrets.newToken();
  const now = app.clock.now();
  await sessionStore(app.core.db).open({ tokenHash, id: app.core.documents.ids.uuid(), ...who, now, idleSeconds: how.idleSeconds ?? 900, expiresAt: new Date(now.getTime() + (how.hours ?? 8) * HOUR_MS) });
  const visitor = app.visitor(name);
  visitor.cookies().set(names.session, encodeURIComponent(token));
  return { visitor, scope: { kind: 'worker' }, actor: { kind: 'system', name }, csrf: secrets.csrf(`session:${tokenHash}`) };
}

/** The answers of a mother who registers a birth on time, as a draft keeps them. */
export const BIRTH_ANSWERS: Answers = {
  relation: 'MeDe', requesterName: 'Nguyễn Thị Hoa', requesterPersonalId: '060302900001', requesterPaperType: '9', requesterIssueDate: '2021-06-01', childName: 'Trần Minh An', childSex: '1', birthCase: 'thuong', birthDate: '2026-02-20',
  birthPlace: { country: 'VN', province: '68', commune: '23095', detail: 'Trạm y tế xã' }, birthProof: 'giay-chung-sinh', motherBirth: '2002-03-08', motherEthnicity: '63001', motherNationality: 'VN', fatherDeclared: 'khai', fatherName: 'Trần Văn Bình', fatherBirth: '1999',
  fatherPersonalId: '060099900002', fatherPaperType: '9', fatherEthnicity: '63001', fatherNationality: 'VN', childEthnicityAs: 'cha', childNationality: 'VN', hometown: { country: 'VN', province: '68', commune: '23095' },
  requesterAddress: { country: 'VN', province: '68', commune: '23095', detail: 'thôn 3' }, requesterResidenceKind: '1', fatherSamePlace: true, wantsCopies: false,
} as Answers;

export interface DraftWishes { readonly agencyId?: number; readonly answers?: Answers; readonly owner?: Draft['content']['owner'] | null; /** `pdf` unless told */ readonly paper?: 'pdf' | 'photo' | 'none'; readonly visited?: readonly string[]; readonly phone?: string }
/** A draft of a birth, all questions answered, with its paper: ready to be submitted. */
export async function aDraft(app: TestApp, someone: Someone, wishes: DraftWishes = {}): Promise<string> {
  const version = await app.core.dossier.procedures.current('1.001193');
  assert.ok(version);
  const now = app.clock.now();
  const id = app.core.documents.ids.uuid();
  const person = someone.actor.kind === 'citizen' ? { name: someone.actor.name, personalId: '060302900001', birthDate: '2002-03-08', phone: '0900000001' } : { name: 'Nguyễn Thị Hoa', personalId: '060302900001', birthDate: '2002-03-08', phone: '0900000001' };
  const helper = someone.actor.kind === 'officer' ? { scope: { kind: 'guest', guestKey: app.core.dossier.assist.keyOf(id) } as const, officerId: someone.actor.officerId } : null;
  await app.core.dossier.drafts.create(helper?.scope ?? someone.scope, {
    id, citizenId: someone.actor.kind === 'citizen' ? someone.actor.citizenId : null, guestKey: helper?.scope.guestKey ?? (someone.actor.kind === 'guest' ? someone.actor.guestKey : null), officerId: helper?.officerId ?? null, procedure: '1.001193', version: version.versionId, agencyId: wishes.agencyId ?? 2,
    channel: helper ? 'assisted' : 'online', shortCode: `${app.core.documents.ids.secret(3)}-${app.core.documents.ids.secret(3)}`, revision: 1, changedAt: now, expiresAt: new Date(now.getTime() + 30 * 24 * HOUR_MS), dossierId: null, supplements: null,
    content: {
      answers: wishes.answers ?? BIRTH_ANSWERS, screening: {}, assurance: someone.actor.kind === 'citizen' ? someone.actor.assurance : 'none', borrowed: false, filedBy: helper ? 'helper' : 'self', delivery: { methods: ['electronic', 'counter'], copies: 0 },
      visited: wishes.visited ?? ['xac-nhan', 'nguoi-khai', 'be', 'ngay-sinh', 'me', 'cha', 'dan-toc-que-quan', 'noi-o', 'ban-sao', 'giay-to', 'nhan-ket-qua'],
      ...(wishes.owner === null ? {} : { owner: wishes.owner ?? person, contact: { phone: wishes.phone ?? person.phone, email: 'hoa@nguoidan.example' } }),
    },
  });
  if (wishes.paper !== 'none') {
    const form = new FormData();
    form.append('_csrf', someone.csrf);
    if (wishes.paper === 'photo') form.append('giay.giay-chung-sinh', new Blob([new Uint8Array(await sharp({ create: { width: 120, height: 160, channels: 3, background: '#fff' } }).jpeg().toBuffer())], { type: 'image/jpeg' }), 'giay-chung-sinh.jpg');
    else form.append('giay.giay-chung-sinh', new Blob([new Uint8Array(pdf())], { type: 'application/pdf' }), 'giay-chung-sinh.pdf');
    const answer = await someone.visitor.fetch(`${app.url}/nhap/${id}/giay-to?tra=json`, 'POST', form);
    assert.equal(answer.status, 200, answer.bytes.toString('utf8').slice(0, 300));
  }
  return id;
}
/** A birth filed online by this person. */
export async function aDossier(app: TestApp, someone: Someone, wishes: DraftWishes = {}): Promise<string> {
  const draftId = await aDraft(app, someone, wishes);
  const outcome = await submitDraft(app.core.dossier, { scope: someone.scope, actor: someone.actor, draftId, key: null, at: app.clock.now() });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return String(outcome.result['dossierId']);
}
/** Certified copies filed and received at the counter of this officer. */
export async function aCounterDossier(app: TestApp, reception: Someone & { readonly actor: Officer }, owner = { name: 'Phạm Thị Lan', personalId: '030194900006', phone: '0900000006' }): Promise<string> {
  const outcome = await receiveAtCounter(app.core.dossier, {
    scope: reception.scope, officer: reception.actor, at: app.clock.now(), key: null, procedure: '2.000815', owner, channel: 'counter', collectNow: null, fileIds: [], delivery: { methods: ['counter'], copies: 0 },
    ticks: [{ paper: 'ban-chinh', originals: 1, copies: 0 }], answers: { requesterName: owner.name, requesterPaperType: '9', requesterPersonalId: owner.personalId, documents: [{ name: 'Bằng tốt nghiệp', pages: 2, copies: 3 }], needsMoreTime: false } as Answers,
  });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return String(outcome.result['dossierId']);
}
/** The dossier as its events tell it, whoever asks. */
export async function stateOf(app: TestApp, id: string): Promise<ReturnType<typeof foldDossier>> {
  const { rows } = await app.database.owner.query<{ body: string }>('SELECT body FROM dossier_event WHERE dossier_id = $1 ORDER BY seq', [id]);
  return foldDossier(rows.map((row) => JSON.parse(row.body)));
}
