import assert from 'node:assert/strict';
import { acceptDossier, approveResult, draftResult, forwardStep, submitDraft, takeStep, type Command } from '../../src/modules/dossier/index.ts';
import type { TestApp } from './app.ts';
import { extractDraft } from './extract.ts';
import { aGuest, anOfficer, stateOf, type Someone } from './people.ts';

export const POST_TO = { name: 'Nguyễn Thị Hoa', phone: '0900000001', province: '68', address: 'thôn 3, xã Hàm Liêm' } as const;
export const POSTAGE = 26_000;

/** An officer's command on a dossier, with a key of its own. */
async function by(app: TestApp, username: string, id: string, name: string): Promise<Command> {
  const officer = await anOfficer(app, username);
  return { scope: officer.scope, actor: officer.actor, id, at: app.clock.now(), key: null, route: name, body: {} };
}
const fine = (outcome: { readonly ok: boolean }): void => { assert.ok(outcome.ok, JSON.stringify(outcome)); };

export interface Posted extends Someone { readonly dossier: string; parcel(): Promise<{ id: string; state: string; carrier_number: string | null; recorded: string; cod: number; dossier: string }> }
/** A copy from the registers, asked for by post, signed; its parcel ordered at the carrier. */
export async function aResultByPost(app: TestApp, wishes: { readonly province?: string } = {}): Promise<Posted> {
  const someone = await aGuest(app);
  const draftId = await extractDraft(app, someone, { delivery: { methods: ['post'], copies: 0, postTo: { ...POST_TO, province: wishes.province ?? POST_TO.province } } });
  const submitted = await submitDraft(app.core.dossier, { scope: someone.scope, actor: someone.actor, draftId, key: null, at: app.clock.now() });
  assert.ok(submitted.ok, JSON.stringify(submitted));
  const dossier = String(submitted.result['dossierId']);
  const deps = app.core.dossier;
  fine(await acceptDossier(deps, await by(app, 'tiepnhan.hamliem', dossier, 'a')));
  fine(await takeStep(deps, await by(app, 'thuly.hamliem', dossier, 'b')));
  fine(await draftResult(deps, await by(app, 'thuly.hamliem', dossier, 'c'), { entryText: 'Nơi sinh: Trạm y tế xã', entryNumber: '45', entryDate: '2002-03-20' } as never));
  fine(await forwardStep(deps, await by(app, 'thuly.hamliem', dossier, 'd')));
  fine(await approveResult(deps, await by(app, 'lanhdao.hamliem', dossier, 'e')));
  await app.drainJobs();
  assert.equal((await stateOf(app, dossier)).status, 'done');
  return { ...someone, dossier, async parcel() {
    const found = await app.database.owner.query<{ id: string; state: string; carrier_number: string | null; recorded: string; cod: number }>("SELECT id, state, carrier_number, recorded, cod::int AS cod FROM delivery_parcel WHERE dossier_id = $1 AND direction = 'return'", [dossier]);
    assert.equal(found.rows.length, 1, 'one parcel');
    return { ...found.rows[0]!, dossier };
  } };
}

export const CLERK = { name: 'Lê Văn Bưu', number: 'BT0068' } as const;
/** Reception draws up a sheet over these parcels; answers its id and the text that the clerk's device needs. */
export async function drawUp(app: TestApp, parcels: readonly string[], reception?: Someone): Promise<{ readonly id: string; readonly text: string; readonly reception: Someone }> {
  const officer = reception ?? (await anOfficer(app, 'tiepnhan.hamliem'));
  await officer.visitor.go('/ban/buu-dien');
  await officer.visitor.submit({ chon: [...parcels] }, { form: /bien-ban$/u });
  const id = /bien-ban\/([0-9a-f-]{36})$/u.exec(officer.visitor.path)?.[1];
  assert.ok(id, `${officer.visitor.path} ${officer.visitor.page.status} ${officer.visitor.page.main.slice(0, 900)}`);
  const text = new RegExp(`${id} (\\S+)`, 'u').exec(officer.visitor.page.text)?.[1];
  assert.ok(text, officer.visitor.page.text);
  return { id, text, reception: officer };
}
/** Both sign: the sheet is drawn up, the clerk reads the code out. */
export async function handOver(app: TestApp, parcels: readonly string[]): Promise<string> {
  assert.ok(app.post);
  const sheet = await drawUp(app, parcels);
  await sheet.reception.visitor.submit({ 'ten-buu-ta': CLERK.name, 'so-hieu': CLERK.number, ma: app.post.code(sheet.text, CLERK.number) }, { form: /ky$/u });
  assert.match(sheet.reception.visitor.page.text, /Đã ký xong/u);
  await app.drainJobs();
  return sheet.id;
}

/** What the carrier's book says and what ours says of every result agree, and the dossiers say it once. */
export async function postBooksAgree(app: TestApp): Promise<void> {
  assert.ok(app.post);
  const ours = await app.database.owner.query<{ id: string; carrier_number: string; state: string; dossier_id: string; collected: number }>("SELECT id, carrier_number, state, dossier_id, collected::int AS collected FROM delivery_parcel WHERE direction = 'return' ORDER BY carrier_number");
  const theirs = app.post.ledger().filter((one) => one.direction === 'deliver').toSorted((a, b) => (a.carrierNumber < b.carrierNumber ? -1 : 1));
  assert.deepEqual(ours.rows.map((one) => [one.id, one.carrier_number]), theirs.map((one) => [one.orderNumber, one.carrierNumber]), 'each ordered once');
  for (const parcel of ours.rows) {
    const delivered = theirs.find((one) => one.orderNumber === parcel.id)?.events.filter((event) => event.kind === 'delivered' && event.receiver) ?? [];
    if (parcel.state === 'delivered') assert.ok(delivered.length > 0, `${parcel.carrier_number} was delivered`);
    const events = await app.database.owner.query<{ kind: string; n: number }>("SELECT kind, count(*)::int AS n FROM dossier_event WHERE dossier_id = $1 AND kind IN ('result-posted', 'result-returned', 'result-came-back') GROUP BY kind ORDER BY kind", [parcel.dossier_id]);
    assert.ok(events.rows.every((one) => one.n === 1), `${parcel.carrier_number}: ${JSON.stringify(events.rows)}`);
    if (parcel.state === 'delivered') assert.deepEqual(events.rows.map((one) => one.kind), ['result-posted', 'result-returned']);
  }
}
