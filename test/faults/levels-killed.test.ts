import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Visitor } from '../support/browse.ts';
import { killWebAtCommit } from '../support/kill-at-commit.ts';
import { anOfficer } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import { until } from '../support/until.ts';

/** A program of its own: what the other rows’ faults change in offices and decisions would meet this one’s. */
let it: ProgramWithApp;
before(async () => { it = await startProgramWithApp(); });
after(() => it?.close());

describe('row 5: killed while the level of a procedure changes', { timeout: 400_000 }, () => {
  const CODE = '2.000635';
  let person: Visitor;
  before(() => { person = it.app.visitor('ai đó'); });
  /** The level as three readers tell it: the public list, the procedure’s page, the interface for other programs. */
  async function level(): Promise<string> {
    const csv = (await person.fetch(`${it.program.base}/muc-do.csv`)).bytes.toString('utf8').split('\r\n').find((line) => line.startsWith(CODE));
    await person.go(`/thu-tuc/${CODE}`);
    const shown = /Mức độ (\d) · (toàn trình|một phần|cung cấp thông tin)/u.exec(person.page.main);
    const api = JSON.parse((await person.fetch(`${it.program.base}/api/v1/procedures/${CODE}`)).bytes.toString('utf8')) as { level: number; serviceLevelName: string };
    const told = [/,([1-4]),(Toàn trình|Một phần|Cung cấp thông tin),/u.exec(csv ?? '')?.slice(1).join(' ').toLowerCase(), shown?.slice(1).join(' '), `${api.level} ${api.serviceLevelName}`];
    assert.deepEqual(told, [told[0], told[0], told[0]], 'list, page and interface say the same');
    return told[0] ?? '';
  }

  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit that puts a version of another level into use: all three say ${lost ? 'the old' : 'the new'} one`, async () => {
      const before = await level();
      assert.equal(before, '4 toàn trình');
      const control = await anOfficer(it.app, 'kiemsoat.lamdong');
      const versions = await it.app.core.catalog.versionsOf(CODE);
      const inUse = versions.find((version) => version.state === 'published') ?? assert.fail();
      // Not submitted online any more, as a decision of the ministry may say.
      if (!versions.some((version) => version.state === 'draft')) await it.app.core.catalog.addNextDraft({ id: it.app.core.documents.ids.uuid(), content: { ...inUse.content, manner: inUse.content.manner.filter((manner) => manner.channel !== 'online') }, lacks: [], at: new Date(), by: 'Kiểm soát' });
      await control.visitor.go(`/quan-tri/thu-tuc/${CODE}`);
      await killWebAtCommit(it, 'catalog_version', 'UPDATE', lost, () => control.visitor.submit({}, { form: '/cong-bo' }), async () => assert.equal(await level(), before));
      const after = await level();
      assert.equal(after, lost ? before : '2 cung cấp thông tin');
      assert.deepEqual((await it.owner.query("SELECT state, count(*)::int AS n FROM catalog_version WHERE code = $1 AND state <> 'superseded' GROUP BY 1 ORDER BY 1", [CODE])).rows, lost ? [{ state: 'draft', n: 1 }, { state: 'published', n: 1 }] : [{ state: 'published', n: 1 }], 'one version in use, whatever happened');
      if (lost) return;
      // The page is still open: a second press finds it done.
      await control.visitor.submit({}, { form: '/cong-bo' });
      assert.match(control.visitor.path, /xong=published$/u);
      assert.equal(await level(), after);
    });
  }
  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit by which an office closes it online: the office’s list says ${lost ? 'the old' : 'the new'} level, and the question where to file agrees`, async () => {
      const BIRTH = '1.001193';
      const at = async (office: number): Promise<boolean> => {
        const csv = (await person.fetch(`${it.program.base}/muc-do.csv?muc=4&co-quan=${office}`)).bytes.toString('utf8').includes(BIRTH);
        await person.go(`/muc-do?muc=4&co-quan=${office}`);
        const listed = person.page.main.includes(BIRTH);
        await person.go('/khai/khai-sinh?da-kiem-tra=1&moi=1');
        const offered = person.page.form({ filled: ['noi'] }).options('noi').includes(String(office));
        assert.deepEqual([csv, listed, offered], [csv, csv, csv], 'file, list and form say the same');
        return csv;
      };
      assert.deepEqual([await at(2), await at(12)], [true, true]);
      const control = await anOfficer(it.app, 'kiemsoat.hamliem');
      await control.visitor.go(`/quan-tri/thu-tuc/${BIRTH}`);
      await killWebAtCommit(it, 'catalog_offering', 'INSERT OR UPDATE', lost, () => control.visitor.submit({ online: null }, { form: '/noi-nhan' }), async () => assert.equal(await at(2), true));
      assert.deepEqual([await at(2), await at(12)], [lost, true]);
      if (lost) return;
      await control.visitor.submit({ online: 'co' }, { form: '/noi-nhan' });
      await until('open again', () => at(2));
    });
  }
  test('afterwards every dossier is what its events say', () => {
    const verified = it.program.command('verify');
    assert.equal(verified.status, 0, verified.out);
  });
});
