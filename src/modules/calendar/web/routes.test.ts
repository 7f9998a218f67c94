import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Officer } from '../../../shared/actor.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { createServer, type HttpDeps } from '../../../platform/http/server.ts';
import type { View } from '../../../platform/http/route.ts';
import type { OpenDossier } from '../ports.ts';
import { calendarStore } from '../store/calendar-store.ts';
import { nationalCalendarData } from '../store/national-calendar-file.ts';
import { calendarRoutes } from './routes.tsx';

const officer: Officer = { kind: 'officer', officerId: '018f0000-0000-7000-8000-000000000001', name: 'Nguyễn Thị Kiểm', title: 'Chuyên viên', agencyId: 7, agencyIds: [7], roles: ['control'], governs: true };
const dossier: OpenDossier = { id: 'a', code: 'H36-261228-0001', agencyId: 7, due: new Date('2026-12-31T02:00:00Z'), question: { start: new Date('2026-12-28T02:00:00Z'), term: { value: 3, unit: 'working-day' }, rule: { mode: 'hours', cutOff: 900 } } };
let database: TestDatabase;
let server: FastifyInstance;
let keys = 0;
let lang: View['lang'] = 'vi';

before(async () => {
  database = await openTestDatabase();
  const calendars = calendarStore(database.app);
  await calendars.seed(nationalCalendarData(), new Date('2026-11-20T02:00:00Z'));
  const deps: HttpDeps = {
    db: database.app, now: () => new Date('2026-11-20T02:00:00Z'), publicUrl: 'http://localhost', trustProxy: false, assetsDir: packageRoot(), logger: false,
    identify: async () => ({ actor: officer, scope: { kind: 'officer', officerId: officer.officerId, agencyIds: [7] }, csrf: 'token-of-session', cookies: [] }),
    mayCall: () => true, signInPath: () => null,
    viewOf: ({ path }) => ({ lang, size: 'thuong', theme: 'sang', path, csrf: 'token-of-session', actor: officer, siteName: 'Một Cửa', helpPhone: '', demo: false, newKey: () => `key-${++keys}-of-form` }) as View,
    errorPage: (_view, problem) => ({ type: 'p', props: { children: problem.kind }, key: null }) as never,
  };
  server = await createServer(calendarRoutes({ calendars, dossiers: { async *openDossiers() { yield dossier; } } }), deps);
});
after(async () => { await server.close(); await database.close(); });

const get = (url: string) => server.inject({ method: 'GET', url });
const post = (fields: Readonly<Record<string, string>>) => server.inject({ method: 'POST', url: '/quan-tri/lich', headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: 'token-of-session', ...fields }).toString() });
const hidden = (html: string): Record<string, string> => Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]));
const text = (html: string): string => html.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');

test('the page shows the year with sources, what is not checked, and no gap for next year', async () => {
  const answer = await get('/quan-tri/lich');
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /<h1>Lịch làm việc<\/h1>/u);
  const seen = text(answer.body);
  assert.match(seen, /Thứ Hai 31\/8\/2026 Nghỉ nghỉ hoán đổi .* chưa đối chiếu/u);
  assert.match(seen, /Năm 2026 chưa được xác nhận: còn 3 ngày/u);
  assert.doesNotMatch(seen, /Chưa có lịch năm/u);
  assert.match(text((await get('/quan-tri/lich?nam=2027')).body), /10065\/VPCP-KGVX/u);
  assert.doesNotMatch(answer.body, / style="|<script>/u);
});
test('wrong fields come back with what was typed and how to mend it', async () => {
  const answer = await get('/quan-tri/lich/xem-truoc?change=add-day&date.day=31&date.month=2&date.year=2026&reasonVi=Ng%C3%A0y%20g%C3%AC');
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /Hãy ghi đủ ngày, tháng, năm của một ngày có thật/u);
  assert.match(answer.body, /Hãy ghi số văn bản làm căn cứ/u);
  assert.match(answer.body, /value="Ngày gì"/u);
  const friday = await get('/quan-tri/lich/xem-truoc?change=add-day&date.day=4&date.month=12&date.year=2026&kind=working-saturday&reasonVi=a&reasonEn=b&source=c');
  assert.equal(friday.statusCode, 422);
  assert.match(friday.body, /không phải thứ Bảy/u);
});
test('a change lists the dossiers that it moves, wants reason and document, and is then saved', async () => {
  const preview = await get('/quan-tri/lich/xem-truoc?change=add-day&date.day=30&date.month=12&date.year=2026&kind=off&reasonVi=ngh%E1%BB%89%20b%C3%B9&reasonEn=compensation&source=C%C3%B4ng%20v%C4%83n%205');
  assert.equal(preview.statusCode, 200);
  assert.match(text(preview.body), /1 hồ sơ đang giải quyết sẽ đổi ngày hẹn/u);
  assert.match(text(preview.body), /H36-261228-0001 09:00 thứ Năm 31\/12\/2026 09:00 thứ Hai 4\/1\/2027/u);
  const { _csrf, ...fields } = hidden(preview.body.slice(preview.body.indexOf('mc-confirm')));
  assert.equal(_csrf, 'token-of-session');
  const without = await post({ ...fields, reason: '', decision: 'QĐ 9' });
  assert.equal(without.statusCode, 422);
  assert.match(without.body, /Hãy ghi vì sao thay đổi/u);
  assert.match(without.body, /value="QĐ 9"/u);
  const saved = await post({ ...fields, reason: 'Thông báo mới', decision: 'QĐ 9' });
  assert.deepEqual([saved.statusCode, saved.headers.location], [303, '/quan-tri/lich?nam=2026&luu=1']);
  const again = await post({ ...fields, reason: 'Thông báo mới', decision: 'QĐ 9' });
  assert.equal(again.statusCode, 303, 'the same button pressed twice is one change');
  const page = text((await get('/quan-tri/lich?nam=2026&luu=1')).body);
  assert.match(page, /Đã lưu thay đổi của lịch/u);
  assert.match(page, /Thêm ngày nghỉ 30\/12\/2026 Thông báo mới QĐ 9 1 Nguyễn Thị Kiểm/u);
  const stale = await post({ change: 'remove-day', date: '2026-12-30', basedOn: '1', reason: 'x', decision: 'y' });
  assert.equal(stale.statusCode, 422);
  assert.match(stale.body, /Lịch vừa được người khác thay đổi/u);
});
test('office hours go through the same preview', async () => {
  const preview = await get('/quan-tri/lich/xem-truoc?change=set-hours&agency=mine&purpose=reception&from.day=1&from.month=1&from.year=2026&weekdays=6&morningFrom=7h30&morningTo=11.30');
  assert.equal(preview.statusCode, 200);
  const fields = hidden(preview.body.slice(preview.body.indexOf('mc-confirm')));
  assert.deepEqual([fields['weekdays'], fields['morningFrom'], fields['morningTo'], fields['purpose']], ['6', '07:30', '11:30', 'reception']);
  const { _csrf, ...rest } = fields;
  assert.equal(_csrf, 'token-of-session');
  assert.equal((await post({ ...rest, reason: 'tiếp dân sáng thứ Bảy', decision: 'QĐ 10' })).statusCode, 303);
  assert.match(text((await get('/quan-tri/lich')).body), /giờ riêng của cơ quan Tiếp nhận tại quầy: không làm đổi ngày hẹn Thứ Bảy 07:30–11:30/u);
});
test('every page also reads in English, and unknown fields are refused', async () => {
  lang = 'en';
  for (const url of ['/quan-tri/lich?nam=2024', '/quan-tri/lich/xem-truoc?change=add-year&year=2028', '/quan-tri/lich/xem-truoc?change=confirm-day&date=2026-08-22', '/quan-tri/lich/xem-truoc?change=remove-day&date=2026-09-02']) {
    const answer = await get(url);
    assert.equal(answer.statusCode, 200, url);
    assert.match(answer.body, /Working calendar|The change before it is saved/u);
  }
  lang = 'vi';
  assert.equal((await get('/quan-tri/lich/xem-truoc?change=nonsense')).statusCode, 400);
  assert.equal((await post({ change: 'add-year', year: '2028', basedOn: '1', reason: 'x', decision: 'y', extra: '1' })).statusCode, 422);
});
