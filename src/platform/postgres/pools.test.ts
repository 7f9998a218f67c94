import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { utcTimestamp } from './pools.ts';

test('a moment is read as PostgreSQL writes it, to the millisecond', () => {
  assert.equal(utcTimestamp('2026-11-21 02:00:00+00')?.toISOString(), '2026-11-21T02:00:00.000Z');
  assert.equal(utcTimestamp('2026-11-21 02:03:04.5+00')?.toISOString(), '2026-11-21T02:03:04.500Z');
  assert.equal(utcTimestamp('2026-02-28 23:59:59.57+00')?.toISOString(), '2026-02-28T23:59:59.570Z');
  assert.equal(utcTimestamp('0999-12-31 23:59:59.999999+00')?.toISOString(), '0999-12-31T23:59:59.999Z');
});
test('whatever is not of that shape is left to the driver', () => {
  for (const value of ['infinity', '-infinity', '2026-11-21 02:00:00+07', '0044-03-15 10:00:00+00 BC', '12026-11-21 02:00:00+00', '0050-01-01 00:00:00+00', '']) assert.equal(utcTimestamp(value), null, value);
  const parse = pg.types.getTypeParser(1184) as (value: string) => unknown;
  assert.equal(parse('infinity'), Number.POSITIVE_INFINITY);
  assert.equal((parse('2026-11-21 02:00:00+07') as Date).toISOString(), '2026-11-20T19:00:00.000Z');
});
test('any moment comes back', () => {
  const moment = fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  fc.assert(fc.property(moment, fc.integer({ min: 0, max: 999 }), (at, micros) => {
    const fraction = `${String(at.getUTCMilliseconds()).padStart(3, '0')}${String(micros).padStart(3, '0')}`.replace(/0+$/u, '');
    const written = `${at.toISOString().slice(0, 19).replace('T', ' ')}${fraction ? `.${fraction}` : ''}+00`;
    assert.equal(utcTimestamp(written)?.getTime(), at.getTime(), written);
  }), { numRuns: 300 });
});
