import assert from 'node:assert/strict';
import type { Officer } from '../../src/shared/actor.ts';
import { approveResult, draftResult, forwardStep, type Command } from '../../src/modules/dossier/index.ts';
import type { TestApp } from './app.ts';
import { aCounterDossier, anOfficer, type Someone } from './people.ts';

type Staff = Someone & { readonly actor: Officer };
const by = (app: TestApp, who: Staff, id: string, route: string): Command => ({ scope: who.scope, actor: who.actor, id, at: app.clock.now(), key: null, route, body: {} });

/** Certified copies received, drafted and submitted for signature. */
export async function atSignature(app: TestApp): Promise<string> {
  const specialist = await anOfficer(app, 'thuly.hamliem');
  const id = await aCounterDossier(app, await anOfficer(app, 'tiepnhan.hamliem'));
  assert.ok((await draftResult(app.core.dossier, by(app, specialist, id, 'dossier.draft-result'), { bookVolume: '01/2026', compared: true })).ok);
  assert.ok((await forwardStep(app.core.dossier, by(app, specialist, id, 'dossier.forward'))).ok);
  return id;
}
/** …and signed off by this leader. */
export async function signsForTest(app: TestApp, username: string): Promise<string> {
  const id = await atSignature(app);
  const outcome = await approveResult(app.core.dossier, by(app, await anOfficer(app, username), id, 'dossier.sign'));
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return id;
}
