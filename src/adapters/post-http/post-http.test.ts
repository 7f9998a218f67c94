import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startPostOffice, type PostBehaviour, type PostOfficeSimulator } from '../../../simulators/post-office/post-office.ts';
import { parcelNumber } from '../../../simulators/post-office/protocol.ts';
import { postHttp, type PostHttpSettings } from './index.ts';
import { signatureOf } from './signing.ts';

const SECRET = 'a-secret-of-the-tests-only';
const NOW = new Date('2026-03-02T03:00:00Z');
const ORDER = { id: '01920000-0000-7000-8000-000000000001', direction: 'return', cod: 0, person: { name: 'Nguyễn Thị Hoa', phone: '0900000001', province: '68', address: 'thôn 3, xã Hàm Liêm' }, office: { code: 'H36.21', name: 'UBND xã Hàm Liêm', address: 'xã Hàm Liêm', phone: '', province: '68' }, reference: 'H36.21-260302-0001', description: 'Cấp bản sao trích lục' } as const;

describe('the carrier over HTTP', () => {
  let post: PostOfficeSimulator;
  const carrier = (changes: Partial<PostHttpSettings> = {}) => postHttp({ url: post.url, customerCode: 'MOTCUA', secret: SECRET, title: 'Bưu điện thử', clock: { now: () => NOW }, timeoutMs: 300, ...changes });
  before(async () => { post = await startPostOffice({ port: 0, customerCode: 'MOTCUA', secret: SECRET, now: () => NOW }); });
  after(async () => { await post.close(); });

  test('ordered twice, and once more with another address: one parcel with one number', async () => {
    const first = await carrier().order(ORDER);
    assert.deepEqual(first, { kind: 'accepted', carrierNumber: parcelNumber(1) });
    assert.deepEqual(await carrier().order(ORDER), first);
    assert.deepEqual(await carrier().order({ ...ORDER, cod: 34_000, person: { ...ORDER.person, address: 'thôn 5, xã Hàm Liêm' } }), first);
    assert.deepEqual(post.ledger().map((entry) => [entry.direction, entry.codAmount, entry.receiver.address, entry.sender.name]), [['deliver', 34_000, 'thôn 5, xã Hàm Liêm', 'UBND xã Hàm Liêm']]);
  });
  test('papers from home: the person is the sender', async () => {
    await carrier().order({ ...ORDER, id: '01920000-0000-7000-8000-000000000002', direction: 'send' });
    assert.deepEqual(post.ledger().filter((entry) => entry.direction === 'collect').map((entry) => [entry.sender.name, entry.receiver.name]), [['Nguyễn Thị Hoa', 'UBND xã Hàm Liêm']]);
  });
  const bad: readonly (readonly [PostBehaviour['api'], string, RegExp])[] = [['silent', 'no-answer', /timed out/u], ['broken', 'no-answer', /500/u], ['rubbish', 'no-answer', /not signed/u], ['unsigned', 'no-answer', /not signed/u], ['dies', 'no-answer', /./u], ['refuses', 'refused', /outside/u]];
  for (const [api, kind, detail] of bad) {
    test(`a carrier that ${api}: ${kind}`, async () => {
      post.behave({ api });
      try {
        const answer = await carrier().order({ ...ORDER, id: '01920000-0000-7000-8000-000000000003' });
        assert.equal(answer.kind, kind);
        assert.match('detail' in answer ? answer.detail : '', detail);
      } finally { post.behave({ api: 'normal' }); }
    });
  }
  test('a day’s statement: what ended that day, at the carrier’s own price; one bad line, and none of it is taken', async () => {
    const id = '01920000-0000-7000-8000-000000000009';
    const ordered = await carrier().order({ ...ORDER, id });
    await post.happens(id, { kind: 'delivered', at: new Date('2026-03-01T17:30:00Z'), collected: 8_000 });
    const line = { orderNumber: id, carrierNumber: 'carrierNumber' in ordered ? ordered.carrierNumber : '', state: 'delivered', postage: 26_000, collected: 8_000 };
    assert.deepEqual(await carrier().statement('2026-03-02' as never), { kind: 'statement', lines: [line] }, 'by the day in Việt Nam');
    assert.deepEqual(await carrier().statement('2026-03-01' as never), { kind: 'statement', lines: [] });
    for (const [change, detail] of [[{ statement: 'unreadable' }, /unreadable/u], [{ api: 'unsigned' }, /not signed/u], [{ api: 'silent' }, /timed out/u]] as const) {
      post.behave(change);
      const answer = await carrier().statement('2026-03-02' as never);
      post.behave({ api: 'normal', statement: 'right' });
      assert.match(answer.kind === 'no-answer' ? answer.detail : 'taken', detail);
    }
  });
  test('the wrong secret on our side: refused, and its refusal is not believed either', async () => {
    assert.deepEqual(await carrier({ secret: 'another-secret-altogether' }).order({ ...ORDER, id: '01920000-0000-7000-8000-000000000004' }), { kind: 'no-answer', detail: 'answer not signed' });
  });
  test('asked where a parcel is: its events, each readable as a callback', async () => {
    post.behave({ way: 'lost' });
    await post.happens(ORDER.id, { kind: 'in-transit' });
    await post.happens(ORDER.id, { kind: 'delivered', collected: 34_000 });
    post.behave({ way: 'normal' });
    const answer = await carrier().track(ORDER.id);
    assert.ok(answer.kind === 'reports');
    assert.deepEqual(answer.messages.map(({ report }) => [report.kind, report.collected, report.receiver?.idKind ?? null]), [['in-transit', 0, null], ['delivered', 34_000, 'can-cuoc']]);
    assert.deepEqual(await carrier().track('01920000-0000-7000-8000-00000000dead'), { kind: 'not-found' });
  });

  const payload = JSON.stringify({ eventId: 'e1', orderNumber: ORDER.id, carrierNumber: parcelNumber(1), kind: 'in-transit', at: NOW.toISOString(), place: 'Hàm Liêm' });
  const stamped = (at: Date, text = payload, secret = SECRET) => { const timestamp = String(at.getTime() / 1000); return { payload: text, timestamp, signature: signatureOf(secret, timestamp, text) }; };
  test('a message counts when it is signed, whole and young', () => {
    const read = carrier().readMessage(stamped(NOW), NOW);
    assert.ok(read && read !== 'late' && read.kind === 'report' && read.report.kind === 'in-transit');
    const old = new Date(NOW.getTime() - 6 * 60_000);
    assert.equal(carrier().readMessage(stamped(old), NOW), 'late');
    assert.equal(carrier().readMessage({ ...stamped(old), timestamp: String(NOW.getTime() / 1000) }, NOW), null, 'the time is signed too');
    assert.equal(carrier().readMessage(stamped(NOW, payload, 'another-secret-altogether'), NOW), null);
    assert.equal(carrier().readMessage({ ...stamped(NOW), payload: payload.replace('in-transit', 'delivered') }, NOW), null);
    for (const signature of ['', 'ff', 'g'.repeat(64), 'é'.repeat(64)]) assert.equal(carrier().readMessage({ ...stamped(NOW), signature }, NOW), null);
  });
  test('rubbish under a right signature is no message', () => {
    const fields = JSON.parse(payload) as Record<string, unknown>;
    for (const wrong of [{ kind: 'teleported' }, { orderNumber: 'x' }, { at: 'yesterday' }, { eventId: '' }, { collected: -1 }, { collected: 1.5 }, { collected: '8000' }, { eventId: 'x'.repeat(300) }]) {
      assert.equal(carrier().readMessage(stamped(NOW, JSON.stringify({ ...fields, ...wrong })), NOW), null, JSON.stringify(wrong));
    }
    for (const text of ['', '[]', 'null', '{', '"x"']) assert.equal(carrier().readMessage(stamped(NOW, text), NOW), null, text);
  });
  test('a receiver whose paper is not named in full was not seen', () => {
    const delivered = (receiver: unknown) => { const read = carrier().readMessage(stamped(NOW, JSON.stringify({ ...(JSON.parse(payload) as object), kind: 'delivered', receiver })), NOW); return read && read !== 'late' && read.kind === 'report' ? read.report.receiver : undefined; };
    assert.equal(delivered({ name: 'Nguyễn Thị Hoa', idKind: 'can-cuoc', idNumber: '060302900001' })?.idNumber, '060302900001');
    for (const receiver of [undefined, null, 'Hoa', { name: 'Hoa', idKind: 'the-thu-vien', idNumber: '060302900001' }, { name: 'Hoa', idKind: 'can-cuoc' }, { name: '', idKind: 'can-cuoc', idNumber: '060302900001' }, { name: 'Hoa', idKind: 'can-cuoc', idNumber: '1 OR 1' }]) assert.equal(delivered(receiver), null);
  });
  test('the code of the clerk’s device is the code that we compute', () => {
    assert.equal(carrier().clerkCode('ABC|to-post|VE1|BT0068'), post.code('ABC|to-post|VE1', 'BT0068'));
    assert.notEqual(carrier().clerkCode('ABC|to-post|VE1|BT0068'), carrier().clerkCode('ABC|to-post|VE1|VE2|BT0068'));
  });
  test('settings that cannot be right stop the start', () => {
    carrier().checkConfig();
    for (const wrong of [{ url: 'buudien' }, { url: 'http://buudien.example' }, { customerCode: '' }, { secret: 'short' }]) assert.throws(() => carrier(wrong).checkConfig());
  });
  test('numbers of parcels carry the check digit of S10', () => assert.equal(parcelNumber(47_312_482), 'VE473124829VN')); // UPU S10, example
});
