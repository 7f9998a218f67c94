import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createTypstRenderer, type TypstRenderer } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-press-'));
writeFileSync(join(folder, 'frame.typ'), '');
writeFileSync(join(folder, 'thu.typ'), '#json("/data.json").line');
writeFileSync(join(folder, 'endless.typ'), '#let many = range(json("/data.json").to)\n#let n = 0\n#for i in many { for j in many { n += 1 } }\n#n');
writeFileSync(join(folder, 'outside.typ'), '#read("/../secret.txt")');
writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
const open: TypstRenderer[] = [];
const room = (limits: NonNullable<Parameters<typeof createTypstRenderer>[0]>['limits'] = {}): TypstRenderer => {
  const made = createTypstRenderer({ templateFolder: folder, limits });
  open.push(made);
  return made;
};
after(async () => {
  await Promise.all(open.map((one) => one.close()));
  rmSync(folder, { recursive: true });
  rmSync(join(folder, '..', 'secret.txt'));
});
/** process ids of the presses that this file has running */
const presses = (): readonly number[] => spawnSync('pgrep', ['-P', String(process.pid), '-f', 'press-process.js'], { encoding: 'utf8' }).stdout.trim().split('\n').filter(Boolean).map(Number);
const isPdf = (pdf: Buffer): boolean => pdf.subarray(0, 5).toString() === '%PDF-';

test('a paper that never ends is stopped; those behind it are printed', async () => {
  const one = room({ time: 3000 });
  await one.render('thu', { line: 'a' });
  const stuck = one.render('endless', { to: 200000 });
  const behind = one.render('thu', { line: 'b' });
  await assert.rejects(stuck, /endless: the press ended \(SIGKILL\)/u);
  assert.ok(isPdf(await behind));
});

test('a press that somebody ends in mid-paper: a fresh one prints that paper and those behind it; the second time it is said', async () => {
  const others = presses();
  const mine = async (not?: number): Promise<number> => { for (;;) { const pid = presses().find((one) => !others.includes(one) && one !== not); if (pid !== undefined) return pid; await pause(5); } };
  const one = room();
  await one.render('thu', { line: 'a' });
  const first = await mine();
  process.kill(first, 'SIGSTOP');
  const papers = [one.render('thu', { line: 'under' }), one.render('thu', { line: 'behind' })];
  process.kill(first, 'SIGKILL');
  for (const paper of papers) assert.ok(isPdf(await paper));
  const second = await mine(first);
  const endless = assert.rejects(one.render('endless', { to: 200000 }), /endless: the press ended \(SIGKILL\)/u);
  const behind = one.render('thu', { line: 'behind' });
  process.kill(second, 'SIGKILL');
  process.kill(await mine(second), 'SIGKILL');
  await endless;
  assert.ok(isPdf(await behind));
});

test('the press starts anew after its number of papers, above its memory, and after rest', async () => {
  for (const limits of [{ papers: 2 }, { memory: 1 }, { idle: 20 }]) {
    const one = room(limits);
    for (let i = 0; i < 5; i++) {
      assert.ok(isPdf(await one.render('thu', { line: `${i}` })));
      if ('idle' in limits) await new Promise((resolve) => { setTimeout(resolve, 60); });
    }
  }
});

test('too many orders at once are refused, the others are printed in turn', async () => {
  const one = room({ waiting: 3 });
  const answers = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => one.render('thu', { line: `${i}` })));
  assert.deepEqual(answers.map(({ status }) => status), ['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
});

test('closing ends what is under way with a clear error, and a later paper starts a new press', async () => {
  const one = room();
  const under = one.render('endless', { to: 200000 });
  const refused = assert.rejects(under, /closed/u);
  await one.close();
  await refused;
  assert.ok(isPdf(await one.render('thu', { line: 'again' })));
});

test('a template cannot read outside its folder', async () => {
  await assert.rejects(room().render('outside', {}), (error: Error) => /outside/u.test(error.message) && !error.message.includes('secret\n'));
});
