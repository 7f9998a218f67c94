import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pdf } from '../../../../fixtures/files/make-files.ts';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { aCitizen, aDraft, aGuest, anOfficer, stateOf, type Someone } from '../../../../test/support/people.ts';

const HAM_LIEM = 2;
const codeOf = async (app: TestApp, draft: string): Promise<string> => (await app.database.owner.query<{ short_code: string }>('SELECT short_code FROM dossier_draft WHERE id = $1', [draft])).rows[0]?.short_code ?? '';
const filesOf = async (app: TestApp, draft: string) => (await app.database.owner.query<{ id: string; dossier_id: string | null; agency_ids: number[]; citizen_id: string | null; guest_key: string | null }>('SELECT id, dossier_id, agency_ids, citizen_id, guest_key FROM document_file WHERE draft_id = $1 ORDER BY id', [draft])).rows;
const newest = async (app: TestApp): Promise<string> => (await app.database.owner.query<{ id: string }>('SELECT id FROM dossier ORDER BY id DESC LIMIT 1')).rows[0]?.id ?? '';

describe('what a person declared at home, opened at the counter by its code', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp(); });
  after(() => app.close());

  /** Tells the code at the choice of procedures, and receives what the screen then shows. */
  async function receive(desk: Someone, code: string) {
    await desk.visitor.go('/ban/tiep-nhan');
    const shown = await desk.visitor.submit({ q: code });
    return { shown, received: await desk.visitor.submit({ 'giay-xem': ['giay-to-tuy-than'] }, { button: 'nhan' }) };
  }

  test('answers and files come along once, the draft is closed, and the person finds the dossier', async () => {
    const hoa = await aCitizen(app, 'demo-hoa');
    const desk = await anOfficer(app, 'tiepnhan.hamliem');
    const draft = await aDraft(app, hoa, { agencyId: HAM_LIEM });
    const [sent] = await filesOf(app, draft);
    assert.ok(sent);
    assert.deepEqual(sent.agency_ids, [], 'until the code is told the file is the person’s alone');
    assert.equal((await desk.visitor.fetch(`${app.url}/tep/${sent.id}`)).status, 404);

    const { shown, received } = await receive(desk, await codeOf(app, draft));
    assert.equal(shown.url.pathname, '/ban/tiep-nhan/khai-sinh');
    assert.ok(shown.html.includes(`/tep/${sent.id}`), 'the paper can be looked at before it is received');
    assert.equal((await desk.visitor.fetch(`${app.url}/tep/${sent.id}`)).status, 200);
    assert.match(received.url.pathname, /^\/ban\/tiep-nhan\/da-nhan\//u, received.html.slice(0, 400));

    const id = await newest(app);
    const state = await stateOf(app, id);
    assert.deepEqual(state.ticks, [{ paper: 'giay-to-tuy-than', originals: 0, copies: 0, shown: true }], 'the card that was shown is recorded');
    assert.deepEqual(state.files.map((file) => file.id), [sent.id], 'the same file, no copy of it');
    const [bound] = await filesOf(app, draft);
    assert.deepEqual([bound?.dossier_id, bound?.citizen_id, bound?.agency_ids], [id, hoa.citizenId, [HAM_LIEM]]);
    assert.deepEqual((await app.database.owner.query<{ dossier_id: string }>('SELECT dossier_id FROM dossier_draft WHERE id = $1', [draft])).rows, [{ dossier_id: id }]);
    assert.ok((await hoa.visitor.fetch(`${app.url}/ho-so-cua-toi`)).page.html.includes(id), 'it is hers');
    assert.equal((await hoa.visitor.fetch(`${app.url}/ho-so/${id}`)).status, 200);

    await desk.visitor.go('/ban/tiep-nhan');
    const again = await desk.visitor.submit({ q: await codeOf(app, draft) });
    assert.equal(again.url.pathname, `/ban/ho-so/${id}`, 'the code now leads to the dossier');
    const before = (await app.database.owner.query('SELECT 1 FROM dossier')).rowCount;
    const form = await desk.visitor.fetch(`${app.url}/ban/tiep-nhan/khai-sinh?nhap=${await codeOf(app, draft)}`);
    assert.equal(form.status, 200);
    assert.equal((await app.database.owner.query('SELECT 1 FROM dossier')).rowCount, before);
  });

  test('somebody without an account keeps it on the device; another commune is told nothing by the same code', async () => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { agencyId: HAM_LIEM, paper: 'photo' });
    const code = await codeOf(app, draft);
    const other = await anOfficer(app, 'tiepnhan.thanhha');
    await other.visitor.go('/ban/tiep-nhan');
    const nothing = await other.visitor.submit({ q: code });
    assert.ok(!nothing.html.includes('Trần Minh An') && !nothing.url.searchParams.has('nhap'));
    assert.deepEqual((await filesOf(app, draft)).map((file) => file.agency_ids), [[]], 'and sees no file');

    const { received } = await receive(await anOfficer(app, 'tiepnhan.hamliem'), code);
    assert.match(received.url.pathname, /da-nhan/u);
    assert.ok((await guest.visitor.fetch(`${app.url}/ho-so-cua-toi`)).page.html.includes(await newest(app)));
  });

  test('the desk to which a file was shown cannot remove it, and a draft sent from home meanwhile stays one dossier', async () => {
    const hoa = await aCitizen(app, 'demo-hoa');
    const desk = await anOfficer(app, 'tiepnhan.hamliem');
    const draft = await aDraft(app, hoa, { agencyId: HAM_LIEM });
    await desk.visitor.go('/ban/tiep-nhan');
    await desk.visitor.submit({ q: await codeOf(app, draft) });
    const [file] = await filesOf(app, draft);
    const body = new FormData();
    for (const [name, value] of [['_csrf', desk.csrf], ['nhap', await codeOf(app, draft)], ['tep', file?.id ?? ''], ['bo', file?.id ?? '']] as const) body.append(name, value);
    await desk.visitor.fetch(`${app.url}/ban/tiep-nhan/khai-sinh`, 'POST', body);
    assert.equal((await filesOf(app, draft)).length, 1);

    const { submitDraft } = await import('../../dossier/index.ts');
    const home = await submitDraft(app.core.dossier, { scope: hoa.scope, actor: hoa.actor, draftId: draft, key: null, at: app.clock.now() });
    assert.ok(home.ok);
    const count = (await app.database.owner.query('SELECT 1 FROM dossier')).rowCount;
    const late = await desk.visitor.submit({}, { button: 'nhan' });
    assert.ok(late.url.pathname.includes(String(home.result['dossierId'])), late.url.pathname);
    assert.equal((await app.database.owner.query('SELECT 1 FROM dossier')).rowCount, count);
  });
});

describe('an intake that is put aside', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp(); });
  after(() => app.close());

  test('half filled in, with its scan, under a code; gone on with and received once', async () => {
    const desk = await anOfficer(app, 'tiepnhan.hamliem');
    await desk.visitor.go('/ban/tiep-nhan/khai-sinh');
    const aside = await desk.visitor.submit({ 'nguoi.ten': 'Nguyễn Thị Hoa', 'nop.ten': 'Trần Văn Bình', childName: 'Trần Minh An', 'giay-nhan': ['giay-chung-sinh'], 'ban-sao.giay-chung-sinh': '2', 'giay-xem': ['giay-to-tuy-than'], 'giay.giay-chung-sinh': { name: 'chung-sinh.pdf', type: 'application/pdf', bytes: pdf() } }, { button: 'luu-nhap' });
    const code = aside.url.searchParams.get('nhap') ?? '';
    assert.match(aside.text, new RegExp(`Mã để làm tiếp: NHÁP ${code.replace('-', ' ')}`, 'u'));
    assert.match(aside.html, /name="nguoi.ten"[^>]*value="Nguyễn Thị Hoa"/u);
    assert.match(aside.html, /name="childName"[^>]*value="Trần Minh An"/u);
    assert.equal((await app.database.owner.query('SELECT 1 FROM dossier')).rowCount, 0, 'nothing is received');
    const { rows: [draft] } = await app.database.owner.query<{ id: string }>('SELECT id FROM dossier_draft WHERE short_code = $1', [code]);
    const [scan] = await filesOf(app, draft?.id ?? '');
    assert.ok(scan && scan.dossier_id === null, 'the scan lives with the draft');

    const list = await desk.visitor.go('/ban/tiep-nhan');
    assert.ok(list.text.includes('Đang lưu tạm') && list.text.includes('Nguyễn Thị Hoa'));
    const again = await desk.visitor.click('Nguyễn Thị Hoa');
    assert.ok(again.html.includes(`/tep/${scan.id}`));
    for (const [name, value] of [['giay-nhan', 'giay-chung-sinh'], ['giay-xem', 'giay-to-tuy-than']]) assert.match(again.html, new RegExp(`name="${name}" value="${value}" checked`, 'u'), 'what was taken in is still ticked');
    assert.match(again.html, /name="ban-sao.giay-chung-sinh"[^>]*value="2"/u);
    assert.match(again.html, /name="nop.ten"[^>]*value="Trần Văn Bình"/u);
    await desk.visitor.submit({ 'nguoi.dien-thoai': '0900000001' }, { button: 'luu-nhap' });
    assert.match(desk.visitor.page.html, /name="nguoi.dien-thoai"[^>]*value="0900000001"/u);
    assert.equal((await app.database.owner.query('SELECT 1 FROM dossier_draft')).rowCount, 1, 'the same draft');
  });
});
