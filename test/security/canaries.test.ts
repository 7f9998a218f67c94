import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { places } from '../../src/wiring/config.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { aGuest, anOfficer, type Someone } from '../support/people.ts';
import { beginBirth, date } from '../journeys/declare-birth.ts';
import { pdfFile } from '../journeys/papers-of-people.ts';
import type { Step } from '../journeys/journey.ts';
import { answerBirth } from '../journeys/declare-birth.ts';

/**
 * A dossier whose every personal value is recognisable goes the whole way; then tables, log, job payloads, files and addresses are
 * searched for the values. Names of people who file are plain by decision (architecture §6.6); what they declare is not.
 */
const CANARIES: Readonly<Record<string, string>> = { 'personal number': '060302987654', 'father’s number': '060099987653', telephone: '0987654321', 'international telephone': '84987654321', 'e-mail': 'chim.hoang.yen', 'child’s name': 'Hoàng Yến Tổ', 'father’s name': 'Bạch Công Tử', address: 'ngõ Chim Hót', 'file name': 'to-chim-bi-mat', 'word of the officer': 'số định danh riêng 060226987652', 'granted number': '060226987652' };

describe('canary values', () => {
  let app: TestApp;
  let mother: Someone;
  const visited: string[] = [];
  before(async () => {
    app = await startTestApp({ log: true, simulators: true });
    mother = await aGuest(app);
    const walk = async (steps: readonly Step[]): Promise<void> => {
      for (const step of steps) {
        if (step.go) await mother.visitor.go(step.go);
        if (typeof step.click === 'string') await mother.visitor.click(step.click);
        if (step.fill || step.press) await mother.visitor.submit(step.fill ?? {}, { ...(step.press ? { button: step.press } : {}), ...(step.form ? { form: step.form } : {}) });
        visited.push(mother.visitor.path);
        assert.ok(mother.visitor.page.status < 400, `${mother.visitor.path}: ${mother.visitor.page.errors.join(', ')}`);
      }
    };
    const canary = (steps: readonly Step[]): Step[] => steps.map((step) => (step.fill ? { ...step, fill: {
      ...step.fill, ...('childName' in step.fill ? { childName: 'Hoàng Yến Tổ' } : {}), ...('fatherName' in step.fill ? { fatherName: 'Bạch Công Tử', fatherPersonalId: '060099987653' } : {}), ...('requesterAddress.detail' in step.fill ? { 'requesterAddress.detail': 'số 7 ngõ Chim Hót' } : {}),
    } } : step));
    await walk(beginBirth());
    await walk([{ fill: { ten: 'Nguyễn Thị Hoa', 'can-cuoc': '060302987654', ...date('ngay-sinh', '8', '3', '2002'), 'dien-thoai': '0987654321' }, form: '/xac-nhan' }]);
    await walk(canary(answerBirth));
    await walk([
      { fill: { 'giay.giay-chung-sinh': pdfFile('to-chim-bi-mat.pdf') }, press: 'gui' }, { press: 'tiep' },
      { fill: { 'cach-nhan': ['electronic'], 'dien-thoai': '0987654321', 'thu-dien-tu': 'chim.hoang.yen@nguoidan.example' } }, { fill: { 'cam-doan': 'co' } },
    ]);
    const id = /\/ho-so\/([0-9a-f-]{36})/u.exec(mother.visitor.path)?.[1] ?? assert.fail();
    await app.drainJobs();
    const at = async (username: string): Promise<Someone['visitor']> => { const { visitor } = await anOfficer(app, username); await visitor.go(`${app.url}/ban/ho-so/${id}`); return visitor; };
    const reception = await at('tiepnhan.hamliem');
    await reception.submit({}, { button: 'Tiếp nhận' });
    const specialist = await at('thuly.hamliem');
    await specialist.click('Soạn kết quả');
    await specialist.submit({ grantedPersonalId: '060226987652', registerNote: 'số định danh riêng 060226987652' }, { button: 'trinh' });
    const leader = await at('lanhdao.hamliem');
    await leader.submit({}, { button: /^Ký/u });
    app.clock.forward(120_000);
    await app.drainJobs();
    await mother.visitor.go(`/ho-so/${id}`);
    visited.push(reception.path, specialist.path, leader.path, mother.visitor.path);
    // Faults and refusals must not tell, either.
    await mother.visitor.fetch(`${app.url}/nhap/${id}/cau/be`, 'POST', new URLSearchParams({ _csrf: mother.csrf, childName: 'Hoàng Yến Tổ' }));
    await mother.visitor.fetch(`${app.url}/can-bo/dang-nhap`, 'POST', new URLSearchParams({ _csrf: mother.csrf, username: '060302987654', password: '0987654321' }));
    assert.match(mother.visitor.page.main, /Kết quả đã ký xong/u);
  });
  after(() => app.close());

  const foundIn = (text: string): string[] => Object.entries(CANARIES).filter(([, value]) => text.includes(value) || text.includes(value.normalize('NFD')) || text.includes(encodeURIComponent(value)) || text.includes(Buffer.from(value).toString('base64').replace(/=+$/u, '').slice(0, -1)) || text.includes(Buffer.from(value).toString('hex'))).map(([name]) => name);

  test('no table holds one in the clear, the queue of jobs included', async (t) => {
    const tables = (await app.database.owner.query<{ name: string }>("SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker') ORDER BY 1")).rows.map((row) => row.name);
    const found: string[] = [];
    let rows = 0;
    for (const name of tables.filter((one) => !/\.(place_|catalog_)/u.test(one))) {
      for (const { text } of (await app.database.owner.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)).rows) { rows++; for (const canary of foundIn(text)) found.push(`${name}: ${canary}`); }
    }
    t.diagnostic(`${tables.length} tables, ${rows} rows`);
    assert.deepEqual([...new Set(found)], []);
  });
  test('jobs carry numbers of dossiers and nothing of people', async () => {
    // What was run is gone from the queue; what a submission stores for later is seen while it waits.
    const { aDossier } = await import('../support/people.ts');
    await aDossier(app, mother, { owner: { name: 'Nguyễn Thị Hoa', personalId: '060302987654', phone: '0987654321', email: 'chim.hoang.yen@nguoidan.example' } });
    const waiting = (await app.database.owner.query<{ task: string; payload: Record<string, unknown> }>('SELECT t.identifier AS task, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id')).rows;
    assert.ok(waiting.some((job) => job.task === 'make-paper') && waiting.some((job) => job.task === 'plan-notices'));
    for (const { task, payload } of waiting) {
      assert.deepEqual(foundIn(JSON.stringify(payload)), [], task);
      for (const [key, value] of Object.entries(payload)) assert.match(`${key}=${String(value)}`, /^[a-zA-Z]+=([0-9a-f-]{36}|\d{1,9}|true|false)$/u, `${task}: ${key}`);
    }
  });
  test('the log says what was done and how it ended, and nothing about whom', () => {
    const lines = app.log.join('');
    assert.ok(app.log.length > 40 && lines.includes('dossier.submit'), `${app.log.length} lines`);
    assert.deepEqual(foundIn(lines), []);
    assert.deepEqual(app.log.filter((line) => /\/nhap\/[0-9a-f-]{36}|bi-mat=|mc_session|mc_guest/u.test(line)), [], 'no address of a draft, no secret, no cookie');
  });
  test('no address on the way held one, and no letter’s subject', () => {
    assert.deepEqual(foundIn(visited.join('\n')), []);
    assert.ok((app.mail?.messages().length ?? 0) >= 2);
    for (const letter of app.mail?.messages() ?? []) assert.deepEqual(foundIn(letter.subject).concat(foundIn(letter.text).filter((name) => name !== 'e-mail')), [], letter.subject);
    for (const text of app.sms?.messages() ?? []) assert.deepEqual(foundIn(text.text), [], text.text);
  });
  test('files on the disk are sealed', () => {
    const folder = places(app.config).files;
    const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    assert.ok(files.length >= 4, `${files.length} files`);
    for (const file of files) {
      const bytes = readFileSync(file);
      assert.deepEqual(foundIn(file), []);
      assert.ok(!bytes.includes('%PDF') && !bytes.includes('/Type') && !bytes.includes('JFIF'), `${file} can be read`);
      assert.deepEqual(foundIn(bytes.toString('latin1')), []);
    }
  });
  test('the search finds one when it is there', () => {
    for (const [name, value] of Object.entries(CANARIES)) assert.ok(foundIn(`x${value}y`).includes(name), name);
    assert.ok(foundIn(Buffer.from('0987654321').toString('base64')).includes('telephone'));
  });
});
