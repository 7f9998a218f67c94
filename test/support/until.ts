import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 40;
/** Waits for what another process brings about. Fails, naming it, when it has not come: the time is there to end a broken run, not to judge. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, patienceMs = 90_000): Promise<void> {
  for (const late = Date.now() + patienceMs; !(await holds());) {
    assert.ok(Date.now() < late, what);
    await pause(LOOK_AGAIN_MS);
  }
}
