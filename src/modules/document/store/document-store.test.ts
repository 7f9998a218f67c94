import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import type { FileOwner, FileScope, NewFile } from '../ports.ts';
import { documentStore } from './document-store.ts';

const keyring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
let minted = Date.parse('2026-11-20T02:00:00Z');
/** A UUID of version 7, one millisecond after the last. */
function uuid(): string {
  const time = (minted++).toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
const [mother, stranger, officer, dossier] = [uuid(), uuid(), uuid(), uuid()];
const AGENCY = 11;
const citizen = (citizenId: string): FileScope => ({ kind: 'citizen', citizenId });
const guest = (guestKey: string): FileScope => ({ kind: 'guest', guestKey });
const desk = (...agencyIds: number[]): FileScope => ({ kind: 'officer', officerId: officer, agencyIds });
const owned = (owner: Partial<FileOwner>): FileOwner => ({ citizenId: null, guestKey: null, officerId: null, agencyIds: [], ...owner });
const file = (owner: Partial<FileOwner>, other: Partial<NewFile> = {}): NewFile => ({
  id: uuid(), draftId: uuid(), dossierId: null, paperKey: 'giay-chung-sinh', source: 'citizen', name: 'Giấy chứng sinh 079123456789.jpg', mime: 'image/jpeg', pages: 1, width: 900, height: 1200,
  size: 5000, sha256: randomBytes(32).toString('hex'), keptSize: 3000, keptSha256: randomBytes(32).toString('hex'), keyId: 'k1', state: 'ready', scan: 'clean', notes: [], officeOnly: false, receivedAt: new Date('2026-11-20T02:00:00Z'), ...other, owner: owned(owner),
});

describe('rows of files', () => {
  let database: TestDatabase;
  before(async () => { database = await openTestDatabase(); });
  after(() => database.close());
  const documents = () => documentStore(database.app, keyring);

  test('what is added is found again, whole, and the name is sealed at rest', async () => {
    const sent = file({ citizenId: mother });
    assert.deepEqual(await documents().add(citizen(mother), sent, 40), { outcome: 'added' });
    const { owner: _, ...stored } = sent;
    assert.deepEqual(await documents().find(citizen(mother), sent.id), stored);
    const raw = await database.owner.query<{ row: string }>('SELECT f::text AS row FROM document_file f WHERE id = $1', [sent.id]);
    assert.doesNotMatch(raw.rows[0]?.row ?? '', /079123456789|chứng sinh/u);
  });

  test('outside its scope a file does not exist', async () => {
    const sent = file({ citizenId: mother, agencyIds: [AGENCY] });
    await documents().add(citizen(mother), sent, 40);
    for (const scope of [citizen(stranger), guest('g-x'), desk(AGENCY + 1), desk(), { kind: 'public' } as const]) {
      assert.equal(await documents().find(scope, sent.id), null, JSON.stringify(scope));
      assert.deepEqual(await documents().listOfDraft(scope, sent.draftId ?? ''), []);
      assert.deepEqual(await documents().removeLoose(scope, [sent.id]), []);
    }
    assert.equal((await documents().find(desk(AGENCY), sent.id))?.id, sent.id);
  });

  test('nobody can add a file in somebody else’s name', async () => {
    await assert.rejects(documents().add(citizen(stranger), file({ citizenId: mother }), 40), /row-level security/u);
    await assert.rejects(documents().add(guest('g-1'), file({ citizenId: mother }), 40), /row-level security/u);
    await assert.rejects(documents().add(desk(AGENCY), file({ citizenId: mother, agencyIds: [AGENCY + 1] }), 40), /row-level security/u);
  });

  test('the same bytes for the same paper of a draft are one file; another paper makes another', async () => {
    const first = file({ guestKey: 'g-2' });
    await documents().add(guest('g-2'), first, 40);
    const again = await documents().add(guest('g-2'), { ...file({ guestKey: 'g-2' }), draftId: first.draftId, sha256: first.sha256 }, 40);
    assert.equal(again.outcome === 'twin' && again.file.id, first.id);
    const other = await documents().add(guest('g-2'), { ...file({ guestKey: 'g-2' }), draftId: first.draftId, sha256: first.sha256, paperKey: 'to-khai' }, 40);
    assert.equal(other.outcome, 'added');
  });

  test('two uploads at once cannot pass the limit together', async () => {
    const draftId = uuid();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => documents().add(guest('g-3'), file({ guestKey: 'g-3' }, { draftId }), 3)));
    assert.deepEqual(outcomes.map((one) => one.outcome).sort(), ['added', 'added', 'added', 'full', 'full', 'full']);
    assert.equal((await documents().usage(guest('g-3'), draftId)).filesOfDraft, 3);
    assert.equal((await documents().usage(guest('g-3'), null)).looseBytesOfOwner, 9000);
  });

  test('binding gives the files to the dossier, its owner and its offices, once; after that they never change', async () => {
    const one = file({ guestKey: 'g-4', agencyIds: [] });
    const two = file({ guestKey: 'g-4' }, { draftId: one.draftId });
    const foreign = file({ guestKey: 'g-5' });
    await documents().add(guest('g-4'), one, 40);
    await documents().add(guest('g-4'), two, 40);
    await documents().add(guest('g-5'), foreign, 40);
    const to = { dossierId: dossier, draftId: one.draftId, fileIds: [one.id, two.id], citizenId: null, guestKey: 'g-4', agencyIds: [AGENCY, AGENCY] };
    assert.equal(await documents().bind(guest('g-4'), { ...to, fileIds: [foreign.id] }), 0);
    assert.equal(await documents().bind(guest('g-4'), { ...to, draftId: uuid() }), 0, 'a file of another draft');
    assert.equal(await documents().bind(guest('g-4'), to), 2);
    assert.equal(await documents().bind(guest('g-4'), { ...to, dossierId: uuid() }), 0, 'bound already');
    assert.deepEqual((await documents().listOfDossier(desk(AGENCY), dossier)).map((found) => found.id), [one.id, two.id]);
    assert.deepEqual(await documents().removeLoose(guest('g-4'), [one.id]), []);
    assert.deepEqual(await documents().removeOfDraft(guest('g-4'), one.draftId ?? ''), []);
    const scoped = (statement: string) => database.app.inScope({ kind: 'officer', officerId: officer, agencyIds: [AGENCY] }, 'writes', (tx) => tx.query<{ id: string }>({ text: `${statement} RETURNING id`, values: [one.id] }));
    assert.deepEqual(await scoped('UPDATE document_file SET dossier_id = gen_random_uuid() WHERE id = $1'), []);
    await assert.rejects(scoped("UPDATE document_file SET sha256 = decode(repeat('00', 32), 'hex') WHERE id = $1"), /permission denied/u);
    await assert.rejects(scoped("UPDATE document_file SET state = 'ready', scan = 'clean' WHERE id = $1"), /permission denied/u);
    // Even with the owner's rights.
    const owner = (statement: string) => database.owner.query(statement, [one.id]);
    for (const change of ["SET sha256 = decode(repeat('00', 32), 'hex')", 'SET dossier_id = NULL, bound_at = NULL', 'SET agency_ids = ARRAY[99]', "SET name = 'x'"]) {
      await assert.rejects(owner(`UPDATE document_file ${change} WHERE id = $1`), /never changes/u, change);
    }
    await assert.rejects(owner('DELETE FROM document_file WHERE id = $1'), /never changes/u);
    await owner(`UPDATE document_file SET citizen_id = '${mother}' WHERE id = $1`);
    assert.equal((await documents().find(citizen(mother), one.id))?.dossierId, dossier);
  });

  test('what offices keep among themselves the citizen does not see', async () => {
    const slip = file({ officerId: officer, agencyIds: [AGENCY] }, { draftId: null, source: 'issued', officeOnly: true });
    const receipt = file({ officerId: officer, agencyIds: [AGENCY] }, { draftId: null, source: 'issued' });
    const id = uuid();
    for (const one of [slip, receipt]) await documents().add(desk(AGENCY), one, 40);
    assert.equal(await documents().bind(desk(AGENCY), { dossierId: id, draftId: null, fileIds: [slip.id, receipt.id], citizenId: mother, guestKey: null, agencyIds: [AGENCY] }), 2);
    assert.deepEqual((await documents().listOfDossier(citizen(mother), id)).map((one) => one.id), [receipt.id]);
    assert.equal((await documents().listOfDossier(desk(AGENCY), id)).length, 2);
  });

  test('an issued paper stands in its dossier from the start, comes only from an office or the worker, and nobody takes it away', async () => {
    const id = uuid();
    const issued = (agencyIds: number[]) => file({ citizenId: mother, agencyIds }, { draftId: null, dossierId: id, source: 'issued', scan: 'own-work' });
    const [byWorker, byDesk] = [issued([AGENCY]), issued([AGENCY])];
    assert.equal((await documentStore(database.worker, keyring).add({ kind: 'worker' }, byWorker, 40)).outcome, 'added');
    assert.equal((await documents().add(desk(AGENCY), byDesk, 40)).outcome, 'added');
    await assert.rejects(documents().add(desk(AGENCY), issued([AGENCY + 1]), 40), /row-level security/u);
    await assert.rejects(documents().add(citizen(mother), issued([]), 40), /row-level security/u);
    await assert.rejects(documents().add(citizen(mother), { ...issued([]), source: 'citizen' }, 40), /row-level security/u, 'nobody slips a file into a dossier');
    assert.deepEqual((await documents().listOfDossier(citizen(mother), id)).map((one) => one.id), [byWorker.id, byDesk.id]);
    const loose = { ...issued([AGENCY]), dossierId: null };
    await documents().add(desk(AGENCY), loose, 40);
    assert.deepEqual(await documents().removeLoose(citizen(mother), [loose.id, byWorker.id]), []);
    assert.deepEqual(await documents().removeLoose(desk(AGENCY), [loose.id]), []);
    const dropped = await database.app.inScope({ kind: 'officer', officerId: officer, agencyIds: [AGENCY] }, 'writes', (tx) => tx.query({ text: 'DELETE FROM document_file WHERE id = $1 RETURNING id', values: [loose.id] }));
    assert.deepEqual(dropped, []);
    assert.ok(!(await documentStore(database.worker, keyring).loose(new Date('2030-01-01T00:00:00Z'), null, 1000)).some((one) => one.source === 'issued'));
  });

  test('a guest who signs in keeps the files, and only one’s own', async () => {
    const mine = file({ guestKey: 'g-6' });
    const other = file({ guestKey: 'g-7' });
    await documents().add(guest('g-6'), mine, 40);
    await documents().add(guest('g-7'), other, 40);
    const adopt = (as: string, of: string) => database.app.inScope({ kind: 'guest', guestKey: as }, 'writes', (tx) => tx.query<{ n: number }>({ text: 'SELECT document_adopt($1, $2) AS n', values: [of, mother] }));
    await assert.rejects(adopt('g-6', 'g-7'), /only the guest of this session/u);
    assert.deepEqual(await adopt('g-6', 'g-6'), [{ n: 1 }]);
    assert.equal((await documents().find(citizen(mother), mine.id))?.id, mine.id);
    assert.equal(await documents().find(guest('g-6'), mine.id), null);
    assert.equal(await documents().find(citizen(mother), other.id), null);
  });

  test('the worker sees all, records late scans, and pages through them', async () => {
    const waiting = file({ citizenId: mother }, { state: 'quarantine', scan: 'waiting' });
    await documents().add(citizen(mother), waiting, 40);
    const work = documentStore(database.worker, keyring);
    assert.deepEqual((await work.inQuarantine(10)).map((one) => one.id), [waiting.id]);
    await work.recordScan(waiting.id, 'ready', 'clean');
    assert.deepEqual(await work.inQuarantine(10), []);
    assert.deepEqual([...await work.known([waiting.id, uuid()])], [waiting.id]);
    const seen = new Set<string>();
    for (let after: string | null = null; ;) {
      const page = await work.page(after, 4);
      if (page.length === 0) break;
      for (const one of page) seen.add(one.id);
      after = page.at(-1)?.id ?? null;
    }
    const total = await database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM document_file');
    assert.equal(seen.size, total.rows[0]?.n);
    assert.ok((await work.loose(new Date('2026-11-21T00:00:00Z'), null, 1000)).every((one) => one.dossierId === null));
  });
});
