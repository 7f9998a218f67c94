import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startLinkedAgencies, type LinkedAgenciesSimulator } from '../../../simulators/linked-agencies/linked-agencies.ts';
import { linkedAgency } from './index.ts';
import { messageText, signMessage } from './signing.ts';

const SECRET = 'secret-of-the-tests-only';
const KEY = '01920000-0000-7000-8000-000000000001';
const request = (key = KEY) => ({ key, part: 'thuong-tru', group: '2.000987', dossier: 'H15.50.05.13-260302-0001', sentAt: new Date('2026-03-02T02:00:00Z'), result: { number: '1/2026', verifyUrl: 'http://localhost/kiem-tra/X', sha256: 'ab' }, answers: { childName: 'Nguyễn Minh An' } });

describe('another agency over HTTP', () => {
  let agencies: LinkedAgenciesSimulator;
  const clock = { now: () => new Date('2026-03-02T02:00:00Z') };
  const at = (secret = SECRET, timeoutMs = 2_000) => linkedAgency({ partner: 'cu-tru', url: agencies.urlOf('cu-tru'), secret, timeoutMs }, clock);
  before(async () => { agencies = await startLinkedAgencies({ port: 0, secrets: { 'cu-tru': SECRET }, pauseMs: 5, now: () => clock.now() }); });
  after(() => agencies.close());

  test('taken once, however often it is sent', async () => {
    agencies.behave('cu-tru', 'silent');
    const first = await at().send(request());
    assert.deepEqual(first, { kind: 'taken', reference: 'TT-000001' });
    assert.deepEqual(await at().send(request()), first);
    assert.equal(agencies.requests('cu-tru').length, 1);
    assert.equal(agencies.requests('cu-tru')[0]?.sent, 2);
    await agencies.idle();
    const asked = await at().ask(KEY);
    assert.equal(asked.kind === 'message' && asked.message.state, 'accepted');
    assert.deepEqual(await at().ask('01920000-0000-7000-8000-0000000000aa'), { kind: 'unknown' });
  });
  test('every bad answer has its name, and none of them throws', async () => {
    const other = request('01920000-0000-7000-8000-000000000002');
    const said: Record<string, string> = {};
    for (const way of ['rubbish', 'broken', 'busy', 'exists', 'data-refused', 'hang'] as const) {
      agencies.behave('cu-tru', way);
      const answer = await at(SECRET, 300).send(other);
      said[way] = answer.kind === 'no-answer' ? answer.why : answer.kind;
    }
    assert.deepEqual(said, { rubbish: 'bad-answer', broken: 'bad-answer', busy: 'busy', exists: 'exists-elsewhere', 'data-refused': 'data-refused', hang: 'timed-out' });
    agencies.behave('cu-tru', 'normal');
    const stranger = await at('another-secret-altogether').send(other);
    assert.deepEqual(stranger, { kind: 'no-answer', why: 'forbidden', detail: 'status 401' });
    const nobody = await linkedAgency({ partner: 'cu-tru', url: 'http://127.0.0.1:9', secret: SECRET }, clock).send(other);
    assert.equal(nobody.kind === 'no-answer' && nobody.why, 'unreachable');
  });
  test('a message is the agency’s own only with its signature over every field', () => {
    const fields = { message: 'm1', key: KEY, reference: 'TT-1', seq: '2', state: 'done', at: '2026-03-02T02:00:00Z', number: 'TT7000000', reason: '' };
    const signed = { ...fields, signature: signMessage(SECRET, fields) };
    assert.equal(at().readMessage(signed)?.number, 'TT7000000');
    for (const name of Object.keys(fields)) assert.equal(at().readMessage({ ...signed, [name]: `${fields[name as keyof typeof fields]}1` }), null, name);
    assert.equal(at().readMessage(fields), null);
    for (const [name, value] of [['state', 'paid'], ['seq', '0'], ['seq', '1e3'], ['key', 'x'], ['message', ''], ['at', 'yesterday']] as const) { const odd = { ...fields, [name]: value }; assert.equal(at().readMessage({ ...odd, signature: signMessage(SECRET, odd) }), null, name); }
  });
  test('no value can pass for two: the length stands in front of each', () => {
    assert.notEqual(messageText({ number: 'a\nreason:1:b', reason: '' }), messageText({ number: 'a', reason: 'b' }));
  });
  test('an address in the open and a short secret are refused at the start', () => {
    assert.throws(() => linkedAgency({ partner: 'x', url: 'http://example.vn', secret: SECRET }, clock), /https/u);
    assert.throws(() => linkedAgency({ partner: 'x', url: 'https://example.vn', secret: 'short' }, clock), /16/u);
  });
});
