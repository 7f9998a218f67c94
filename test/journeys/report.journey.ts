import assert from 'node:assert/strict';
import { addStanding, month, NO_FIGURES, overdueAt, standingOf, type DossierFact, type Figures } from '../../src/modules/report/domain/index.ts';
import { date } from './declare-birth.ts';
import { everyNumberOpens, recomputed, rowsBehind, timetable } from './figures.ts';
import { journey, type World } from './journey.ts';

const AT = '2026-03-16 10:30';
const sixA = (facts: readonly DossierFact[], agencies: readonly number[], now: Date): Figures =>
  facts.filter((one) => agencies.includes(one.agencyId)).reduce((figures, one) => { const standing = standingOf(one, month(2026, 3), now); return standing ? addStanding(figures, standing) : figures; }, NO_FIGURES);

/** Row 22: the form of the reporting regime, running and frozen. */
export const form06a = journey({
  name: 'row 22: Biểu II.06a for a period: every number opens its dossiers and is what the events say; frozen it stays', clock: AT, demo: true,
  steps: [
    { as: 'kiểm soát', signIn: { officer: 'kiemsoat.hamliem' }, go: '/ban' },
    { click: 'Báo cáo', h1: 'Báo cáo' },
    { click: 'Biểu II.06a: tình hình giải quyết', h1: /Biểu II\.06a/, see: ['Tháng 3/2026', 'Các tổng đã khớp', 'Hộ tịch', 'Chứng thực', 'Chưa chốt bản nào'] },
    {
      why: 'the sum of the page is the sum of the events', check: async (world) => {
        const figures = sixA(await recomputed(world), [2], world.app.clock.now());
        assert.ok(figures.received > 10 && figures.overdue > 0 && figures.settled > 0, JSON.stringify(figures));
        const rows = await rowsBehind(world.visitor, '/ban/bao-cao/ii-06a/ho-so?ky=2026-03&o=received');
        assert.equal(rows.length, figures.received);
        for (const column of ['online', 'other', 'opening', 'settled', 'pending', 'overdue', 'stopped'] as const) assert.equal((await rowsBehind(world.visitor, `/ban/bao-cao/ii-06a/ho-so?ky=2026-03&o=${column}`)).length, figures[column], column);
        assert.ok((await everyNumberOpens(world.visitor, /\/ii-06a\/ho-so\?/u)) > 20);
      },
    },
    { go: '/ban/bao-cao/ii-06a?ky=2026-03&theo=don-vi', see: ['xã Hàm Liêm'], not: ['xã Thanh Hà'], check: async ({ visitor }) => { assert.ok((await everyNumberOpens(visitor, /\/ii-06a\/ho-so\?/u)) > 5); } },
    { why: 'so does what stands outside the form', go: '/ban/bao-cao/ii-06a?ky=2026-03', check: async ({ visitor }) => { const n = Number(/Ngoài biểu: (\d+) hồ sơ không được tiếp nhận/u.exec(visitor.page.text)?.[1]); assert.ok(n > 0); assert.equal((await rowsBehind(visitor, visitor.page.link(/^Ngoài biểu/u))).length, n); } },
    { click: /^Ngoài biểu/, see: ['Không được tiếp nhận'] },
    { why: 'an empty month is a form without rows', go: '/ban/bao-cao/ii-06a?ky=2025-11', see: ['Kỳ này không có hồ sơ nào', 'Tháng 11/2025'] },
    { why: 'what is no period falls back to this month', go: '/ban/bao-cao/ii-06a?ky=2026-13', see: ['Tháng 3/2026'] },
    { go: `/ban/bao-cao/ii-06a?${new URLSearchParams(date('tu', '9', '3', '2026') as Record<string, string>)}&${new URLSearchParams(date('den', '13', '3', '2026') as Record<string, string>)}`, see: ['Từ 9/3/2026 đến 13/3/2026', 'Các tổng đã khớp'], check: async ({ visitor }) => { assert.ok((await everyNumberOpens(visitor, /\/ii-06a\/ho-so\?/u)) > 10); } },
    { why: 'a unit that is not the officer’s is not there', go: '/ban/bao-cao/ii-06a?don-vi=12&ky=2026-03', see: ['Ủy ban nhân dân xã Hàm Liêm'], not: ['Ủy ban nhân dân xã Thanh Hà'] },
    { why: 'the file has the same numbers, typed', go: '/ban/bao-cao/ii-06a?ky=2026-03', check: sameInFile },

    { press: 'Chốt số liệu kỳ này', at: /\/ban-chot\/[0-9a-f-]{36}$/, h1: 'Biểu II.06a đã chốt, Tháng 3/2026', see: ['Bản 1', 'người chốt: Kiểm soát thủ tục Hàm Liêm', 'Các tổng đã khớp'], note: { first: /ban-chot\/([0-9a-f-]{36})/ } },
    { check: async ({ visitor }) => { assert.ok((await everyNumberOpens(visitor, /\/ban-chot\/[0-9a-f-]{36}\/ho-so\?/u)) > 20); }, note: { frozen: /Tổng cộng\s+(\d+)/ } },
    { as: 'tiếp nhận', why: 'life goes on', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/tiep-nhan/chung-thuc-ban-sao', fill: { 'nguoi.ten': 'Nguyễn Thị Sáu', 'nguoi.so': '060155900003', requesterName: 'Nguyễn Thị Sáu', requesterPersonalId: '060155900003', 'giay-nhan': 'ban-chinh', 'documents.0.name': 'Giấy khai sinh', 'documents.0.pages': '1', 'documents.0.copies': '1', thu: 'sau' }, press: 'nhan', h1: /Đã nhận: / },
    { jobs: ['report-fact'] },
    { as: 'kiểm soát', clock: '2026-03-16 10:31', go: '/ban/bao-cao/ii-06a/ban-chot/{first}', check: async ({ visitor, noted }) => { assert.equal(/Tổng cộng\s+(\d+)/u.exec(visitor.page.text)?.[1], noted.get('frozen')); } },
    { go: '/ban/bao-cao/ii-06a?ky=2026-03', check: ({ visitor, noted }) => { assert.equal(Number(/Tổng cộng\s+(\d+)/u.exec(visitor.page.text)?.[1]), Number(noted.get('frozen')) + 1, 'the running form has one more'); } },
    { press: 'Chốt số liệu kỳ này', see: ['Bản 2'] },
    { why: 'a period that has not begun cannot be closed', go: '/ban/bao-cao/ii-06a?ky=2026-12', press: 'Chốt số liệu kỳ này', status: 400, errors: ['Kỳ này chưa bắt đầu, chưa có gì để chốt'] },
    { as: 'lãnh đạo', why: 'the leader reads and does not close', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao/ii-06a?ky=2026-03', see: ['bản 2', 'bản 1'], not: ['/ii-06a/chot'] },
    { as: 'kiểm soát xã khác', signIn: { officer: 'kiemsoat.thanhha' }, go: '/ban/bao-cao/ii-06a/ban-chot/{first}', status: 404 },
    { go: '/ban/bao-cao/ii-06a/ban-chot/{first}/tep', status: 404 },
  ],
});
async function sameInFile({ visitor }: World): Promise<void> {
  const csv = await visitor.fetch('/ban/bao-cao/ii-06a/tep?ky=2026-03&dang=csv');
  const last = csv.bytes.toString('utf8').trim().split('\n').at(-1)?.split(/[,;]/u).map((cell) => cell.replaceAll('"', '').trim()) ?? [];
  const shown = /Tổng cộng((?:\s+\d+)+)/u.exec(visitor.page.text)?.[1]?.trim().split(/\s+/u) ?? [];
  assert.deepEqual(last.slice(2), shown);
  const xlsx = await visitor.fetch('/ban/bao-cao/ii-06a/tep?ky=2026-03&dang=xlsx');
  assert.equal(xlsx.headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  assert.equal(xlsx.bytes.subarray(0, 2).toString('latin1'), 'PK');
}

/** Rows 21 and 6: what the leader looks at first, and what the province sees. */
export const leaderOverview = journey({
  name: 'row 21: the leader sees what is due, at risk and late, by step and person, and every number opens its dossiers; row 6: the province sees its communes, not another’s', clock: AT, demo: true,
  steps: [
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao', see: ['Quá hạn trả kết quả', 'Hẹn trả hôm nay', 'Sắp đến hạn', 'Trễ theo bước và người', 'Thụ lý Hàm Liêm', 'quá hạn mà chưa xin lỗi', 'Không ai vắng có người thay từ hôm nay', 'Phản ánh, kiến nghị đang xử lý', '(0)'] },
    { check: async (world) => { assert.ok((await everyNumberOpens(world.visitor, /\/bao-cao\/ho-so\?/u)) >= 5); assert.match(world.visitor.page.text, new RegExp(`Tất cả hồ sơ đang mở: ${(await recomputed(world)).filter((one) => one.agencyId === 2 && one.finishedAt === null).length}(?!\\d)`, 'u')); } },
    { why: 'each figure is what the events say, and the line of a step and person opens that person’s dossiers', check: leaderSees },
    { why: 'in the morning of its day what is promised for that day stands there', clock: '2026-03-18 07:40', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao', check: async (world) => { await leaderSees(world); assert.ok(world.visitor.page.links.some((one) => /nhom=today/u.test(one.href) && Number(one.words) > 0)); } },
    { clock: AT, signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao' },
    { why: 'looking three days ahead finds what two days do not hold', check: async ({ visitor }) => { assert.ok((await rowsBehind(visitor, '/ban/bao-cao/ho-so?nhom=at-risk&ngay=3')).length >= (await rowsBehind(visitor, '/ban/bao-cao/ho-so?nhom=at-risk&ngay=1')).length); } },
    { go: '/ban/bao-cao', click: /^\d+$/, h1: 'Quá hạn trả kết quả', see: ['H36.23095-260305-0001', 'Xin giấy xác nhận độc thân, tình trạng hôn nhân'], not: ['H24.'] },
    { why: 'a group that is none', go: '/ban/bao-cao/ho-so?nhom=tat-ca', status: 400 },

    { as: 'tỉnh', signIn: { officer: 'kiemsoat.lamdong' }, go: '/ban/bao-cao', see: ['tỉnh Lâm Đồng', 'Theo đơn vị', 'xã Hàm Liêm'], not: ['xã Thanh Hà', 'Hải Phòng'] },
    { check: async ({ visitor }) => { assert.ok((await everyNumberOpens(visitor, /\/bao-cao\/ho-so\?/u)) >= 5); } },
    { click: 'xã Hàm Liêm', at: /don-vi=2/, see: ['Quá hạn trả kết quả'] },
    { go: '/ban/bao-cao/ho-so?nhom=late', see: ['H36.23095-260305-0001', 'xã Hàm Liêm'], not: ['H24.'] },
    { why: 'figures of the whole province in the form', go: '/ban/bao-cao/ii-06a?ky=2026-03', check: async (world) => { assert.equal(Number(/Tổng cộng\s+(\d+)/u.exec(world.visitor.page.text)?.[1]), sixA(await recomputed(world), [1, 2, 3, 4], world.app.clock.now()).received); } },
    { as: 'tỉnh khác', signIn: { officer: 'kiemsoat.haiphong' }, go: '/ban/bao-cao?don-vi=2', see: ['thành phố Hải Phòng', 'xã Thanh Hà'], not: ['xã Hàm Liêm'] },
    { go: '/ban/bao-cao/ho-so?nhom=late&don-vi=2', not: ['H36.'] },
    { as: 'quản trị', why: 'the administrator does no business', signIn: { officer: 'quantri.hamliem' }, go: '/ban/bao-cao', status: 403 },
  ],
});

/** The figures of the leader's page, counted from the events alone. */
async function leaderSees(world: World): Promise<void> {
  const now = world.app.clock.now();
  const endOfToday = `${new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)}T23:59:59+07:00`;
  const open = (await recomputed(world)).filter((one) => one.agencyId === 2 && one.finishedAt === null);
  const running = (one: DossierFact): boolean => one.receivedAt !== null && ['processing', 'signing', 'withdrawing'].includes(one.status);
  const before = (one: string | null, moment: Date | string): boolean => one !== null && Date.parse(one) < new Date(moment).getTime();
  const groups = {
    late: (one: DossierFact) => overdueAt(one, now), today: (one: DossierFact) => running(one) && !before(one.due, now) && before(one.due, endOfToday),
    'past-step': (one: DossierFact) => running(one) && before(one.stepDue, now), open: () => true,
  };
  const shown = (query: Readonly<Record<string, string | null>>): number => {
    const link = world.visitor.page.links.find((one) => { const url = new URL(one.href, 'http://x'); return url.pathname === '/ban/bao-cao/ho-so' && ['nhom', 'theo', 'buoc', 'vai', 'nguoi'].every((name) => url.searchParams.get(name) === (query[name] ?? null)); });
    return Number(link?.words ?? 0);
  };
  for (const nhom of ['late', 'today', 'open'] as const) assert.equal(shown({ nhom }), open.filter(groups[nhom]).length, nhom);
  const holders = Map.groupBy(open, (one) => JSON.stringify({ buoc: one.stepName?.vi ?? null, vai: one.assignee === null ? one.stepRole : null, nguoi: one.assignee }));
  assert.ok(holders.size >= 4, [...holders.keys()].join(' '));
  for (const [holder, held] of holders) for (const nhom of ['late', 'past-step', 'open'] as const) assert.equal(shown({ nhom, theo: 'buoc', ...(JSON.parse(holder) as Record<string, string | null>) }), held.filter(groups[nhom]).length, `${nhom} ${holder}`);
  const lines = world.visitor.page.links.filter((one) => /theo=buoc/u.test(one.href));
  assert.equal(lines.length, [...holders.values()].reduce((sum, held) => sum + (['late', 'past-step', 'open'] as const).filter((nhom) => held.some(groups[nhom])).length, 0), 'no line and no figure more');
  assert.ok((await everyNumberOpens(world.visitor, /theo=buoc/u)) >= 5);
}

/** Row 21: an apology before the date passes, and who stands in for whom. */
export const apologies = journey({
  name: 'rows 15, 21: an apology is drafted a working day before the date, signed by the leader or whoever stands in that day, and told', clock: AT, demo: true, simulators: true,
  steps: [
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao/xin-loi' },
    { why: 'before the office opens on the working day before the date there is nothing', clock: '2026-03-17 07:25', check: timetable('report-apologies') },
    { signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao/xin-loi', not: ['H36.23095-260313-0001'] },
    { clock: '2026-03-17 07:30', check: timetable('report-apologies') },
    { go: '/ban/bao-cao/xin-loi', h1: 'Thư xin lỗi chờ ký', see: ['H36.23095-260313-0001', '17:30 thứ Ba 17/3/2026', 'Đã quá lúc phải xin lỗi'] },
    { why: 'the same run again writes nothing twice', check: async (world) => { const before = await rowsOf(world); await timetable('report-apologies')(world); assert.deepEqual(await rowsOf(world), before); } },
    { go: '/ban/bao-cao', see: [/Thư xin lỗi chờ ký: \d+/] },
    { go: '/ban/bao-cao/xin-loi', click: 'H36.23095-260313-0001', see: ['VĂN BẢN XIN LỖI', 'H36.23095-260313-0001', '07:50 thứ Tư 18/3/2026'], note: { dossier: /xin-loi\/([0-9a-f-]{36})/ } },
    { fill: { 'ly-do': '' }, form: '/ky', status: 400, errors: ['Chưa chọn nguyên nhân'] },
    { fill: { 'nguyen-nhan': 'field-check', 'ly-do': ' ' }, form: '/ky', status: 400, errors: [/Chưa viết lý do/] },
    { fill: { 'nguyen-nhan': 'field-check', 'ly-do': 'Phải xác minh nơi thường trú cũ', ...date('ngay-moi', '22', '3', '2026') }, form: '/ky', status: 400, errors: [/22\/3\/2026 là ngày nghỉ|Chủ nhật.*là ngày nghỉ/], boxes: { 'ly-do': 'Phải xác minh nơi thường trú cũ', 'ngay-moi.day': '22' } },
    { fill: date('ngay-moi', '31', '2', '2026'), form: '/ky', status: 400, errors: [/Chưa có ngày trả mới/] },
    { fill: date('ngay-moi', '16', '3', '2026'), form: '/ky', status: 400, errors: [/Ngày mới phải sau ngày hẹn cũ/] },

    { as: 'quản trị', why: 'the leader goes on leave: the head of the desk stands in for two days', signIn: { officer: 'quantri.hamliem' }, go: '/quan-tri/can-bo' },
    { click: /Phụ trách Một cửa Hàm Liêm/, fill: { deputy: 'Lãnh đạo Hàm Liêm – demo, Chủ tịch Ủy ban nhân dân xã', agency: '2', role: 'leader', ...date('from', '18', '3', '2026'), ...date('to', '19', '3', '2026') }, form: '/giao-viec', see: ['Lãnh đạo Hàm Liêm'] },
    { as: 'người thay', why: 'not a day before', signIn: { officer: 'motcua.hamliem' }, go: '/ban/bao-cao/xin-loi', status: 403 },
    { as: 'lãnh đạo', go: '/ban/bao-cao', see: ['Ai thay ai', 'Phụ trách Một cửa Hàm Liêm', '18/3/2026', '19/3/2026'] },
    { go: '/ban/bao-cao/xin-loi/{dossier}', fill: { 'nguyen-nhan': 'field-check', 'ly-do': 'Phải xác minh nơi thường trú cũ', ...date('ngay-moi', '20', '3', '2026') }, form: '/ky', at: '/ban/bao-cao/xin-loi?xong=ky', see: ['Đã ký. Người dân được báo ngày mới'] },
    { jobs: ['report-fact', 'make-paper', 'plan-notices', 'send-notice'] },
    { go: '/ban/bao-cao/xin-loi', not: ['H36.23095-260313-0001'] },
    { go: '/ban/ho-so/{dossier}', see: ['17:30 thứ Sáu 20/3/2026'] },
    { why: 'signing twice is not possible', go: '/ban/bao-cao/xin-loi/{dossier}', see: ['Thư này không còn chờ ký'], not: ['xin-loi/{dossier}/ky"'] },
    { go: '/ban/bao-cao/xin-loi', note: { other: /(H36\.23095-260305-0001)/ } },
    { click: 'H36.23095-260305-0001', note: { late: /xin-loi\/([0-9a-f-]{36})/ } },
    { as: 'người thay', clock: '2026-03-18 08:00', signIn: { officer: 'motcua.hamliem' }, go: '/ban/bao-cao/xin-loi', see: ['H36.23095-260305-0001'] },
    { go: '/ban/bao-cao/xin-loi/{late}', fill: { 'vi-sao': ' ' }, form: '/bo-qua', status: 400, errors: [/Chưa viết lý do/] },
    { fill: { 'vi-sao': 'Đã gặp và xin lỗi trực tiếp, người dân đồng ý chờ' }, form: '/bo-qua', at: '/ban/bao-cao/xin-loi?xong=bo', not: ['H36.23095-260305-0001'] },
    { why: 'a draft that was put away does not come back by itself', check: timetable('report-apologies') },
    { go: '/ban/bao-cao/xin-loi', not: ['H36.23095-260305-0001'] },
    { why: 'after the last day the right is gone', clock: '2026-03-20 08:00', signIn: { officer: 'motcua.hamliem' }, go: '/ban/bao-cao/xin-loi', status: 403 },
    { as: 'xã khác', signIn: { officer: 'lanhdao.thanhha' }, go: '/ban/bao-cao/xin-loi/{late}', status: 404 },
  ],
});
const rowsOf = async ({ app }: World): Promise<unknown> => (await app.database.owner.query('SELECT dossier_id, due, drafted_at FROM report_apology ORDER BY 1, 2')).rows;
