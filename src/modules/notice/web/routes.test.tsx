import { after, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { uuidV7 } from '../../../platform/crypto/ids.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import type { Route, View } from '../../../platform/http/route.ts';
import { FAILURE_CAUSES, NOTICE_TEMPLATES, WORK_CAUSES, type FailureCause } from '../domain/index.ts';
import { failedWorkBook, failedWorkDesk } from '../store/failed-work.ts';
import { noticeDesk } from '../store/notice-desk.ts';
import { noticeOutbox } from '../store/notice-outbox.ts';
import { sendNotice } from '../use-cases/send-notice.ts';
import { readGroup } from './group.ts';
import { noticeRoutes } from './routes.tsx';
import { CAUSE, MOMENT, WORK_CAUSE } from './words.ts';

const ring: Keyring = { current: 'k', keys: { k: randomBytes(32) }, lookup: randomBytes(32) };
const OFFICER = '00000000-0000-7000-8000-000000000009';
const DOSSIER = '00000000-0000-7000-8000-00000000d001', ELSEWHERE = '00000000-0000-7000-8000-00000000d002';
let now = new Date('2026-02-13T02:00:00Z');
const routes: Route[] = noticeRoutes({ desk: noticeDesk, workDesk: failedWorkDesk, keyring: ring, work: { 'make-paper': { name: { vi: 'Lập giấy tờ', en: 'Papers' } } } });
let db: TestDatabase;
before(async () => { db = await openTestDatabase(); });
after(async () => { await db.close(); });
beforeEach(async () => { await db.owner.query('DELETE FROM notice_failed_work; DELETE FROM notice_attempt; DELETE FROM notice_spending; DELETE FROM notice_message; DELETE FROM graphile_worker._private_jobs'); });

const actor = { kind: 'officer', officerId: OFFICER, name: 'Trần Tú', title: 'Quản trị', agencyId: 7, agencyIds: [7], roles: ['admin'] } as const;
const request = (over: Record<string, unknown>) => ({ db: db.app, scope: { kind: 'officer', officerId: OFFICER, agencyIds: [7] }, now, actor, lang: 'vi', view: { lang: 'vi', size: 'thuong', theme: 'sang', path: '/', csrf: 'token-x', actor, siteName: 'Xã Hàm Liêm', helpPhone: '0252', demo: false, newKey: () => 'k'.repeat(12) } as unknown as View, ...over }) as never;
const find = (method: string, path: string): Route => { const found = routes.find((one) => one.method === method && one.path === path); assert.ok(found); return found; };
async function read(path: string, query: Record<string, unknown> = {}): Promise<string> {
  const route = find('GET', path);
  const reply = await route.handle(request({ query: route.query?.parse(query) ?? {} }));
  assert.ok(reply.kind === 'page');
  return renderToString(reply.node).replace(/<!--.*?-->/gu, '');
}
const failed = (query: Record<string, unknown> = {}): Promise<string> => read('/quan-tri/viec-hong', query);
const press = async (path: string, over: Record<string, unknown>): Promise<string> => { const reply = await find('POST', path).handle(request({ body: {}, ...over })); assert.ok(reply.kind === 'redirect'); return reply.to; };
let made = 0;
async function failedNotice(cause: FailureCause = 'recipient-refused', agencyId = 7): Promise<string> {
  made += 1;
  const outbox = noticeOutbox(db.worker, ring);
  const id = uuidV7(now.getTime());
  await outbox.add([{ id, cause: id, dossierId: id, dossierCode: `H36.21-260213-${String(made).padStart(4, '0')}`, agencyId, channel: 'sms', to: `8491${String(made).padStart(7, '0')}`, moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: 'x' }], now);
  await sendNotice({ outbox, clock: { now: () => now }, senders: { email: null, sms: { send: async () => ({ kind: 'failed', cause, detail: 'submit 0xb' }), checkConfig: async () => [], close: async () => undefined } } }, id);
  return id;
}
/** A job in the queue that has failed so often. */
async function failedJob(task: string, error: string, over: { attempts?: number; most?: number; dossierId?: string } = {}): Promise<string> {
  const { rows } = await db.owner.query<{ id: string }>('SELECT id::text FROM graphile_worker.add_job($1, $2::json)', [task, JSON.stringify(over.dossierId ? { dossierId: over.dossierId } : {})]);
  await db.owner.query('UPDATE graphile_worker._private_jobs SET attempts = $2, max_attempts = $3, last_error = $4 WHERE id = $1', [rows[0]?.id, over.attempts ?? 5, over.most ?? 5, error]);
  return rows[0]?.id ?? '';
}
const book = () => failedWorkBook(db.worker, async (ids) => new Map(ids.map((id) => [id, { agencyId: id === DOSSIER ? 7 : 8, code: 'H36.21-260213-0042' }])));

test('empty pages say that nothing is stuck and that nobody asked', async () => {
  assert.match(await read('/quan-tri/tin-nhan'), /<h1>Tin nhắn gửi người dân<\/h1>[\s\S]*chưa ai hỏi/u);
  assert.match(await failed(), /<h1>Việc hỏng<\/h1>[\s\S]*Không có việc nào hỏng/u);
});
test('failed messages stand there by cause, in words, and open into a list with masked recipients', async () => {
  await failedNotice();
  await failedNotice();
  await failedNotice('message-refused');
  await failedNotice('recipient-refused', 8);
  assert.match(await read('/quan-tri/tin-nhan'), /3 tin chưa đến được/u);
  const groups = await failed();
  assert.match(groups, /nhom=tin\.sms\.recipient-refused[\s\S]*Số điện thoại hoặc hộp thư này không có\. Hỏi lại người dân\.[\s\S]*>2</u, 'two of the own agency, not the third');
  assert.match(groups, /nhom=tin\.sms\.message-refused/u);
  const open = await failed({ nhom: 'tin.sms.recipient-refused' });
  assert.equal([...open.matchAll(/8491\*\*\*/gu)].length, 2);
  assert.doesNotMatch(open, /84910000| style=/u);
  assert.match(open, /submit 0xb/u);
  assert.match(open, /<form method="post" action="\/quan-tri\/viec-hong\/tin\/[0-9a-f-]{36}"><input type="hidden" name="_csrf" value="token-x"/u);
});
test('one is put back by its button, once; all of one cause by theirs, and only those', async () => {
  const id = await failedNotice();
  assert.equal(await press('/quan-tri/viec-hong/tin/:id', { params: { id } }), '/quan-tri/viec-hong?da=1');
  assert.equal(await press('/quan-tri/viec-hong/tin/:id', { params: { id } }), '/quan-tri/viec-hong?da=0', 'pressed twice');
  assert.match(await failed({ da: '1' }), /Đã đưa 1 việc vào hàng làm lại/u);
  assert.match(await failed({ da: '0' }), /có thể người khác vừa bấm/u);
  for (const cause of ['recipient-refused', 'recipient-refused', 'message-refused'] as const) await failedNotice(cause);
  assert.equal(await press('/quan-tri/viec-hong/ca-nhom', { body: { nhom: 'tin.sms.recipient-refused' } }), '/quan-tri/viec-hong?da=2');
  assert.doesNotMatch(await failed(), /recipient-refused/u);
  assert.match(await failed(), /message-refused/u);
  assert.equal(await press('/quan-tri/viec-hong/ca-nhom', { body: { nhom: 'tin.sms.nonsense' } }), '/quan-tri/viec-hong?da=0');
});
test('long lists are turned page by page by the key of the last row; none is missed, none twice', async () => {
  for (let n = 0; n < 55; n += 1) { now = new Date(now.getTime() + (n % 3) * 1000); await failedNotice(); }
  const codes = (html: string): string[] => [...html.matchAll(/<th scope="row" class="mc-tight">(H36[^<]+)</gu)].map((match) => match[1] ?? '');
  const first = await failed({ nhom: 'tin.sms.recipient-refused' });
  const next = /sau=([^"&]+)"/u.exec(first)?.[1];
  assert.ok(next);
  await failedNotice();
  const second = await failed({ nhom: 'tin.sms.recipient-refused', sau: decodeURIComponent(next) });
  assert.deepEqual([codes(first).length, codes(second).length], [50, 5], 'a row that came meanwhile moves nothing');
  assert.equal(new Set([...codes(first), ...codes(second)]).size, 55);
  for (const rubbish of ['x', '2026-13-99T00:00:00Z_x', "'; --"]) assert.equal(codes(await failed({ nhom: 'tin.sms.recipient-refused', sau: rubbish })).length, 50);
});
test('a dead answer is shown and not sent again', async () => {
  const outbox = noticeOutbox(db.worker, ring);
  const id = uuidV7(now.getTime());
  await outbox.add([{ id, cause: 'question:1', dossierId: null, dossierCode: null, agencyId: null, channel: 'sms', to: '84912345678', moment: 'answer-how', templateVersion: 1, lang: 'vi', subject: null, text: 'x', expiresAt: now }], now);
  await sendNotice({ outbox, clock: { now: () => new Date(now.getTime() + 1) }, senders: { sms: null, email: null } }, id);
  const open = await failed({ nhom: 'tin.sms.expired' });
  assert.match(open, /Người dân nhắn lại sẽ được trả lời mới/u);
  assert.match(open, /không nêu hồ sơ/u);
  assert.doesNotMatch(open, /<form method="post" action="\/quan-tri\/viec-hong/u);
  assert.equal(await press('/quan-tri/viec-hong/tin/:id', { params: { id } }), '/quan-tri/viec-hong?da=0');
  assert.equal(await press('/quan-tri/viec-hong/ca-nhom', { body: { nhom: 'tin.sms.expired' } }), '/quan-tri/viec-hong?da=0');
});
test('work of every queue that fails is listed with its words, for its agency; what is done goes from the list', async () => {
  const own = await failedJob('make-paper', 'connect ECONNREFUSED 127.0.0.1:9\n at x', { dossierId: DOSSIER });
  await failedJob('make-paper', 'connect ECONNREFUSED', { dossierId: ELSEWHERE });
  await failedJob('linkage-send', 'partner answered 503 to 060302900001', { attempts: 4, most: 25 });
  await failedJob('make-paper', 'first try', { attempts: 1, most: 25 });
  assert.equal(await book().note(now), 3);
  const groups = await failed();
  assert.match(groups, /Lập giấy tờ[\s\S]*Chưa nối được với hệ thống bên kia[^<]*<\/td><td[^>]*>1</u, 'the other agency’s is not counted');
  assert.match(groups, /Việc nền «linkage-send»[\s\S]*trả lời là không nhận/u, 'a task without words is shown all the same');
  const open = await failed({ nhom: 'viec.make-paper.partner-away' });
  assert.match(open, /H36\.21-260213-0042[\s\S]*Đã thôi thử[\s\S]*connect ECONNREFUSED 127\.0\.0\.1:9/u);
  const linkage = await failed({ nhom: 'viec.linkage-send.partner-refused' });
  assert.match(linkage, /cả hệ thống[\s\S]*Còn tự thử lại/u);
  assert.doesNotMatch(linkage, /060302900001/u);
  await db.owner.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [own]);
  await book().note(now);
  assert.doesNotMatch(await failed(), /Lập giấy tờ/u);
});
test('«làm lại» reaches the queue through the worker: one piece, all of one cause, not another agency’s', async () => {
  const one = await failedJob('make-paper', 'x', { dossierId: DOSSIER });
  const other = await failedJob('make-paper', 'x', { dossierId: ELSEWHERE });
  await failedJob('make-paper', 'x', { dossierId: DOSSIER });
  await book().note(now);
  assert.equal(await press('/quan-tri/viec-hong/viec/:id', { params: { id: one } }), '/quan-tri/viec-hong?da=1');
  assert.equal(await press('/quan-tri/viec-hong/viec/:id', { params: { id: one } }), '/quan-tri/viec-hong?da=0', 'pressed twice');
  assert.equal(await press('/quan-tri/viec-hong/viec/:id', { params: { id: other } }), '/quan-tri/viec-hong?da=0');
  assert.equal(await press('/quan-tri/viec-hong/viec/:id', { params: { id: "1'" } }), '/quan-tri/viec-hong?da=0');
  assert.match(await failed({ nhom: 'viec.make-paper.fault' }), /Đã bấm làm lại/u);
  now = new Date(now.getTime() + 10_000);
  assert.equal(await press('/quan-tri/viec-hong/ca-nhom', { body: { nhom: 'viec.make-paper.fault' } }), '/quan-tri/viec-hong?da=2');
  const { rows } = await db.owner.query<{ payload: { jobIds: string[] } }>("SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'put-back-work' ORDER BY j.id");
  assert.deepEqual(rows.map((row) => row.payload.jobIds.length), [1, 2]);
  for (const row of rows) await book().putBack(row.payload.jobIds, now);
  const left = await db.owner.query<{ id: string }>('SELECT id::text FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL AND attempts > 0');
  assert.deepEqual(left.rows.map((row) => row.id), [other]);
});
test('every moment, every cause and every group has its words', () => {
  for (const template of NOTICE_TEMPLATES) assert.ok(MOMENT[template.moment].vi && MOMENT[template.moment].en);
  for (const words of [...FAILURE_CAUSES.map((cause) => CAUSE[cause]), ...WORK_CAUSES.map((cause) => WORK_CAUSE[cause])]) assert.ok(words.vi.length > 20 && words.en.length > 20);
  for (const name of ['', 'tin', 'tin.fax.busy', 'tin.sms.busy.x', 'viec.A B.fault', 'viec.x.unknown', `viec.${'x'.repeat(100)}.fault`]) assert.equal(readGroup(name), null, name);
});
