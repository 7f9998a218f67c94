import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { answers, content as example, deadlines, file, numbered, submission } from '../../../../test/support/example-dossier.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { Reply, Route, UploadPart } from '../../../platform/http/route.ts';
import type { Officer, Role } from '../../../shared/actor.ts';
import { refuse } from '../../../shared/result.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { decideDraft, decideForward, decideSigned, decideSubmission, foldDossier, newEvent, planApproval, planReception, type DossierEvent, type DossierState, type NewEvent, type ReceivedFile } from '../../dossier/domain/index.ts';
import type { DossierStore, Draft, LoadedDossier } from '../../dossier/index.ts';
import { deflated } from '../../../platform/packing/deflate.ts';
import { FormFields } from '../../eform/web/index.ts';
import type { QueueRow } from '../ports.ts';
import type { DeskDeps } from './desk-deps.ts';
import { workflowRoutes } from './routes.ts';

const NOW = new Date('2026-03-02T08:30:00+07:00');
const ID = '01a00000-0000-7000-8000-000000000001';
const content: ProcedureContent = { ...example, slug: 'vi-du', results: [{ name: 'Giấy ví dụ', template: { title: 'GIẤY VÍ DỤ', lines: [{ label: 'Họ tên', value: '{name}' }, { label: 'Kết luận', value: '{conclusion}' }], draftFields: [{ key: 'conclusion', type: 'text', label: { vi: 'Kết luận', en: 'Conclusion' }, required: true }], book: 'VD', signerTitle: 'CHỦ TỊCH' } }] };
const officer = (role: Role): Officer => ({ kind: 'officer', officerId: `01a00000-0000-7000-8000-0000000000${role.length}0`, name: `Cán bộ ${role}`, title: '', agencyId: 2, agencyIds: [2], roles: [role] });
const accepted = <T,>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };

/** Dossiers in memory with the store's promises: keys are kept with their effects, a refusal stores nothing. */
function inMemory() {
  const dossiers = new Map<string, { events: DossierEvent[]; state: DossierState }>();
  const effects = new Map<string, { hash: string; result: Readonly<Record<string, unknown>> }>();
  const noted: string[] = [];
  let counter = 0;
  let ids = 0;
  const append = (id: string, events: readonly NewEvent[], at = NOW): readonly DossierEvent[] => {
    const known = dossiers.get(id);
    const added = numbered(events, at.toISOString(), (known?.events.length ?? 0) + 1);
    const all = [...(known?.events ?? []), ...added];
    dossiers.set(id, { events: all, state: foldDossier(all) });
    return added;
  };
  const load = (id: string): LoadedDossier | null => { const one = dossiers.get(id); return one ? { id, state: one.state, events: one.events, headHash: '', citizenId: null, guestKey: null, demo: true } : null; };
  const earlier = (effect: { principal: string; key: string; requestHash: string } | null) => {
    const kept = effect ? effects.get(`${effect.principal} ${effect.key}`) : undefined;
    return kept ? (kept.hash === effect?.requestHash ? { outcome: 'replayed' as const, result: kept.result } : { outcome: 'key-conflict' as const }) : null;
  };
  const keep = (effect: { principal: string; key: string; requestHash: string } | null, result: Readonly<Record<string, unknown>>): void => { if (effect) effects.set(`${effect.principal} ${effect.key}`, { hash: effect.requestHash, result }); };
  const numbers = { next: async () => (counter += 1) };
  const store: DossierStore = {
    async create() { throw new Error('only at the counter here'); },
    async createNumbered(_scope, build) {
      const dossier = await build(numbers);
      const before = earlier(dossier.effect);
      if (before) return before;
      const events = append(dossier.id, dossier.events, dossier.at);
      keep(dossier.effect, dossier.result);
      return { outcome: 'done', result: dossier.result, events };
    },
    async find(scope, id) { const loaded = load(id); return loaded && scope.kind === 'officer' && scope.agencyIds.includes(loaded.state.competentAgency) ? loaded : null; },
    async findMany(scope, ids) { return new Map((await Promise.all(ids.map((id) => store.find(scope, id)))).flatMap((one) => (one ? [[one.id, one] as const] : []))); },
    async findByCode(_scope, value) { return [...dossiers].find(([, one]) => one.state.code === value)?.[0] ?? null; },
    async change(scope, command, decide) {
      const loaded = await store.find(scope, command.id);
      if (!loaded) return null;
      const before = earlier(command.effect);
      if (before) return before;
      const decision = await decide(loaded, numbers);
      if (!decision.ok) return { outcome: 'refused', refusal: decision.refusal };
      const events = append(command.id, decision.events, command.at);
      keep(command.effect, decision.result);
      return { outcome: 'done', result: decision.result, events };
    },
  };
  const rows = (): QueueRow[] => [...dossiers].filter(([, { state }]) => !state.closedAt).map(([id, { state }]) => ({
    id, code: state.code, reference: state.reference, procedure: state.procedure, owner: state.ownerName, channel: state.channel, status: state.status, national: 4, step: state.step, stepRole: state.proposedSupplement ? 'leader' : ['done', 'submitted'].includes(state.status) ? 'reception' : state.steps.find((step) => step.key === state.step)?.role ?? null, assignee: null,
    submittedAt: new Date(state.submittedAt), dueAt: null, stepDueAt: null, nextDue: new Date(state.due?.at ?? state.acknowledgeBy.at), supplementRounds: 0, feeDue: state.fees.reduce((sum, line) => sum + line.payable, 0), feePaid: state.collected,
  }));
  const uploaded: ReceivedFile[] = [];
  const drafts: Draft[] = [];
  let procedure = content;
  const places = { provinceName: () => undefined, communeName: () => undefined, communeBelongsTo: () => true, countryName: () => undefined, provinces: () => [], communes: () => [], countries: () => [], describe: () => '' };
  const missing = async (): Promise<null> => null;
  const deps: DeskDeps = {
    store, drafts: { create: async (_scope, draft) => { drafts.push(draft); }, find: async (_scope, id) => drafts.find((one) => one.id === id) ?? null, findByShortCode: async (_scope, code) => drafts.find((one) => one.shortCode === code) ?? null, told: async (_scope, code) => drafts.find((one) => one.shortCode === code) ?? null, async save(_scope, id, _expected, changed) { const at = drafts.findIndex((one) => one.id === id); drafts[at] = { ...drafts[at] as Draft, content: changed, revision: (drafts[at]?.revision ?? 0) + 1 }; return 'saved'; }, listOpen: async () => [], adopt: async () => 0, remove: async () => undefined },
    procedures: { current: async (code) => (code === procedure.code ? { versionId: 'v1', content: procedure } : null), version: async () => procedure },
    deadlinesOf: async () => deadlines, agencies: { find: async (id) => ({ id, code: 'H36.2', name: 'Ủy ban nhân dân xã Hàm Liêm', shortName: 'xã Hàm Liêm', phone: '', address: '', open: true }) },
    files: { ofDraft: async () => uploaded, uploadedBy: async (_scope, wanted) => uploaded.filter((one) => wanted.includes(one.id)) },
    ids: { uuid: () => `01a00000-0000-7000-8000-${String((ids += 1) + 100).padStart(12, '0')}`, secret: (length) => 'K'.repeat(length) }, lookups: places, hash: (text) => text, trackingSecret: () => 'KKKKKKKK', demo: true,
    siteUrl: 'https://xa.example', agenciesOffering: async () => [], procedureBySlug: async (slug) => (slug === 'vi-du' ? { versionId: 'v1', content: procedure, slug } : null), person: missing, places,
    uploads: {
      async receive(_scope, _owner, parts) {
        const fields = new Map<string, string[]>();
        const stored: ReceivedFile[] = [];
        for await (const part of parts) if (part.kind === 'field') fields.set(part.name, [...(fields.get(part.name) ?? []), part.value]); else stored.push({ ...file(part.name.slice(5)), id: `01a00000-0000-7000-8000-${String((ids += 1) + 900).padStart(12, '0')}`, name: part.filename });
        uploaded.push(...stored);
        return { stored, refused: [], fields };
      },
      keepInDraft: async () => undefined,
      async remove(_scope, _draft, id) { uploaded.splice(uploaded.findIndex((one) => one.id === id), 1); },
    },
    readCardPhoto: async () => refuse({ vi: '', en: '' }), paperOf: missing, resultFile: missing, accessesOf: async () => [], listOwn: async () => [], track: missing, issued: missing, verifyFile: async () => ({ kind: 'none' }), supplementDraft: async () => drafts.find((one) => one.supplements) ?? null,
    formFields: (props) => <FormFields {...props} places={places} />, guesses: { blocked: () => false, wrong: () => undefined }, parked: undefined as never,
    queue: { page: async (_scope, asked) => ({ rows: rows().filter((row) => asked.role === null || row.stepRole === asked.role), next: null }), counts: async () => [], search: async (_scope, asked) => rows().filter((row) => asked.personalId !== null && row.owner === 'Nguyễn Thị Mẫu'), handOver: async () => rows().filter((row) => row.status === 'done' || row.status === 'refused'), late: async () => [] },
    signer: { confirmedLately: async () => true, asks: async () => 'password', confirm: async () => ({ ok: false, refusal: 'wrong' }) },
    reader: { noteAccess: async (_officer: Officer, _id: string, purpose: string) => { noted.push(purpose); }, papersOf: async () => [] } as unknown as DeskDeps['reader'],
    findProcedures: async (typed) => (typed === 'khong co' ? [] : [{ code: procedure.code, slug: 'vi-du', plain: 'Việc ví dụ', official: 'Thủ tục ví dụ' }, { code: '9.999998', slug: 'vi-du-2', plain: 'Việc khác', official: 'Thủ tục khác' }]), pause: async () => undefined,
    register: { page: async () => ({ lines: [], next: null }), years: async () => null, extent: async () => null, noteAccesses: async () => undefined }, printer: { render: async () => Buffer.from('%PDF') }, workbook: () => Buffer.from('PK'),
    consents: undefined as never, assist: undefined as never, packing: deflated, sheetPhoto: (parts) => ({ parts, problem: () => null }),
  };
  return { deps, routes: workflowRoutes(deps), append, load, noted, uploaded, drafts, change(changed: Partial<ProcedureContent>) { procedure = { ...procedure, ...changed }; }, count: () => dossiers.size };
}
type World = ReturnType<typeof inMemory>;

async function call(world: World, role: Role, method: 'GET' | 'POST', path: string, sent: { readonly body?: Record<string, string | readonly string[]>; readonly files?: readonly string[]; readonly key?: string; readonly lang?: 'vi' | 'en' } = {}): Promise<{ status: number; html: string; to: string; after: () => Promise<void> }> {
  const [plain = '', search = ''] = path.split('?');
  const found = world.routes.map((route) => ({ route, match: new RegExp(`^${route.path.replace(/:(\w+)/gu, '(?<$1>[^/]+)')}$`, 'u').exec(plain) })).find(({ route, match }) => match && route.method === method && !(route.path.endsWith(':slug') && plain.includes('da-nhan')));
  assert.ok(found?.match, `${method} ${path}`);
  const route: Route = found.route;
  const actor = officer(role);
  const lang = sent.lang ?? 'vi';
  const parts = async function* (): AsyncIterable<UploadPart> {
    for (const [name, values] of Object.entries(sent.body ?? {})) for (const value of [values].flat()) yield { kind: 'field', name, value };
    for (const name of sent.files ?? []) yield { kind: 'file', name, filename: 'a.pdf', declaredType: 'application/pdf', stream: null as never };
  };
  const reply: Reply = await route.handle({
    params: route.params?.parse(found.match.groups ?? {}), query: route.query?.parse(Object.fromEntries(new URLSearchParams(search))), body: route.multipart ? undefined : route.body?.parse(sent.body ?? {}), actor, scope: { kind: 'officer', officerId: actor.officerId, agencyIds: actor.agencyIds }, now: NOW, key: sent.key ?? null, lang,
    view: { lang, size: 'thuong', theme: 'sang', path, csrf: 'c', actor, siteName: 'Xã Hàm Liêm', helpPhone: '', demo: true, newKey: () => 'khoa-moi-1234' }, url: new URL(`https://xa.example${path}`), parts,
  } as never);
  if (reply.kind === 'redirect') return { status: 303, html: '', to: reply.to, after: async () => undefined };
  assert.ok(reply.kind === 'page');
  return { status: reply.status, html: renderToString(reply.node), to: '', after: reply.note ?? (async () => undefined) };
}
const errorsIn = (html: string): readonly string[] => [...(/class="mc-errors".*?<\/ul>/su.exec(html)?.[0] ?? '').matchAll(/href="#([^"]+)"/gu)].map((match) => match[1] ?? '');

function submitted(world: World): void { world.append(ID, accepted(decideSubmission(submission({ content, at: NOW }), deadlines)).events); }
function received(world: World): void {
  submitted(world);
  world.append(ID, [accepted(planReception({ at: NOW, agencyCode: 'H36.2', content, caseKey: 'thuong', channel: 'online' }, deadlines)).event({ order: 1, register: 1 })]);
}
function atSigning(world: World): void {
  received(world);
  world.append(ID, decideDraft({ conclusion: 'Đủ điều kiện' }));
  world.append(ID, accepted(decideForward(world.load(ID)!.state, NOW, undefined, deadlines)));
}
function signed(world: World): void {
  atSigning(world);
  world.append(ID, [accepted(planApproval(content, { at: NOW, signer: 'o', signerName: 'Chủ tịch', signerTitle: 'CHỦ TỊCH', verifyCode: 'V', agencyCode: 'H36.2' })).event(1)]);
  world.append(ID, decideSigned(world.load(ID)!.state, NOW, { file: '01a00000-0000-7000-8000-000000000999', sha256: '0', certificate: 'c', trial: true }));
}

describe('«Một lần nói hết»', () => {
  const all = { 'giay.ban-chinh': 'sai', 'giay.ban-chinh.reason': 'Ảnh mờ', 'giay.the': 'dat', 'cau.name': 'dat', 'cau.acts': 'khong-ap-dung' };
  it('is not sent while anything is not judged; every open item is named at its place and nothing typed is lost', async () => {
    const world = inMemory();
    submitted(world);
    const { status, html } = await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { gui: '1', 'giay.ban-chinh': 'sai', 'giay.ban-chinh.reason': 'Ảnh <mờ>', 'loi-nhan': 'Gọi xã' } });
    assert.equal(status, 400);
    assert.deepEqual(errorsIn(html), ['giay-the', 'cau-name', 'cau-acts']);
    for (const id of errorsIn(html)) assert.match(html, new RegExp(`id="${id}"`, 'u'));
    assert.match(html, /Ảnh &lt;mờ><\/textarea>/u);
    assert.match(html, /Gọi xã<\/textarea>/u);
    assert.equal(world.load(ID)?.state.status, 'submitted');
  });
  it('«Đạt cho những mục còn lại» and the preview need no script', async () => {
    const world = inMemory();
    submitted(world);
    const { status, html } = await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { 'dat-het': '1', 'giay.ban-chinh': 'sai', 'giay.ban-chinh.reason': 'Ảnh mờ' } });
    assert.equal(status, 200);
    assert.equal([...html.matchAll(/value="dat" checked/gu)].length, 3);
    assert.match(html, /<div class="mc-sheet".*Cần sửa: Bản chính\.<\/b> Ảnh mờ.*NGƯỜI HƯỚNG DẪN/su);
  });
  it('a reason is asked for at its item; then it is sent once', async () => {
    const world = inMemory();
    submitted(world);
    assert.deepEqual(errorsIn((await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { ...all, 'giay.ban-chinh.reason': '', gui: '1' } })).html), ['giay-ban-chinh']);
    assert.deepEqual(errorsIn((await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { ...all, 'giay.ban-chinh': 'dat', gui: '1' } })).html), ['gui']);
    const sent = await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { key: 'khoa-cua-phieu', body: { ...all, gui: '1' } });
    assert.equal(sent.to, `/ban/ho-so/${ID}`);
    assert.equal(world.load(ID)?.state.openSupplement?.verdicts.length, 4);
    const again = await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { key: 'khoa-cua-phieu', body: { ...all, gui: '1' } });
    assert.equal(again.to, `/ban/ho-so/${ID}`, 'a double press is one request');
    const stale = await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { key: 'khoa-khac-123', body: { ...all, gui: '1' } });
    assert.equal(stale.status, 409);
    assert.match(stale.html, /Chờ dân bổ sung.*Nhận bổ sung/su);
  });
  it('a second round asks for the leader', async () => {
    const world = inMemory();
    submitted(world);
    world.change({ supplement: { ...content.supplement, maxRoundsPerStage: 0 } });
    assert.match((await call(world, 'reception', 'GET', `/ban/ho-so/${ID}/bo-sung`)).html, /name="vi-sao-lan-nua"/u);
    assert.deepEqual(errorsIn((await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { ...all, gui: '1' } })).html), ['vi-sao-lan-nua']);
    assert.equal((await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { ...all, 'vi-sao-lan-nua': 'Giấy mới nộp vẫn mờ', gui: '1' } })).status, 303);
    assert.equal(world.load(ID)?.state.openSupplement, null, 'nothing has gone out');
    const seen = (await call(world, 'reception', 'GET', `/ban/ho-so/${ID}`)).html;
    assert.match(seen, /Chờ lãnh đạo duyệt yêu cầu bổ sung lần 1/u);
    assert.doesNotMatch(seen, /duyet-bo-sung/u, 'only the leader’s page has the button');
    assert.match((await call(world, 'leader', 'GET', '/ban/ky')).html, new RegExp(`Chờ duyệt yêu cầu bổ sung.*/ban/ho-so/${ID}`, 'su'), 'it stands beside what is to be signed');
    assert.match((await call(world, 'leader', 'GET', '/ban')).html, /Chờ duyệt yêu cầu bổ sung/u, 'and carries its mark among the work of today');
    const leaders = (await call(world, 'leader', 'GET', `/ban/ho-so/${ID}`)).html;
    assert.match(leaders, /Giấy mới nộp vẫn mờ/u);
    assert.match(leaders, /action="\/ban\/ho-so\/[^"]+\/duyet-bo-sung"/u);
    assert.deepEqual(errorsIn((await call(world, 'leader', 'POST', `/ban/ho-so/${ID}/khong-duyet-bo-sung`, { body: { 'ly-do-khong-duyet': ' ' } })).html), ['ly-do-khong-duyet']);
    assert.equal((await call(world, 'leader', 'POST', `/ban/ho-so/${ID}/duyet-bo-sung`)).status, 303);
    assert.equal(world.load(ID)?.state.openSupplement?.approvedBy, 'Cán bộ leader');
  });
  it('refuses names of no item, other agencies and other roles', async () => {
    const world = inMemory();
    received(world);
    await assert.rejects(call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/bo-sung`, { body: { 'cau.la': 'dat' } }), (error: HttpProblem) => error.problem === 'unknown-keys');
    assert.equal((await call(world, 'reception', 'GET', `/ban/ho-so/${ID}/bo-sung`)).status, 409, 'at this step it is the specialist’s');
    const { after } = await call(world, 'specialist', 'GET', `/ban/ho-so/${ID}/bo-sung`);
    await after();
    assert.deepEqual(world.noted, ['Kiểm tra hồ sơ để yêu cầu bổ sung']);
  });
});

it('the leader reads why somebody asks to withdraw', async () => {
  const world = inMemory();
  received(world);
  world.append(ID, [newEvent('withdrawal-requested', { reason: 'Làm ở nơi khác' })]);
  assert.match((await call(world, 'leader', 'GET', `/ban/ho-so/${ID}`)).html, /Người dân xin rút hồ sơ, lý do.*Làm ở nơi khác/su);
});

describe('drafting, looking, signing', () => {
  it('declared data stand locked, only what is open is written, and a fault keeps what was typed', async () => {
    const world = inMemory();
    received(world);
    const shown = await call(world, 'specialist', 'GET', `/ban/ho-so/${ID}/soan`);
    assert.match(shown.html, /Nguyễn Thị Mẫu.*name="conclusion"/su);
    assert.doesNotMatch(shown.html, /name="name"/u);
    const aside = await call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/soan`, { body: { luu: '1', conclusion: ' ' } });
    assert.equal(aside.to, `/ban/ho-so/${ID}/soan?luu=1`, 'half filled in it may be put aside');
    assert.equal(world.load(ID)?.state.drafted, false);
    assert.match((await call(world, 'specialist', 'GET', `/ban/ho-so/${ID}/soan?luu=1`)).html, /còn chỗ chưa điền/u);
    const tooSoon = await call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/chuyen`);
    assert.equal(tooSoon.status, 400, 'and does not go to the signature');
    const wrong = await call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/soan`, { body: { trinh: '1', conclusion: ' ' } });
    assert.equal(wrong.status, 400);
    assert.deepEqual(errorsIn(wrong.html), ['conclusion']);
    await assert.rejects(call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/soan`, { body: { luu: '1', conclusion: 'x', name: 'Khác' } }), (error: HttpProblem) => error.problem === 'unknown-keys');
    assert.equal((await call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/soan`, { body: { luu: '1', conclusion: 'Đủ điều kiện' } })).to, `/ban/ho-so/${ID}/soan?luu=1`);
    assert.equal((await call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/soan`, { key: 'khoa-trinh-1', body: { trinh: '1', conclusion: 'Đủ điều kiện' } })).to, '/ban');
    assert.equal(world.load(ID)?.state.step, 'ky');
    assert.equal((await call(world, 'specialist', 'POST', `/ban/ho-so/${ID}/soan`, { body: { luu: '1', conclusion: 'Đổi ý' } })).status, 409, 'a stale tab is told how it stands');
  });
  it('the preview has the words of the paper, number and date open', async () => {
    const world = inMemory();
    atSigning(world);
    const { html } = await call(world, 'leader', 'GET', `/ban/ho-so/${ID}/xem-ket-qua`);
    assert.match(html, /\(cấp khi ký\)\/2026\/VD.*GIẤY VÍ DỤ.*Đủ điều kiện.*CHỦ TỊCH/su);
  });
  it('signs what was ticked after one confirmation; one that fails leaves the others signed', async () => {
    const world = inMemory();
    atSigning(world);
    assert.match((await call(world, 'leader', 'GET', '/ban/ky')).html, new RegExp(`value="${ID}"`, 'u'));
    assert.deepEqual(errorsIn((await call(world, 'leader', 'POST', '/ban/ky')).html), [`chon-${ID}`]);
    const asked = await call(world, 'leader', 'POST', '/ban/ky', { body: { chon: ID } });
    assert.match(asked.html, /Ký 1 kết quả\?.*1 × Việc ví dụ.*name="xac-nhan" value="1"|name="xac-nhan" value="1".*1 × Việc ví dụ/su);
    assert.equal(world.load(ID)?.state.status, 'processing', 'asking signs nothing');
    const other = '01a00000-0000-7000-8000-000000000002';
    const done = await call(world, 'leader', 'POST', '/ban/ky', { key: 'khoa-ky-1234', body: { chon: [ID, other], 'xac-nhan': '1' } });
    assert.match(done.html, /Đã duyệt ký 1, 1 chưa được/u);
    assert.equal(world.load(ID)?.state.status, 'signing');
    const again = await call(world, 'leader', 'POST', '/ban/ky', { key: 'khoa-ky-1234', body: { chon: [ID, other], 'xac-nhan': '1' } });
    assert.match(again.html, /Đã duyệt ký 1, 1 chưa được/u, 'a repeated press shows the same outcome');
    assert.equal((await call(world, 'leader', 'POST', '/ban/ky', { body: { chon: ID } })).status, 409, 'somebody else signed it meanwhile');
  });
});

describe('intake at the counter', () => {
  const whole = { nhan: '1', 'nguoi.ten': 'Nguyễn Thị Mẫu', 'nguoi.so': '068196012345', 'giay-nhan': 'ban-chinh', acts: 'toi', kq: 'counter' };
  it('finds procedures and drafts', async () => {
    const world = inMemory();
    assert.match((await call(world, 'reception', 'GET', '/ban/tiep-nhan')).html, /href="\/ban\/tiep-nhan\/vi-du#nguoi-the" data-key="1"/u);
    assert.equal((await call(world, 'reception', 'GET', '/ban/tiep-nhan?q=9.999999')).to, '/ban/tiep-nhan/vi-du#nguoi-the');
    assert.match((await call(world, 'reception', 'GET', '/ban/tiep-nhan?q=khong%20co')).html, /Không thấy thủ tục nào cho «khong co»/u);
    world.drafts.push({ id: 'd', citizenId: '01a00000-0000-7000-8000-00000000000c', guestKey: null, officerId: null, procedure: content.code, version: 'v1', agencyId: 2, channel: 'online', shortCode: '7K4-Q2M', revision: 1, changedAt: NOW, expiresAt: NOW, dossierId: null, supplements: null, content: { answers, owner: { name: 'Nguyễn Thị Mẫu', personalId: '068196012345' }, visited: [], assurance: 'none' } });
    const found = await call(world, 'reception', 'POST', '/ban/tiep-nhan', { body: { q: 'NHÁP 7k4q2m' } });
    assert.equal(found.to, '/ban/tiep-nhan/vi-du?nhap=7K4-Q2M#nguoi-the');
    const { html } = await call(world, 'reception', 'GET', found.to.replace(/#.*/u, ''));
    assert.match(html, /name="nguoi.ten"[^>]*value="Nguyễn Thị Mẫu"/u);
    assert.match(html, /value="toi" checked/u);
  });
  it('a card and Enter fill the person; the form’s own boxes take what is known', async () => {
    const world = inMemory();
    world.change({ form: { ...content.form!, pages: content.form!.pages.map((one) => ({ ...one, fields: one.fields.map((field) => (field.key === 'name' ? { ...field, prefill: 'me.name' } : field)) })) } });
    const { status, html } = await call(world, 'reception', 'POST', '/ban/tiep-nhan/vi-du', { body: { 'tinh-lai': '1', 'nguoi.the': '068196012345||Nguyễn Thị Mẫu|07021996|Nữ|Thôn 3|10052021', name: '' } });
    assert.equal(status, 200);
    assert.match(html, /name="nguoi.so"[^>]*value="068196012345"/u);
    assert.match(html, /name="name"[^>]*value="Nguyễn Thị Mẫu"/u);
    assert.match(html, /15\.000 đ/u);
    assert.match(html, /Hẹn trả: /u);
  });
  it('says everything that is missing at once, at its place, and keeps scans and words', async () => {
    const world = inMemory();
    const { status, html } = await call(world, 'reception', 'POST', '/ban/tiep-nhan/vi-du', { body: { nhan: '1', 'nguoi.ten': 'Nguyễn 2', acts: 'khac' }, files: ['giay.uy-quyen'] });
    assert.equal(status, 400);
    assert.deepEqual(errorsIn(html), ['nguoi-ten', 'nguoi-so', 'giay-nhan-ban-chinh', 'kq', 'name']);
    for (const id of errorsIn(html)) assert.match(html, new RegExp(`id="${id}"`, 'u'), id);
    assert.match(html, /value="Nguyễn 2"/u);
    assert.match(html, new RegExp(`name="tep" value="${world.uploaded[0]?.id}"`, 'u'));
    assert.equal(world.count(), 0);
  });
  it('receives once, whatever is pressed how often; fee and scans with it', async () => {
    const world = inMemory();
    const body = { ...whole, name: 'Nguyễn Thị Mẫu', thu: 'tien-mat' };
    const first = await call(world, 'reception', 'POST', '/ban/tiep-nhan/vi-du', { key: 'khoa-nhan-123', body });
    assert.match(first.to, /^\/ban\/tiep-nhan\/da-nhan\//u);
    assert.equal((await call(world, 'reception', 'POST', '/ban/tiep-nhan/vi-du', { key: 'khoa-nhan-123', body })).to, first.to);
    assert.equal(world.count(), 1);
    const id = first.to.split('/').at(-1) ?? '';
    const { state } = world.load(id)!;
    assert.deepEqual([state.status, state.assurance, state.collected, state.ticks], ['processing', 'desk', 15000, [{ paper: 'ban-chinh', originals: 1, copies: 0 }]]);
    const conflict = await call(world, 'reception', 'POST', '/ban/tiep-nhan/vi-du', { key: 'khoa-nhan-123', body: { ...body, name: 'Nguyễn Thị Mẫu Em' } });
    assert.equal(conflict.status, 409);
    assert.match(conflict.html, new RegExp(`/ban/ho-so/${id}`, 'u'), 'what was received stands there');
    const shown = await call(world, 'reception', 'GET', first.to);
    assert.match(shown.html, /http-equiv="refresh" content="2/u);
    assert.match(shown.html, new RegExp(state.code ?? '-', 'u'));
  });
  it('refuses inputs of nobody', async () => {
    await assert.rejects(call(inMemory(), 'reception', 'POST', '/ban/tiep-nhan/vi-du', { body: { ...whole, laXuong: '1' } }), (error: HttpProblem) => error.problem === 'unknown-keys');
  });
});

describe('handing over', () => {
  it('collects first, wants the card seen, and hands over once', async () => {
    const world = inMemory();
    signed(world);
    const code = world.load(ID)?.state.code ?? '';
    assert.match((await call(world, 'reception', 'GET', '/ban/tra-ket-qua')).html, new RegExp(`ma=${code}`, 'u'));
    assert.equal((await call(world, 'reception', 'POST', '/ban/tra-ket-qua/quet', { body: { ma: `https://xa.example/tra-cuu?ma=${code}#ma=${code}&dd=068196012345` } })).to, `/ban/tra-ket-qua?ma=${code}`, 'nothing else of the QR stays in the address');
    assert.match((await call(world, 'reception', 'GET', `/ban/tra-ket-qua?ma=${code}`)).html, /Thu 15\.000 đ và trả kết quả/u);
    const wrong = await call(world, 'reception', 'POST', '/ban/tra-ket-qua', { body: { id: ID, 'nguoi-nhan': '068196012345||Nguyễn Thị Mẫu|07021996|Nữ|Thôn 3|10052021', 'so-dinh-danh': '' } });
    assert.deepEqual(errorsIn(wrong.html), ['da-xem', 'cach']);
    assert.match(wrong.html, /name="so-dinh-danh"[^>]*value="068196012345"/u, 'the scanned card is read');
    const given = { id: ID, 'nguoi-nhan': 'Nguyễn Thị Mẫu', 'da-xem': 'co', cach: 'tien-mat' };
    assert.equal((await call(world, 'reception', 'POST', '/ban/tra-ket-qua', { key: 'khoa-tra-1234', body: given })).to, `/ban/tra-ket-qua?xong=${ID}`);
    assert.deepEqual([world.load(ID)?.state.status, world.load(ID)?.state.collected], ['returned', 15000]);
    assert.equal((await call(world, 'reception', 'POST', '/ban/tra-ket-qua', { body: given })).status, 409);
    assert.match((await call(world, 'reception', 'GET', `/ban/tra-ket-qua?xong=${ID}`)).html, /Đã trả kết quả\./u);
  });
  it('an unknown code is said, not hidden', async () => {
    assert.match((await call(inMemory(), 'reception', 'GET', '/ban/tra-ket-qua?ma=H36.2-260101-9999')).html, /Không thấy hồ sơ «H36\.2-260101-9999»/u);
  });
});

describe('a supplement brought to the counter', () => {
  it('takes exactly what was asked for', async () => {
    const world = inMemory();
    submitted(world);
    const item = (type: 'paper' | 'answer', key: string, label: string) => ({ type, key, label });
    world.append(ID, [newEvent('supplement-requested', { stage: 'intake', round: 1, respondBy: '2026-04-01' as never, verdicts: [{ item: item('paper', 'ban-chinh', 'Bản chính'), verdict: 'wrong', reason: 'Mờ' }, { item: item('answer', 'name', 'Họ tên'), verdict: 'wrong', reason: 'Khác thẻ' }] })]);
    const path = `/ban/ho-so/${ID}/nhan-bo-sung`;
    assert.match((await call(world, 'reception', 'GET', path)).html, /Mờ.*Khác thẻ/su);
    assert.deepEqual(errorsIn((await call(world, 'reception', 'POST', path, { body: { nhan: '1', name: 'Nguyễn Thị Mẫu Mới' } })).html), ['giay-ban-chinh']);
    assert.equal((await call(world, 'reception', 'POST', path, { body: { nhan: '1', name: 'Nguyễn Thị Mẫu Mới' }, files: ['giay.ban-chinh'] })).to, `/ban/ho-so/${ID}`);
    assert.equal(world.load(ID)?.state.status, 'submitted');
    assert.equal((await call(world, 'reception', 'GET', path)).status, 409);
  });
  it('takes nothing on answers that could not be stored, and keeps what was typed', async () => {
    const world = inMemory();
    submitted(world);
    world.append(ID, [newEvent('supplement-requested', { stage: 'intake', round: 1, respondBy: '2026-04-01' as never, verdicts: [{ item: { type: 'answer', key: 'name', label: 'Họ tên' }, verdict: 'wrong', reason: 'Khác thẻ' }] })]);
    for (const outcome of ['stale', 'gone'] as const) {
      (world.deps.drafts as { save: unknown }).save = async () => outcome;
      const answer = await call(world, 'reception', 'POST', `/ban/ho-so/${ID}/nhan-bo-sung`, { body: { nhan: '1', name: 'Nguyễn Thị Mẫu Mới' } });
      assert.equal(answer.status, 409);
      assert.match(answer.html, /vừa được lưu ở màn hình khác/u);
      assert.match(answer.html, /name="name"[^>]*value="Nguyễn Thị Mẫu Mới"/u);
      assert.equal(world.load(ID)?.state.status, 'intake-supplement', outcome);
    }
  });
});

it('every page speaks English too', async () => {
  const world = inMemory();
  atSigning(world);
  for (const [role, path] of [['leader', '/ban/ky'], ['reception', '/ban/tra-ket-qua'], ['reception', '/ban/tiep-nhan'], ['reception', '/ban/tiep-nhan/vi-du'], ['leader', `/ban/ho-so/${ID}/xem-ket-qua`]] as const) {
    const { html } = await call(world, role, 'GET', path, { lang: 'en' });
    assert.doesNotMatch(html, /Nhận và in|Chờ ký|Người nhận|Hay làm nhất|Xem kết quả/u, path);
  }
});
