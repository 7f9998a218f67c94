import assert from 'node:assert/strict';
import { factOf, type DossierFact } from '../../src/modules/report/domain/index.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import { factSource } from '../../src/wiring/report-source.ts';
import type { Visitor } from '../support/browse.ts';
import type { World } from './journey.ts';

/** Runs a job that the worker's timetable would run, and what follows from it. */
export const timetable = (task: string) => ({ app }: World): Promise<void> => timetableOf(app, task);
export async function timetableOf(app: World['app'], task: string): Promise<void> {
  await app.database.owner.query('SELECT platform_add_jobs($1)', [JSON.stringify([{ task, payload: {}, key: `test:${task}` }])]);
  const ran = await app.drainJobs();
  assert.ok(ran.includes(task), `${task} ran; these did: ${ran.join(', ')}`);
}

/** Rows of the list on the page and on all that follow it. */
export async function rowsBehind(visitor: Visitor, href: string): Promise<readonly string[]> {
  const codes: string[] = [];
  const window = visitor.window();
  await window.go(href);
  for (let pages = 0; pages < 50; pages++) {
    assert.equal(window.page.status, 200, href);
    codes.push(...window.page.links.filter((one) => /^\/ban\/ho-so\/[0-9a-f-]{36}$/u.test(one.href)).map((one) => one.words));
    const next = window.page.links.find((one) => one.words.startsWith('Trang sau'));
    if (!next) return codes;
    await window.go(next.href);
  }
  throw new Error(`${href} has no end`);
}
/** Every number on the page that is a link to a list opens exactly as many dossiers, each once. Answers how many numbers there were. */
export async function everyNumberOpens(visitor: Visitor, list: RegExp): Promise<number> {
  const numbers = visitor.page.links.filter((one) => list.test(one.href) && /^\d+(\/\d+)?$/u.test(one.words));
  for (const one of numbers) {
    const codes = await rowsBehind(visitor, one.href);
    assert.equal(codes.length, Number(one.words.split('/')[0]), `«${one.words}» ${one.href}: ${codes.join(' ')}`);
    assert.equal(new Set(codes).size, codes.length, one.href);
  }
  return numbers.length;
}

/** Facts folded anew from the events of every dossier, whatever stands in the table of figures. */
export async function recomputed({ app }: Pick<World, 'app'>): Promise<readonly DossierFact[]> {
  const source = factSource(await buildCore(app.config, app.database.worker, app.keyring, reactions, app.clock));
  const { rows } = await app.database.owner.query<{ id: string }>('SELECT id FROM dossier ORDER BY id');
  const facts = await Promise.all(rows.map((row) => source.read(row.id)));
  return facts.flatMap((one) => (one ? [factOf(one.events, one.context)] : []));
}
