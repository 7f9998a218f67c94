import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { uuidV7 } from '../../../platform/crypto/ids.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { nationalCalendar } from '../../calendar/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { caseBook, caseCode, planAccepted, planAnswered, planAsked, planPublished, planRejected, planSent, planTransferred, type CaseState, type NewCaseEvent } from '../domain/index.ts';
import type { OfficerScope, PersonScope } from '../ports.ts';
import { caseStore } from './case-store.ts';
import { ratingStore } from './rating-store.ts';

const keyring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const AT = new Date('2026-03-02T10:00:00+07:00');
const COMPLAINED = '01920000-0000-7000-8000-000000000001';
const HANDLER = '01920000-0000-7000-8000-000000000008';
const officer = (officerId: string, ...agencyIds: number[]): OfficerScope => ({ kind: 'officer', officerId, agencyIds });
const guest: PersonScope = { kind: 'guest', guestKey: 'khach-1' };
const calendar = nationalCalendar();
let made = 0;
const id = (): string => uuidV7(1_780_000_000_000 + made++);
const SECRET_WORDS = 'Cán bộ quầy 2 quát người già';

describe('feedback in the database', () => {
  let db: TestDatabase;
  before(async () => { db = await openTestDatabase(); });
  after(async () => { await db.close(); });
  const send = async (scope: PersonScope = guest, about: string | null = COMPLAINED, requestKey: string | null = null): Promise<string> => {
    const planned = planSent(calendar, AT, { subject: 'behaviour', agencyId: 2, aboutOfficer: about, dossierCode: null });
    assert.ok(planned.ok);
    return caseStore(db.app, keyring).send(scope, { id: id(), requestKey, book: caseBook('H36.23095', '2026-03-02'), code: (order) => caseCode('H36.23095', '2026-03-02', order), agencyId: 2, events: planned.value, writer: { name: 'Nguyễn Thị Hoa', phone: '0912345678', email: null, address: null }, text: SECRET_WORDS, at: AT });
  };

  test('numbers have no gap and no twin, also when many send at once; the same key is one case', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, (_, at) => send({ kind: 'guest', guestKey: `k-${at}` })));
    assert.equal(new Set(many).size, 8);
    const codes = (await db.owner.query<{ code: string }>('SELECT code FROM feedback_case ORDER BY code')).rows.map((row) => row.code);
    assert.deepEqual(codes, Array.from({ length: 8 }, (_, at) => caseCode('H36.23095', '2026-03-02', at + 1)));
    assert.equal(await send(guest, COMPLAINED, 'mot-khoa-duy-nhat'), await send(guest, COMPLAINED, 'mot-khoa-duy-nhat'));
  });
  test('the officer complained of sees that a case is there, and neither who wrote nor what', async () => {
    const cases = caseStore(db.app, keyring);
    const one = await send();
    const seen = await cases.find(officer(COMPLAINED, 2), one);
    assert.equal(seen?.content, null);
    assert.equal((await cases.find(officer(HANDLER, 2), one))?.content?.writer.name, 'Nguyễn Thị Hoa');
    assert.equal(await cases.find(officer(HANDLER, 12), one), null, 'another agency: nothing at all');
    assert.equal(await cases.change(officer(COMPLAINED, 2), one, { kind: 'officer', id: COMPLAINED, name: 'x' }, AT, () => ({ ok: true, value: planAccepted(null) })), null);
    // without the program: the database itself answers nothing
    const rows = await db.app.inScope(officer(COMPLAINED, 2), 'reads', (tx) => tx.query(sql('SELECT 1 FROM feedback_person WHERE case_id = $1 UNION ALL SELECT 1 FROM feedback_event WHERE case_id = $1', [one])));
    assert.deepEqual(rows, []);
    const changed = await db.app.inScope(officer(COMPLAINED, 2), 'writes', (tx) => tx.query(sql("UPDATE feedback_case SET about_officer = NULL WHERE id = $1 RETURNING id", [one])));
    assert.deepEqual(changed, [], 'nor can he take himself off it');
  });
  test('what was written and by whom is sealed at rest', async () => {
    await send();
    for (const table of ['feedback_case', 'feedback_person', 'feedback_event']) {
      const text = JSON.stringify((await db.owner.query(`SELECT * FROM ${table}`)).rows);
      for (const secret of ['Nguyễn Thị Hoa', '0912345678', SECRET_WORDS, 'quầy 2']) assert.ok(!text.includes(secret), `${table}: ${secret}`);
    }
  });
  test('the sender comes back by code and secret, and nobody by a wrong one; a stranger’s browser finds nothing', async () => {
    const cases = caseStore(db.app, keyring);
    const one = await send();
    const { rows } = await db.owner.query<{ code: string }>('SELECT code FROM feedback_case WHERE id = $1', [one]);
    const code = rows[0]!.code;
    assert.equal(await cases.track(code, cases.secretOf(one)), one);
    assert.equal(await cases.track(code, '00000000'), null);
    assert.equal((await cases.find({ kind: 'tracking', code, secret: cases.secretOf(one) }, one))?.content?.text, SECRET_WORDS);
    assert.equal(await cases.find({ kind: 'tracking', code, secret: '00000000' }, one), null);
    assert.equal(await cases.find({ kind: 'guest', guestKey: 'nguoi-la' }, one), null);
    assert.equal((await cases.find(guest, one))?.code, code);
  });
  test('a case that is handed over leaves the agency that handed it over', async () => {
    const cases = caseStore(db.app, keyring);
    const one = await send();
    const done = await cases.change(officer(HANDLER, 2), one, { kind: 'officer', id: HANDLER, name: 'Kiểm soát' }, AT, ({ state }) => planTransferred(calendar, state, AT, { agencyId: 12, reason: 'việc của xã khác' }));
    assert.deepEqual(done, { ok: true });
    assert.equal(await cases.find(officer(HANDLER, 2), one), null);
    assert.equal((await cases.find(officer(HANDLER, 12), one))?.state.status, 'transferred');
  });
  test('the queue goes by the next date, waiting ones last; what is finished the latest first; both go on where they stopped, by their index', async () => {
    const cases = caseStore(db.app, keyring);
    await db.owner.query('TRUNCATE feedback_case CASCADE');
    const ids = [] as string[];
    for (let i = 0; i < 7; i++) ids.push(await send({ kind: 'guest', guestKey: `q-${i}` }, null));
    const by = { kind: 'officer', id: HANDLER, name: 'Kiểm soát' } as const;
    const act = async (one: string, hours: number, decide: (state: CaseState) => readonly NewCaseEvent[]): Promise<void> => { assert.deepEqual(await cases.change(officer(HANDLER, 2), one, by, new Date(AT.getTime() + hours * 3_600_000), ({ state }) => ({ ok: true, value: decide(state) })), { ok: true }); };
    await act(ids[0]!, 1, (state) => planAsked(state, AT, 'ở đâu'));
    await act(ids[1]!, 2, () => planAccepted(null));
    for (const [hours, one] of [[3, 2], [4, 3]] as const) await act(ids[one]!, hours, (state) => planRejected(state, AT, 'trùng'));
    const all = async (open: boolean): Promise<string[]> => {
      const seen: string[] = [];
      let [after, afterId]: [string | null, string | null] = [null, null];
      for (let pages = 0; pages < 9; pages++) {
        const page = await cases.list(officer(HANDLER, 2), 2, open, { after, afterId, limit: 2 });
        seen.push(...page.rows.map((row) => row.id));
        if (!page.next) return seen;
        [after, afterId] = [page.next.after, page.next.id];
      }
      throw new Error('no end');
    };
    assert.deepEqual(await all(true), [ids[4], ids[5], ids[6], ids[1], ids[0]]);
    assert.deepEqual(await all(false), [ids[3], ids[2]]);
  });
  test('what is published is public, and nothing else of its case', async () => {
    const cases = caseStore(db.app, keyring);
    const one = await send();
    const by = { kind: 'officer', id: HANDLER, name: 'Kiểm soát' } as const;
    await cases.change(officer(HANDLER, 2), one, by, AT, () => ({ ok: true, value: planAccepted(null) }));
    await cases.change(officer(HANDLER, 2), one, by, AT, ({ state }) => planAnswered(calendar, state, AT, 'Đã nhắc nhở'));
    await cases.change(officer(HANDLER, 2), one, by, AT, ({ state }) => ({ ok: true, value: planPublished(state, AT, { title: 'Thái độ ở quầy', text: 'Đã nhắc nhở' }) }));
    assert.deepEqual((await cases.published(5)).map((row) => [row.id, row.title, row.answer]), [[one, 'Thái độ ở quầy', 'Đã nhắc nhở']]);
    const { rows: [row] } = await db.owner.query<{ code: string }>('SELECT code FROM feedback_case WHERE id = $1', [one]);
    for (const scope of [{ kind: 'guest', guestKey: 'nguoi-la' }, officer(HANDLER, 12), { kind: 'tracking', code: row?.code ?? '', secret: '00000000' }] as const) assert.equal(await cases.find(scope, one), null, scope.kind);
  });
  test('one rating a dossier; what was demanded is sealed, for officers of the agency alone, and the person cannot read it back', async () => {
    const ratings = ratingStore(db.app, keyring);
    const dossierId = id();
    const rate = (scope: PersonScope) => ratings.rate(scope, { dossierId, agencyId: 2, procedure: '1.001193', stars: 4, at: AT, tip: { id: id(), demanded: 'money', note: 'đòi 200.000 đ' } });
    assert.equal(await rate(guest), 'rated');
    assert.equal(await rate(guest), 'already');
    assert.equal(await rate({ kind: 'citizen', citizenId: id() }), 'already', 'nor by another way in');
    assert.equal(await ratings.rated(guest, dossierId), true);
    assert.deepEqual((await ratings.tips(officer(HANDLER, 2), [2], 10)).map((tip) => [tip.demanded, tip.note]), [['money', 'đòi 200.000 đ']]);
    assert.deepEqual(await ratings.tips(officer(HANDLER, 12), [2, 12], 10), []);
    assert.ok(!JSON.stringify((await db.owner.query('SELECT * FROM feedback_tip')).rows).includes('200.000'));
    assert.deepEqual(await db.app.inScope({ kind: 'guest', guestKey: 'khach-1' }, 'reads', (tx) => tx.query(sql('SELECT 1 FROM feedback_tip'))), []);
    assert.deepEqual(await db.worker.read.query(sql('SELECT stars FROM v_rating WHERE agency_id = 2')), [{ stars: 4 }]);
  });
});
