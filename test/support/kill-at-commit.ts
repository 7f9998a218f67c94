import assert from 'node:assert/strict';
import type pg from 'pg';
import { holdingCommits } from './held-commit.ts';
import type { Program } from './program.ts';

/** Does this with the commit held open, kills the web process there, and waits until it is back; whether the commit was lost is the test's choice. */
export async function killWebAtCommit(it: { readonly program: Pick<Program, 'kill' | 'ready'>; readonly owner: pg.Pool }, table: string, when: 'INSERT' | 'UPDATE' | 'INSERT OR UPDATE', lost: boolean, act: () => Promise<unknown>, meanwhile: () => Promise<void>): Promise<void> {
  await holdingCommits(it.owner, table, when, async (held) => {
    const sent = act().then(() => 'answered', () => 'cut off');
    const pid = await held.waits();
    await meanwhile();
    await it.program.kill('web');
    if (lost) await held.undo(pid);
    await held.letGo();
    assert.equal(await sent, 'cut off');
  });
  await it.program.ready(30_000);
}
