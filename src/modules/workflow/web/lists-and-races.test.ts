import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { aCounterDossier, anOfficer, type Someone } from '../../../../test/support/people.ts';
import type { Officer } from '../../../shared/actor.ts';
import { approveResult, draftResult, forwardStep, type Command } from '../../dossier/index.ts';

let app: TestApp;
before(async () => { app = await startTestApp(); });
after(() => app.close());

const command = (someone: Someone, id: string): Command => ({ scope: someone.scope, actor: someone.actor, id, at: app.clock.now(), key: null, route: 'arranged', body: {} });
/** Certified copies, drafted and before the leader. */
async function toSign(reception: Someone & { readonly actor: Officer }, specialist: Someone): Promise<string> {
  const id = await aCounterDossier(app, reception);
  const drafted = await draftResult(app.core.dossier, command(specialist, id), {});
  assert.ok(drafted.ok, JSON.stringify(drafted));
  const moved = await forwardStep(app.core.dossier, command(specialist, id), undefined);
  assert.ok(moved.ok, JSON.stringify(moved));
  return id;
}
const boxes = (html: string): readonly string[] => [...html.matchAll(/name="chon" value="([0-9a-f-]{36})"/gu)].map((match) => match[1] ?? '');

describe('«Bắt đầu khai», pressed by somebody who works here', () => {
  test('reception comes to the counter intake of that procedure, and may file online instead', async () => {
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    const shown = await reception.visitor.go('/khai/khai-sinh');
    assert.equal(shown.url.pathname, '/ban/tiep-nhan/khai-sinh');
    const helping = await reception.visitor.click(/Khai giúp qua mạng/u);
    assert.ok(helping.url.pathname === '/khai/khai-sinh/dieu-kien', helping.url.pathname);
  });
  test('whoever neither receives nor helps is told who does, in words', async () => {
    for (const username of ['thuly.hamliem', 'lanhdao.hamliem', 'kiemsoat.hamliem']) {
      const officer = await anOfficer(app, username);
      const answer = await officer.visitor.fetch(`${app.url}/khai/khai-sinh`);
      assert.equal(answer.status, 403);
      assert.match(answer.page.text, /Tài khoản cán bộ không nộp hồ sơ ở trang này/u);
      assert.match(answer.page.text, /đăng xuất tài khoản cán bộ/u);
    }
  });
});

test('whoever has no list of dossiers begins where the own work is', async () => {
  for (const [username, place] of [['quantri.hamliem', '/quan-tri/co-quan'], ['tinhnguyen.hamliem', '/ban/khai-giup'], ['motcua.hamliem', '/ban']] as const) {
    assert.equal((await (await anOfficer(app, username)).visitor.go('/ban')).url.pathname, place);
  }
});

describe('what waits for the leader', () => {
  test('every result can be reached, however many wait', async () => {
    const [reception, specialist, leader] = [await anOfficer(app, 'tiepnhan.hamliem'), await anOfficer(app, 'thuly.hamliem'), await anOfficer(app, 'lanhdao.hamliem')];
    const made: string[] = [];
    for (let n = 0; n < 53; n += 1) made.push(await toSign(reception, specialist));
    const first = await leader.visitor.go('/ban/ky');
    assert.equal(boxes(first.html).length, 50);
    const second = await leader.visitor.click('Trang sau');
    assert.equal(boxes(second.html).length, 3);
    assert.deepEqual([...boxes(first.html), ...boxes(second.html)].toSorted(), made.toSorted(), 'each once');
    const asked = await leader.visitor.submit({ chon: boxes(second.html) });
    assert.match(asked.text, /Ký 3 kết quả\?/u, 'ticks of a later page count');
  });

  test('who comes second is told who was first, and when', async () => {
    const [reception, specialist, leader] = [await anOfficer(app, 'tiepnhan.hamliem'), await anOfficer(app, 'thuly.hamliem'), await anOfficer(app, 'lanhdao.hamliem')];
    const [taken, left] = [await toSign(reception, specialist), await toSign(reception, specialist)];
    const other = await anOfficer(app, 'lanhdao.hamliem');
    const won = await approveResult(app.core.dossier, { ...command(other, taken), route: 'dossier.sign' });
    assert.ok(won.ok);
    const sent = async (chosen: readonly string[], more: Readonly<Record<string, string>> = {}) => {
      const form = new URLSearchParams([['_csrf', leader.csrf], ...chosen.map((id): [string, string] => ['chon', id]), ...Object.entries(more)]);
      return leader.visitor.fetch(`${app.url}/ban/ky`, 'POST', form);
    };
    const asked = await sent([taken, left]);
    assert.match(asked.page.text, /Ký 1 kết quả\?/u);
    assert.match(asked.page.text, new RegExp(`Không còn chờ anh/chị ký[\\s\\S]*${other.actor.name}, .*: Lãnh đạo đã duyệt ký`, 'u'), 'before anything is confirmed');
    const all = await sent([taken]);
    assert.equal(all.status, 409);
    assert.match(all.page.text, new RegExp(`${other.actor.name}, .*8 giờ 30.*: Lãnh đạo đã duyệt ký|${other.actor.name}, .*: Lãnh đạo đã duyệt ký`, 'u'));
  });
});
