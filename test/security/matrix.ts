import assert from 'node:assert/strict';
import type { Role } from '../../src/shared/actor.ts';
import type { TestApp } from '../support/app.ts';
import { multipartBody } from '../support/browse.ts';
import { aCitizen, aDossier, aDraft, aGuest, anOfficer, openSession, type Someone } from '../support/people.ts';
import { acceptDossier, askSupplement, labels, personalOf, requestWithdrawal, type Command } from '../../src/modules/dossier/index.ts';
import { itemsToJudge } from '../../src/modules/dossier/domain/index.ts';
import { EXPECTED, HELPS, type Row } from './expected.ts';

export type Verdict = 'let in' | 'sign in first' | 'forbidden' | 'does not exist';
export interface Caller { readonly name: string; readonly someone: Someone; readonly kind: 'guest' | 'citizen' | 'officer'; readonly roles: readonly Role[]; /** authorities whose dossiers this caller sees */ readonly sees: readonly ('A' | 'B')[]; readonly manages: readonly ('A' | 'B')[]; /** works at the province */ readonly governs?: true; /** a session that no longer counts */ readonly sessionOver?: true; again(): Promise<Someone> }
export interface Thing { readonly name: string; readonly params: Readonly<Record<string, string>>; readonly owner: string | null; readonly agency: 'A' | 'B'; /** a draft's file is its owner's alone */ readonly ownerOnly?: true }

export interface Arranged { readonly app: TestApp; readonly callers: readonly Caller[]; readonly things: Readonly<Record<NonNullable<Row['object']> | 'nothing', readonly Thing[]>> }
const NOTHING: Readonly<Record<string, string>> = { event: 'sinh-con', procedure: 'khai-sinh', slug: 'khai-sinh', code: '1.000893', link: '0000000000000000', page: 'be', photo: '01920000-0000-7000-8000-0000000000f9', agency: '13', officer: '01920000-0000-7000-8000-000000000004', assignment: '01920000-0000-7000-8000-0000000000fe', signing: '01920000-0000-7000-8000-0000000000fb', id: '01920000-0000-7000-8000-0000000000fd', dossier: '01920000-0000-7000-8000-0000000000fd' };
const PARAMS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = { '/api/v1/procedures/:code': { code: '1.001193' }, '/api/v1/dossiers/:code': { code: 'T-0000-0000' }, '/kiem-tra/:code': { code: '0'.repeat(16) }, '/lien-thong/tin/:partner': { partner: 'cu-tru' }, '/ban/khai-giup/xong/:draft': { draft: '01920000-0000-7000-8000-0000000000fc' }, '/dia-chi/cu/:code': { code: '23098' }, '/ban/doi-soat/bien-lai/:nam/:so': { nam: '2026', so: '99999999' } };
const QUERY_OF: Readonly<Record<string, string>> = { '/api/v1/dossiers/:code': '?secret=00000000', '/dia-chi/tim': '?q=ham', '/dia-chi/xa': '?tinh=68', '/api/v1/places': '?q=ham', '/quan-tri/lich/xem-truoc': '?change=add-year&year=2028' };

/** Callers of every kind, with drafts, dossiers and files that are theirs and others'. */
export async function arrangeMatrix(app: TestApp): Promise<Arranged> {
  const command = (someone: Someone, id: string): Command => ({ scope: someone.scope, actor: someone.actor, id, at: app.clock.now(), key: null, route: 'arranged', body: {} });
  const officer = async (name: string, username: string, sees: Caller['sees'], manages: Caller['manages'] = []): Promise<Caller> => {
    const someone = await anOfficer(app, username);
    return { name, someone, kind: 'officer', roles: someone.actor.roles, sees, manages, again: () => anOfficer(app, username), ...(name.includes('of the province') ? { governs: true as const } : {}) };
  };
  const guest = await aGuest(app, 'guest who owns');
  const citizen = await aCitizen(app, 'demo-hoa');
  const other = await aCitizen(app, 'demo-binh');
  const receptionA = await anOfficer(app, 'tiepnhan.hamliem');
  const receptionB = await anOfficer(app, 'tiepnhan.thanhha');
  const lookOn = (someone: Someone, name: string, again: () => Promise<Someone>): Caller => ({ name, someone, kind: 'guest', roles: [], sees: [], manages: [], sessionOver: true, again });

  // Sessions that no longer count must open exactly what a stranger's browser opens.
  const expired = await openSession(app, { kind: 'officer', subjectId: '01920000-0000-7000-8000-000000000001' }, 'expired officer', { hours: 1 / 3600 });
  const idle = await openSession(app, { kind: 'citizen', subjectId: citizen.citizenId }, 'idle citizen', { idleSeconds: 1 });
  const disabled = await anOfficer(app, 'vanthu.thanhha');
  await app.database.owner.query("UPDATE organisation_officer SET active = false WHERE username = 'vanthu.thanhha'");
  const revoked = await anOfficer(app, 'ketoan.thanhha');
  await app.database.owner.query('UPDATE organisation_assignment SET revoked_at = $2 WHERE officer_id = $1', [revoked.officerId, app.clock.now()]);

  app.clock.forward(60_000);

  const callers: readonly Caller[] = [
    lookOn(await aGuest(app, 'stranger'), 'stranger', () => aGuest(app)),
    { name: 'guest who owns', someone: guest, kind: 'guest', roles: [], sees: [], manages: [], again: () => aGuest(app) },
    { name: 'citizen who owns', someone: citizen, kind: 'citizen', roles: [], sees: [], manages: [], again: () => aCitizen(app, 'demo-hoa') },
    { name: 'other citizen', someone: other, kind: 'citizen', roles: [], sees: [], manages: [], again: () => aCitizen(app, 'demo-binh') },
    await officer('reception of A', 'tiepnhan.hamliem', ['A']), await officer('specialist of A', 'thuly.hamliem', ['A']), await officer('leader of A', 'lanhdao.hamliem', ['A']), await officer('clerk of A', 'vanthu.hamliem', ['A']),
    await officer('accountant of A', 'ketoan.hamliem', ['A']), await officer('desk head of A', 'motcua.hamliem', ['A']), await officer('control of A', 'kiemsoat.hamliem', ['A']), await officer('inspector of A', 'thanhtra.hamliem', ['A']),
    await officer('administrator of A', 'quantri.hamliem', [], ['A']), await officer('helper of A', 'tinhnguyen.hamliem', []), await officer('helper of B', 'buudien.thanhha', []), await officer('reception of B', 'tiepnhan.thanhha', ['B']), await officer('leader of B', 'lanhdao.thanhha', ['B']), await officer('administrator of B', 'quantri.thanhha', [], ['B']),
    await officer('control of the province of A', 'kiemsoat.lamdong', ['A']), await officer('desk head of the province of A', 'motcua.lamdong', ['A']), await officer('administrator of the province of A', 'quantri.lamdong', [], ['A']),
    lookOn(expired, 'officer whose session expired', async () => expired), lookOn(idle, 'citizen who was idle too long', async () => idle), lookOn(disabled, 'disabled officer', async () => disabled), lookOn(revoked, 'officer whose role was taken back', async () => revoked),
  ];

  // Closed dossiers: whoever is let in is told that nothing can be done, and nothing changes. Open ones wait for a supplement.
  const stop = async (someone: Someone, id: string): Promise<string> => {
    const outcome = await requestWithdrawal(app.core.dossier, command(someone, id), 'thôi');
    assert.ok(outcome.ok);
    return id;
  };
  const ask = async (reception: Someone, id: string): Promise<string> => {
    const loaded = await app.core.dossier.store.find(reception.scope, id);
    const content = loaded && (await app.core.dossier.procedures.version(loaded.state.version));
    assert.ok(loaded && content);
    const items = itemsToJudge(content, loaded.state, personalOf(loaded.events).answers, labels(content));
    const outcome = await askSupplement(app.core.dossier, command(reception, id), { verdicts: items.map((item) => ({ item, verdict: item.key === 'giay-chung-sinh' ? 'wrong' : 'ok', ...(item.key === 'giay-chung-sinh' ? { reason: 'mờ' } : {}) })) });
    assert.ok(outcome.ok, JSON.stringify(outcome).slice(0, 300));
    return id;
  };
  const [guestClosed, citizenClosed] = [await stop(guest, await aDossier(app, guest)), await stop(citizen, await aDossier(app, citizen))];
  const [guestOpen, citizenOpen] = [await ask(receptionA, await aDossier(app, guest, { paper: 'photo' })), await ask(receptionA, await aDossier(app, citizen, { paper: 'photo' }))];
  const foreignClosed = await stop(other, await aDossier(app, other, { agencyId: 12 }));
  const receive = async (reception: Someone, id: string): Promise<string> => {
    const outcome = await acceptDossier(app.core.dossier, command(reception, id));
    assert.ok(outcome.ok, JSON.stringify(outcome).slice(0, 300));
    return id;
  };
  const foreignOpen = await ask(receptionB, await aDossier(app, other, { agencyId: 12, paper: 'photo' }));
  const assistedDraft = await aDraft(app, await anOfficer(app, 'tinhnguyen.hamliem'), { paper: 'none' });
  const [guestDraft, citizenDraft] = [await aDraft(app, guest), await aDraft(app, citizen, { paper: 'photo' })];
  const fileOf = async (column: 'draft_id' | 'dossier_id', id: string): Promise<string> => {
    const found = await app.database.owner.query<{ id: string }>(`SELECT id FROM document_file WHERE ${column} = $1 LIMIT 1`, [id]);
    return found.rows[0]?.id ?? assert.fail(`a file of ${id}`);
  };
  const dossier = (name: string, id: string, owner: string | null, agency: 'A' | 'B'): Thing => ({ name, params: { id, dossier: id }, owner, agency });
  const closed = [dossier('a guest’s at A', guestClosed, 'guest who owns', 'A'), dossier('a citizen’s at A', citizenClosed, 'citizen who owns', 'A'), dossier('another citizen’s at B', foreignClosed, 'other citizen', 'B')];
  const open = [dossier('a guest’s at A', guestOpen, 'guest who owns', 'A'), dossier('a citizen’s at A', citizenOpen, 'citizen who owns', 'A'), dossier('another citizen’s at B', foreignOpen, 'other citizen', 'B')];
  const received = [dossier('a guest’s at A', await receive(receptionA, await aDossier(app, guest)), 'guest who owns', 'A'), dossier('another citizen’s at B', await receive(receptionB, await aDossier(app, other, { agencyId: 12 })), 'other citizen', 'B')];
  const things: Arranged['things'] = {
    nothing: [{ name: '', params: {}, owner: null, agency: 'A' }], 'own-dossier': closed, 'desk-dossier': closed, 'own-open': open, 'desk-open': open, 'desk-received': received,
    draft: [{ name: 'a guest’s', params: { draft: guestDraft }, owner: 'guest who owns', agency: 'A' }, { name: 'a citizen’s', params: { draft: citizenDraft }, owner: 'citizen who owns', agency: 'A' }, { name: 'a helper’s', params: { draft: assistedDraft }, owner: 'helper of A', agency: 'A' }],
    assisted: [{ name: 'a helper’s', params: { draft: assistedDraft }, owner: 'helper of A', agency: 'A' }, { name: 'a citizen’s', params: { draft: citizenDraft }, owner: null, agency: 'A' }],
    file: [
      { name: 'of a guest’s dossier at A', params: { file: await fileOf('dossier_id', guestOpen) }, owner: 'guest who owns', agency: 'A' }, { name: 'of a citizen’s dossier at A', params: { file: await fileOf('dossier_id', citizenOpen) }, owner: 'citizen who owns', agency: 'A' },
      { name: 'of a dossier at B', params: { file: await fileOf('dossier_id', foreignOpen) }, owner: 'other citizen', agency: 'B' }, { name: 'of a citizen’s draft', params: { file: await fileOf('draft_id', citizenDraft) }, owner: 'citizen who owns', agency: 'A', ownerOnly: true },
    ],
    officer: [{ name: 'of A', params: { officer: '01920000-0000-7000-8000-000000000004' }, owner: null, agency: 'A' }, { name: 'of B', params: { officer: '01920000-0000-7000-8000-00000000000e' }, owner: null, agency: 'B' }],
  };
  return { app, callers, things };
}

export function expectedOf(row: Row, caller: Caller, thing: Thing): Verdict {
  const staffOnly = row.who === 'staff' || Array.isArray(row.who);
  if (staffOnly && caller.kind !== 'officer') return 'sign in first';
  if (row.who === 'people' && caller.kind === 'officer' && !(row.helpers && caller.roles.some((role) => HELPS.includes(role)))) return 'forbidden';
  if (row.who === 'citizens' && caller.kind !== 'citizen') return caller.kind === 'guest' ? 'sign in first' : 'forbidden';
  if (Array.isArray(row.who) && !caller.roles.some((role) => (row.who as readonly Role[]).includes(role))) return 'forbidden';
  if (row.governs && !caller.governs) return 'forbidden';
  switch (row.object) {
    case undefined: return 'let in';
    case 'assisted': case 'draft': case 'own-dossier': case 'own-open': return thing.owner === caller.name ? 'let in' : 'does not exist';
    case 'desk-dossier': case 'desk-open': case 'desk-received': return caller.sees.includes(thing.agency) ? 'let in' : 'does not exist';
    case 'file': return thing.owner === caller.name || (caller.kind === 'officer' && !thing.ownerOnly && caller.sees.includes(thing.agency)) ? 'let in' : 'does not exist';
    default: return caller.manages.includes(thing.agency) ? 'let in' : 'does not exist';
  }
}

const IN = [200, 303, 400, 409, 422, 429];
function verdictOf(status: number, location: string | null, row: Row): Verdict | string {
  if (row.landsAtSignIn && status === 303) return 'let in';
  if (status === 303 && location && /^\/(can-bo\/)?dang-nhap(\?|$)/u.test(location)) return 'sign in first';
  if (row.also?.includes(status)) return 'let in';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'does not exist';
  return IN.includes(status) ? 'let in' : `status ${status}`;
}

/** The address with everything filled in: the thing asked for, and values that exist for the rest. */
export function addressOf(app: TestApp, path: string, thing: Thing): string {
  const params: Readonly<Record<string, string>> = { ...NOTHING, ...PARAMS_OF[path], ...thing.params };
  return app.url + path.replace(/:([a-z]+)/gu, (_, name: string) => params[name] ?? assert.fail(`${path}: ${name}`)) + (QUERY_OF[path] ?? '');
}
/** Somebody who is let in at this route, with a thing that is theirs to see. */
export function lettingIn({ callers, things }: Arranged, row: Row): { readonly caller: Caller; readonly thing: Thing } {
  for (const caller of callers) for (const thing of things[row.object ?? 'nothing']) if (expectedOf(row, caller, thing) === 'let in') return { caller, thing };
  return assert.fail('nobody is let in');
}

async function ask(app: TestApp, caller: Caller, method: 'GET' | 'POST', path: string, row: Row, thing: Thing): Promise<Verdict | string> {
  const someone = row.ends ? await caller.again() : caller.someone;
  const address = addressOf(app, path, thing);
  if (method === 'GET') {
    const answer = await someone.visitor.fetch(address);
    return verdictOf(answer.status, answer.headers.get('location'), row);
  }
  const fields: [string, string][] = [['_csrf', await tokenOf(app, caller, someone)], ...Object.entries(row.body ?? {})];
  const answer = await someone.visitor.fetch(address, 'POST', row.multipart ? multipartBody(fields) : new URLSearchParams(fields));
  return verdictOf(answer.status, answer.headers.get('location'), row);
}
/** Whose session no longer counts is a visitor again: the token is the one of the page that such a visitor gets. */
export async function tokenOf(app: TestApp, caller: Caller, someone: Someone): Promise<string> {
  if (caller.kind !== 'guest' || caller.name === 'stranger' || caller.name === 'guest who owns') return someone.csrf;
  const shown = await someone.visitor.fetch(`${app.url}/can-bo/dang-nhap`);
  return String(shown.page.form({ filled: ['username'] }).shown('_csrf'));
}

/** Asks every cell once. Answers what came out otherwise than expected, and how many cells there were. */
export async function runMatrix({ app, callers, things }: Arranged, only: (row: Row, caller: Caller) => boolean = () => true): Promise<{ readonly cells: number; readonly wrong: readonly string[] }> {
  let cells = 0;
  const wrong: string[] = [];
  await Promise.all(callers.map(async (caller) => {
    for (const { method, path } of app.routes) {
      const row = EXPECTED[`${method} ${path}`];
      if (!row || !only(row, caller)) continue;
      for (const thing of things[row.object ?? 'nothing']) {
        cells++;
        const wanted = expectedOf(row, caller, thing);
        const got = await ask(app, caller, method, path, row, thing);
        // The first request of a session that is over is shown where to sign in, whether the thing exists or not.
        if (got !== wanted && !(caller.sessionOver && method === 'GET' && wanted === 'does not exist' && got === 'sign in first')) wrong.push(`${method} ${path} ${thing.name ? `(${thing.name}) ` : ''}by ${caller.name}: ${got}, expected: ${wanted}`);
      }
    }
  }));
  return { cells, wrong: wrong.sort() };
}
