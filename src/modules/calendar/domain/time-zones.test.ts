import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

/** The machine's own zone must not matter: every test of counting runs again under three of them. */
for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Ho_Chi_Minh']) {
  test(`all dates are the same on a server in ${zone}`, async () => {
    const useCases = join(import.meta.dirname, '..', 'use-cases');
    const files = [...['golden', 'due', 'calendar'].map((name) => join(import.meta.dirname, `${name}.test.js`)), ...readdirSync(useCases).filter((name) => name.endsWith('.test.js')).map((name) => join(useCases, name))];
    const { NODE_TEST_CONTEXT: _parent, ...environment } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', ...files], { env: { ...environment, TZ: zone }, maxBuffer: 16 * 1024 * 1024 });
    assert.match(stdout, /^# fail 0$/mu);
    assert.ok(Number(/^# pass (\d+)$/mu.exec(stdout)?.[1]) > 150, 'the tests did run');
  });
}
