import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf, textsOf, wholeOf } from './job.ts';

test('what a job was given is read, or the job says what it was not given', () => {
  const payload = { dossierId: 'd1', seq: 3, jobIds: ['1', '2'], odd: ['1', 2], half: 0.5, none: null };
  assert.equal(textOf(payload, 'dossierId'), 'd1');
  assert.equal(wholeOf(payload, 'seq'), 3);
  assert.deepEqual(textsOf(payload, 'jobIds'), ['1', '2']);
  for (const read of [() => textOf(payload, 'seq'), () => textOf(payload, 'absent'), () => wholeOf(payload, 'dossierId'), () => wholeOf(payload, 'half'), () => wholeOf({ seq: '3' }, 'seq'), () => textsOf(payload, 'odd'), () => textsOf(payload, 'none')]) assert.throws(read, /^Error: job without \w+$/u);
});
