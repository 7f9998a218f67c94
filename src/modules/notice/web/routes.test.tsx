import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { uuidV7 } from '../../../platform/crypto/ids.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import type { Route, View } from '../../../platform/http/route.ts';
import { NOTICE_TEMPLATES } from '../domain/index.ts';
import { noticeDesk } from '../store/notice-desk.ts';
import { noticeOutbox } from '../store/notice-outbox.ts';
import { sendNotice } from '../use-cases/send-notice.ts';
import { noticeRoutes } from './routes.tsx';
import { CAUSE, MOMENT } from './words.ts';

const ring: Keyring = { current: 'k', keys: { k: randomBytes(32) }, lookup: randomBytes(32) };
const OFFICER = '00000000-0000-7000-8000-000000000009';
const now = new Date('2026-02-13T02:00:00Z');
const routes: Route[] = noticeRoutes({ desk: noticeDesk, keyring: ring });
let db: TestDatabase;
before(async () => { db = await openTestDatabase(); });
after(async () => { await db.close(); });

const actor = { kind: 'officer', officerId: OFFICER, name: 'Trần Tú', title: 'Quản trị', agencyId: 7, agencyIds: [7], roles: ['admin'] } as const;
const request = (over: Record<string, unknown>) => ({ db: db.app, scope: { kind: 'officer', officerId: OFFICER, agencyIds: [7] }, now, actor, lang: 'vi', view: { lang: 'vi', size: 'thuong', theme: 'sang', path: '/', csrf: 'token-x', actor, siteName: 'Xã Hàm Liêm', helpPhone: '0252', demo: false, newKey: () => 'k'.repeat(12) } as unknown as View, ...over }) as never;
const find = (method: string, path: string): Route => { const found = routes.find((one) => one.method === method && one.path === path); assert.ok(found); return found; };
async function list(query: Record<string, unknown> = {}): Promise<string> {
  const route = find('GET', '/quan-tri/tin-nhan');
  const reply = await route.handle(request({ query: route.query?.parse(query) }));
  assert.ok(reply.kind === 'page');
  return renderToString(reply.node).replace(/<!--.*?-->/gu, '');
}
async function failedNotice(to: string, cause: 'recipient-refused' | 'message-refused' = 'recipient-refused'): Promise<string> {
  const outbox = noticeOutbox(db.worker, ring);
  const id = uuidV7(now.getTime());
  await outbox.add([{ id, cause: id, dossierId: id, dossierCode: 'H36.21-260213-0042', agencyId: 7, channel: 'sms', to, moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: 'x' }], now);
  await sendNotice({ outbox, clock: { now: () => now }, senders: { email: null, sms: { send: async () => ({ kind: 'failed', cause, detail: 'submit 0xb' }), checkConfig: async () => [], close: async () => undefined } } }, id);
  return id;
}

test('an empty page says that nothing is stuck', async () => {
  const html = await list();
  assert.match(html, /<h1>Tin nhắn gửi người dân<\/h1>/u);
  assert.match(html, /Không có tin nào bị vướng/u);
});
test('a failed message stands there with cause and mask, and its button puts it back', async () => {
  const id = await failedNotice('84912345678');
  const html = await list();
  assert.match(html, /H36\.21-260213-0042/u);
  assert.match(html, /8491\*\*\*678/u);
  assert.doesNotMatch(html, /912345678| style=/u);
  assert.match(html, /Số điện thoại hoặc hộp thư này không có\. Hỏi lại người dân\. \(submit 0xb\)/u);
  assert.match(html, new RegExp(`<form method="post" action="/quan-tri/tin-nhan/${id}/gui-lai"><input type="hidden" name="_csrf" value="token-x"`, 'u'));
  const retry = find('POST', '/quan-tri/tin-nhan/:id/gui-lai');
  assert.deepEqual(await retry.handle(request({ params: { id }, body: {} })), { kind: 'redirect', to: '/quan-tri/tin-nhan?da=1' });
  assert.deepEqual(await retry.handle(request({ params: { id }, body: {} })), { kind: 'redirect', to: '/quan-tri/tin-nhan?da=0' }, 'pressed twice');
  assert.match(await list({ da: '1' }), /Đã đưa tin vào hàng gửi lại/u);
  assert.match(await list({ da: '0' }), /có thể người khác vừa bấm/u);
});
test('all failed ones can be put back at once', async () => {
  await failedNotice('84911111111');
  await failedNotice('84922222222', 'message-refused');
  assert.match(await list(), /Gửi lại tất cả/u);
  assert.deepEqual(await find('POST', '/quan-tri/tin-nhan/gui-lai-tat-ca').handle(request({ body: {} })), { kind: 'redirect', to: '/quan-tri/tin-nhan?da=2' });
});
test('every moment and every cause has its words', () => {
  for (const template of NOTICE_TEMPLATES) assert.ok(MOMENT[template.moment].vi && MOMENT[template.moment].en);
  for (const words of Object.values(CAUSE)) assert.ok(words.vi.length > 20 && words.en.length > 20);
});
