import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noFault } from '../bad-input/answers.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Answer, Visitor } from '../support/browse.ts';
import { aDossier, aGuest, anOfficer, openSession, stateOf } from '../support/people.ts';

/** Two officers, each with the page open, press at the same moment. One wins; the other reads who did what and when, and keeps what was typed. */
let app: TestApp;
before(async () => { app = await startTestApp(); });
after(() => app.close());

const desk = (id: string): string => `${app.url}/ban/ho-so/${id}`;
const newDossier = async (): Promise<string> => aDossier(app, await aGuest(app));
/** The same account in a second session (two desks of one reception), and the names that stand in their acts. */
async function twoAt(username: string): Promise<readonly [Visitor, Visitor, string]> {
  const one = await anOfficer(app, username);
  const two = await openSession(app, { kind: 'officer', subjectId: one.officerId }, `${username} ở máy kia`);
  return [one.visitor, two.visitor, one.actor.name];
}
/** What pressing a button on an open page sends. */
interface Press { readonly at: Visitor; readonly action: string; readonly typed?: Readonly<Record<string, string>>; readonly button?: string | RegExp }
async function body({ at, action, typed = {}, button }: Press): Promise<() => Promise<Answer>> {
  const form = at.page.form({ form: action, filled: Object.keys(typed), ...(button === undefined ? {} : { button }) });
  const sent = new URLSearchParams(form.fill(typed, button).map(([name, value]): [string, string] => [name, String(value)]));
  return () => at.fetch(new URL(form.action, at.answer.url).href, 'POST', sent);
}
/** Both at once; answers the winner's and the loser's. */
async function race(first: Press, second: Press): Promise<{ readonly won: Answer; readonly lost: Answer; readonly loser: Press }> {
  const [one, two] = [await body(first), await body(second)];
  const answers = await Promise.all([one(), two()]);
  const statuses = answers.map((answer) => answer.status);
  assert.deepEqual(statuses.toSorted((a, b) => a - b), [303, 409], `exactly one of the two goes through: ${statuses.join(', ')}`);
  const lostAt = answers[0]?.status === 409 ? 0 : 1;
  const lost = answers[lostAt] ?? assert.fail();
  noFault(lost.page);
  assert.match(lost.page.main, /người khác đã làm việc này trước\. Dưới đây là tình trạng mới nhất/u);
  for (const value of Object.values((lostAt === 0 ? first : second).typed ?? {})) if (/\s|\d{9}/u.test(value)) assert.ok(lost.page.main.includes(value), `«${value}» is still there to be read: ${lost.page.main}`);
  return { won: answers[1 - lostAt] ?? assert.fail(), lost, loser: lostAt === 0 ? first : second };
}
const kinds = async (id: string): Promise<string[]> => (await app.database.owner.query<{ kind: string }>('SELECT kind FROM dossier_event WHERE dossier_id = $1 ORDER BY seq', [id])).rows.map((row) => row.kind);
/** «Who, when: what», as the page of whoever came second says it. */
const who = (name: string, what: string): RegExp => new RegExp(`${name}, \\d\\d:\\d\\d thứ [^:]+: ${what}`, 'u');

test('two receptions accept one dossier: one code, one number, one event', async () => {
  const id = await newDossier();
  const [one, two, name] = await twoAt('tiepnhan.hamliem');
  for (const at of [one, two]) await at.go(desk(id));
  const { lost } = await race({ at: one, action: '/tiep-nhan' }, { at: two, action: '/tiep-nhan' });
  assert.match(lost.page.main, who(name, 'Đã tiếp nhận, hẹn ngày trả'));
  assert.deepEqual(await kinds(id), ['submitted', 'received']);
  const { rows } = await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM dossier WHERE code IS NOT NULL AND id = $1', [id]);
  assert.deepEqual(rows, [{ n: 1 }]);
});

test('one accepts while the other refuses: one of the two, and the reasons that were typed stay on the page', async () => {
  const typed = { 'can-cu': 'Luật Hộ tịch 60/2014/QH13 Điều 16', 'giai-thich': 'Nơi cư trú của cha mẹ không ở xã này, xem sổ hộ tịch' };
  const outcomes = new Set<string>();
  for (let round = 0; round < 4; round++) {
    const id = await newDossier();
    const [one, two, name] = await twoAt('tiepnhan.hamliem');
    for (const at of [one, two]) await at.go(desk(id));
    const ground = two.page.form({ form: '/tu-choi' }).options('ly-do-tu-choi').find((value) => value !== '') ?? assert.fail('a ground');
    const pair = [{ at: one, action: '/tiep-nhan' }, { at: two, action: '/tu-choi', typed: { 'ly-do-tu-choi': ground, ...typed } }] as const;
    const { lost, loser } = round % 2 === 0 ? await race(pair[0], pair[1]) : await race(pair[1], pair[0]);
    const events = await kinds(id);
    assert.equal(events.length, 2, events.join());
    const done = events[1] ?? '';
    outcomes.add(done);
    assert.equal(done, loser.action === '/tiep-nhan' ? 'refused' : 'received');
    assert.match(lost.page.main, who(name, done === 'refused' ? 'Từ chối, có nêu căn cứ' : 'Đã tiếp nhận, hẹn ngày trả'));
  }
  assert.ok([...outcomes].every((one) => ['received', 'refused'].includes(one)));
});

/** Accepted, taken, drafted and sent to the leader, by the pages themselves. */
async function atTheLeader(): Promise<string> {
  const id = await newDossier();
  const reception = (await anOfficer(app, 'tiepnhan.hamliem')).visitor;
  await reception.go(desk(id));
  await reception.submit({}, { form: '/tiep-nhan' });
  const specialist = (await anOfficer(app, 'thuly.hamliem')).visitor;
  await specialist.go(desk(id));
  await specialist.submit({}, { form: '/nhan-viec' });
  await specialist.go(`${desk(id)}/soan`);
  await specialist.submit({ grantedPersonalId: '060226000123' }, { button: 'trinh' });
  assert.equal(specialist.page.status, 200, specialist.page.errors.join());
  return id;
}

test('two specialists take one step: the second is told whose it is', async () => {
  const id = await newDossier();
  const reception = (await anOfficer(app, 'tiepnhan.hamliem')).visitor;
  await reception.go(desk(id));
  await reception.submit({}, { form: '/tiep-nhan' });
  const [one, two, name] = await twoAt('thuly.hamliem');
  for (const at of [one, two]) await at.go(desk(id));
  const { lost } = await race({ at: one, action: '/nhan-viec' }, { at: two, action: '/nhan-viec' });
  assert.match(lost.page.main, who(name, 'Đã nhận việc này'));
  assert.equal((await kinds(id)).filter((kind) => kind === 'taken').length, 1);
  assert.equal((await stateOf(app, id)).assigneeName, name);
});

test('two specialists move one step on: it moves once, and the word to the next is not lost', async () => {
  const id = await newDossier();
  const reception = (await anOfficer(app, 'tiepnhan.hamliem')).visitor;
  await reception.go(desk(id));
  await reception.submit({}, { form: '/tiep-nhan' });
  const drafting = (await anOfficer(app, 'thuly.hamliem')).visitor;
  await drafting.go(`${desk(id)}/soan`);
  await drafting.submit({ grantedPersonalId: '060226000123' }, { button: 'luu' });
  const [one, two] = await twoAt('thuly.hamliem');
  for (const at of [one, two]) await at.go(desk(id));
  const moves = (await kinds(id)).filter((kind) => kind === 'moved').length;
  await race({ at: one, action: '/chuyen', typed: { 'ghi-chu': 'Đã đối chiếu sổ hộ tịch năm 1999' } }, { at: two, action: '/chuyen', typed: { 'ghi-chu': 'Nhờ anh xem lại tên mẹ' } });
  assert.equal((await kinds(id)).filter((kind) => kind === 'moved').length, moves + 1);
});

test('two leaders sign one result: one number in the book, one signature to be made', async () => {
  const id = await atTheLeader();
  const [one, two, name] = await twoAt('lanhdao.hamliem');
  for (const at of [one, two]) await at.go(desk(id));
  const { lost } = await race({ at: one, action: '/ky' }, { at: two, action: '/ky' });
  assert.match(lost.page.main, who(name, 'Lãnh đạo đã duyệt ký'));
  assert.equal((await kinds(id)).filter((kind) => kind === 'sign-approved').length, 1);
  await app.drainJobs();
  assert.equal((await kinds(id)).filter((kind) => kind === 'result-signed').length, 1);
});

test('one signs while the other sends it back: the words to the specialist are not lost', async () => {
  const id = await atTheLeader();
  const [one, two] = await twoAt('lanhdao.hamliem');
  for (const at of [one, two]) await at.go(desk(id));
  await race({ at: one, action: '/ky' }, { at: two, action: '/tra-lai', typed: { 'ly-do': 'Họ tên mẹ chưa khớp giấy chứng sinh, xem lại' } });
  const after_ = (await kinds(id)).filter((kind) => kind === 'sign-approved' || kind === 'sent-back');
  assert.equal(after_.length, 1);
});

test('two counters hand out one result: it is handed out once, and whoever came second reads to whom they had just written', async () => {
  const id = await atTheLeader();
  const leader = (await anOfficer(app, 'lanhdao.hamliem')).visitor;
  await leader.go(desk(id));
  await leader.submit({}, { form: '/ky' });
  await app.drainJobs();
  const { code } = await stateOf(app, id);
  const [one, two, name] = await twoAt('tiepnhan.hamliem');
  for (const at of [one, two]) await at.go(`${app.url}/ban/tra-ket-qua?ma=${String(code)}`);
  const given = (receiver: string): Readonly<Record<string, string>> => ({ 'nguoi-nhan': receiver, 'so-dinh-danh': '060302900001', 'da-xem': 'co' });
  const { lost } = await race({ at: one, action: '/tra-ket-qua', typed: given('Nguyễn Thị Hoa') }, { at: two, action: '/tra-ket-qua', typed: given('Trần Văn Bình') });
  assert.match(lost.page.main, who(name, 'Đã trả kết quả'));
  assert.equal((await kinds(id)).filter((kind) => kind === 'result-returned').length, 1);
});

test('what was raced for is whole: every dossier is what its events say', async () => {
  const { rows } = await app.database.owner.query<{ id: string; seq: number; n: number }>('SELECT d.id, d.head_seq AS seq, (SELECT count(*)::int FROM dossier_event e WHERE e.dossier_id = d.id) AS n FROM dossier d');
  assert.ok(rows.length >= 8);
  for (const row of rows) assert.equal(Number(row.seq), row.n, row.id);
});
