import assert from 'node:assert/strict';
import { overdueAt, publicRow, publicRows, shownProcedures, wayOf, type DossierFact, type PublicRow, type RawRow } from '../../src/modules/report/domain/index.ts';
import { recomputed, timetable } from './figures.ts';
import { journey, type World } from './journey.ts';

const AT = '2026-03-16 10:30';
const START = Date.parse('2026-03-01T00:00:00+07:00');

/** The public figures of March, counted from the events alone. */
function counted(facts: readonly DossierFact[], procedure: string | null, now: number): RawRow {
  const time = (at: string | null): number => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));
  const month = facts.filter((one) => one.receivedAt !== null && time(one.receivedAt) < now && time(one.finishedAt) >= START);
  const received = month.filter((one) => time(one.receivedAt) >= START);
  const settled = month.filter((one) => time(one.finishedAt) < now && (one.outcome === 'resolved' || one.outcome === 'refused'));
  const openLate = month.filter((one) => time(one.finishedAt) >= now && overdueAt(one, new Date(now)));
  const owed = [...settled.filter((one) => one.settled === 'late'), ...openLate].filter((one) => time(one.apologisedAt) < now);
  const minutes = settled.flatMap((one) => one.workedMinutes ?? []).sort((a, b) => a - b);
  const at = (share: number): number | null => minutes[Math.max(0, Math.ceil(minutes.length * share) - 1)] ?? null;
  const way = (wanted: string): number => received.filter((one) => wayOf(one) === wanted).length;
  return {
    procedure, received: received.length, self: way('self'), assisted: way('assisted'), counter: way('counter'), post: way('post'), settled: settled.length, inTime: settled.filter((one) => one.settled !== 'late').length, late: settled.filter((one) => one.settled === 'late').length,
    openLate: openLate.length, apologised: owed.length, apologisedInTime: owed.filter((one) => one.apologyInTime === true).length, supplemented: received.filter((one) => one.supplements > 0).length, laterRounds: received.reduce((sum, one) => sum + one.laterRounds, 0),
    medianMinutes: at(0.5), p90Minutes: at(0.9), rated: 0, satisfied: 0,
  };
}

/** Row 14: what everybody may see of every office. */
export const openness = journey({
  name: 'row 14: every office in public: received, on time, late, apologies, median and 90th percentile, procedures by level, nobody’s name', clock: '2026-03-30 16:30', demo: true,
  steps: [
    { as: 'ai cũng xem', why: 'before anything was counted nothing is claimed', go: '/minh-bach', h1: 'Công khai', see: ['Xã Hàm Liêm', 'Xã Thanh Hà', '–'] },
    { check: timetable('report-publish') },
    { go: '/', click: 'Công khai: đúng hẹn, trễ hẹn', h1: 'Công khai', see: ['tháng 3/2026', 'Xã Hàm Liêm', 'Số liệu lập lúc 16:30', 'Một nửa xong trong', '90 % xong trong', 'Đã xin lỗi', 'Các số này nghĩa là gì', 'CC BY 4.0'], check: sameAsEvents },
    { click: 'Xã Hàm Liêm', h1: 'Công khai: xã Hàm Liêm', see: ['Tháng 3/2026, xã Hàm Liêm nhận', 'Cả cơ quan', 'Các thủ tục khác, gộp lại vì ít hồ sơ'], check: proceduresAsEvents },
    { go: '/minh-bach?thang=2026-02', see: ['tháng 2/2026'] },
    { why: 'a month that has not come is this month', go: '/minh-bach?thang=2031-01', see: ['tháng 3/2026'] },
    { go: '/minh-bach/don-vi/3', status: 404 },
    { go: '/minh-bach/don-vi/999', status: 404 },

    { go: '/minh-bach', click: 'Hồ sơ đang trễ hẹn', h1: 'Hồ sơ đang trễ hẹn', see: ['…0001', 'Chưa xin lỗi', 'xã Hàm Liêm', /trễ \d+ ngày làm việc/], check: nobodyNamed },
    { why: 'one whose apology was signed says so', see: [/Đã xin lỗi \d+\/3\/2026, hẹn \d\d:\d\d thứ/] },
    { go: '/minh-bach/dang-tre?co-quan=12', see: ['Lúc này không có hồ sơ nào trễ hẹn'], not: ['…0001'] },
    { go: '/minh-bach', click: 'Thủ tục theo mức độ', h1: 'Thủ tục theo mức độ', see: ['Mức độ 4', 'Mức độ 3', 'Toàn trình', 'Làm khai sinh cho con', 'Vì sao chưa cao hơn'] },
    { why: 'the list of the sheets: which procedures are at level 3', go: '/minh-bach/muc-do?muc=3', check: async ({ visitor }) => { const [shown, of] = /(\d+) trong (\d+) thủ tục/u.exec(visitor.page.text)?.slice(1).map(Number) ?? []; assert.ok(shown && of && shown < of); assert.equal(visitor.page.links.filter((one) => /^\/thu-tuc\/./u.test(one.href)).length, shown); } },
    { why: 'a level that is none is no filter', go: '/minh-bach/muc-do?muc=7', see: [/(\d+) trong \1 thủ tục/] },

    { why: 'it is counted again and stays one row an office', clock: '2026-03-30 16:40', check: timetable('report-publish') },
    { check: async ({ app }) => { assert.deepEqual((await app.database.owner.query('SELECT agency_id, count(*)::int AS n FROM report_public_month GROUP BY 1 ORDER BY 1')).rows, [{ agency_id: 2, n: 1 }, { agency_id: 12, n: 1 }]); } },
    { why: 'five who rated are shown as a share, four would not be', check: async (world) => { await rate(world, 4); await timetable('report-publish')(world); assert.equal((await publicTotal(world, 2)).satisfiedShare, null); await rate(world, 5); await timetable('report-publish')(world); assert.equal((await publicTotal(world, 2)).satisfiedShare, 0.8); } },
    { go: '/minh-bach', see: ['80 %'] },
  ],
});
type Json = { readonly rows: readonly (Record<string, unknown> & { readonly code: string })[] };
const FIGURES = ['received', 'self', 'assisted', 'counter', 'post', 'settled', 'inTime', 'late', 'openLate', 'apologised', 'apologisedInTime', 'medianMinutes', 'p90Minutes', 'supplemented', 'laterRounds', 'satisfiedShare'] as const;
const figuresOf = (row: Readonly<Record<string, unknown>>): unknown[] => FIGURES.map((name) => row[name]);
const read = async (world: World, path: string): Promise<Json> => JSON.parse((await world.visitor.fetch(path)).bytes.toString('utf8')) as Json;

async function sameAsEvents(world: World): Promise<void> {
  const [facts, shown] = [await recomputed(world), await read(world, '/minh-bach/so-lieu?thang=2026-03&dang=json')];
  for (const [code, agency] of [['H36.23095', 2], ['H24.10813', 12]] as const) {
    const raw = counted(facts.filter((one) => one.agencyId === agency), null, world.app.clock.now().getTime());
    assert.ok(raw.received > 5 && raw.settled >= 5 && (agency === 12 || raw.openLate > 0) && (raw.medianMinutes ?? 0) > 0 && (raw.p90Minutes ?? 0) > (raw.medianMinutes ?? 0), JSON.stringify(raw));
    assert.deepEqual(figuresOf(shown.rows.find((row) => row.code === code) ?? {}), figuresOf(publicRow(raw) as unknown as Record<string, unknown>), code);
  }
  const csv = (await world.visitor.fetch('/minh-bach/so-lieu?thang=2026-03&dang=csv')).bytes.toString('utf8').trim().split('\n');
  assert.equal(csv.length, shown.rows.length + 1);
}
async function proceduresAsEvents(world: World): Promise<void> {
  const now = world.app.clock.now().getTime();
  const facts = (await recomputed(world)).filter((one) => one.agencyId === 2);
  const shown = new Set(shownProcedures([...new Set(facts.map((one) => one.procedure))].map((procedure) => { const { received, settled } = counted(facts.filter((one) => one.procedure === procedure), procedure, now); return { procedure, received, settled }; })));
  const groups = Map.groupBy(facts, (one) => (shown.has(one.procedure) ? one.procedure : null));
  const rows = publicRows([...groups].map(([procedure, group]) => counted(group, procedure, now)).filter((row) => row.received + row.settled + row.openLate > 0));
  const expected = new Map(rows.map((row) => [row.procedure ?? '', figuresOf(row as unknown as Record<string, unknown>)]));
  const page = await read(world, '/minh-bach/don-vi/2/so-lieu?thang=2026-03&dang=json');
  assert.deepEqual(new Map(page.rows.map((row) => [row.code, figuresOf(row)])), expected);
  for (const row of page.rows) for (const name of ['received', 'settled'] as const) assert.ok(row[name] === null || row[name] === 0 || Number(row[name]) >= 5, 'no group of which somebody could be told');
}
async function nobodyNamed({ visitor, app }: World): Promise<void> {
  const people = await app.database.owner.query<{ name: string; code: string }>('SELECT owner_name AS name, coalesce(code, reference) AS code FROM dossier');
  for (const path of ['/minh-bach', '/minh-bach/don-vi/2', '/minh-bach/dang-tre', '/minh-bach/dang-tre/so-lieu?dang=json', '/minh-bach/dang-tre/so-lieu?dang=csv']) {
    const text = (await visitor.fetch(path)).bytes.toString('utf8');
    for (const { name, code } of people.rows) assert.ok(!text.includes(code) && !(name.includes(' ') && text.includes(name)), `${path}: ${code} ${name}`);
    assert.doesNotMatch(text, /\/ho-so\/[0-9a-f-]{36}/u, path);
  }
}
async function rate({ app }: World, howMany: number): Promise<void> {
  await app.database.owner.query('INSERT INTO feedback_rating (dossier_id, agency_id, procedure_code, stars, rated_at, guest_key) SELECT dossier_id, 2, procedure_code, CASE WHEN row_number() OVER (ORDER BY dossier_id) = 1 THEN 2 ELSE 5 END, $2, $3 FROM report_dossier_fact WHERE agency_id = 2 ORDER BY dossier_id LIMIT $1 ON CONFLICT DO NOTHING', [howMany, '2026-03-30T09:00:00+07:00', 'khach']);
}
const publicTotal = async ({ app }: World, agency: number): Promise<PublicRow> => (await app.database.owner.query<{ figures: { total: PublicRow } }>("SELECT figures FROM report_public_month WHERE agency_id = $1 AND month = '2026-03-01'", [agency])).rows[0]?.figures.total as PublicRow;

/** Row 27: whoever of the staff looks at a dossier is written down, with the purpose, for its owner to see. */
export const whoLooked = journey({
  name: 'row 27: every look of the staff at a dossier, with its purpose, stands on the page of its owner', clock: AT, demo: true, simulators: true,
  steps: [
    { as: 'chị Hoa', signIn: { citizen: 'demo-hoa' }, go: '/ho-so-cua-toi', note: { dossier: /\/ho-so\/([0-9a-f-]{36})/ } },
    { go: '/ho-so/{dossier}', see: ['Ai đã xem hồ sơ của tôi', 'Chưa có cán bộ nào mở xem'] },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, go: '/ban/ho-so/{dossier}' },
    { as: 'lãnh đạo', why: 'out of a list of figures too', clock: '2026-03-16 10:35', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao/ii-06a/ho-so?ky=2026-03&o=received' },
    { go: '/ban/ho-so/{dossier}' },
    { as: 'xã khác', why: 'who is not let in has seen nothing', signIn: { officer: 'lanhdao.thanhha' }, go: '/ban/ho-so/{dossier}', status: 404 },
    { as: 'tỉnh', clock: '2026-03-16 10:36', signIn: { officer: 'kiemsoat.lamdong' }, go: '/ban/ho-so/{dossier}' },
    { as: 'chị Hoa', go: '/ho-so/{dossier}', see: [/10:30 [^:]*16\/3\/2026: Thụ lý Hàm Liêm – demo – /, /10:35 [^:]*16\/3\/2026: Lãnh đạo Hàm Liêm – demo – /, /10:36 [^:]*16\/3\/2026: Kiểm soát thủ tục Lâm Đồng – demo – /], not: ['Lãnh đạo Thanh Hà'] },
    { as: 'người lạ', why: 'nobody else sees who looked', go: '/ho-so/{dossier}', status: 404 },
  ],
});
