import { catalogStore } from '../src/modules/catalog/index.ts';
import type { ProcedureContent } from '../src/modules/catalog/domain/index.ts';
import { documentStore } from '../src/modules/document/index.ts';
import { draftStore, type Draft, type DraftContent } from '../src/modules/dossier/index.ts';
import { canonicalJson } from '../src/modules/dossier/domain/index.ts';
import { mergePage, parsePage, relevantPages, type Body } from '../src/modules/eform/domain/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import { seal } from '../src/platform/crypto/seal.ts';
import type { Answers, Facts } from '../src/shared/condition.ts';
import { vietnamDate } from '../src/shared/plain-date.ts';
import { OWN_AGENCY, readJson, type House } from './house.ts';
import type { Person } from './people.ts';

export interface ReadyDraft { readonly draftId: string; readonly fileId: string; readonly person: Person }
export const BIRTH = '1.001193';
const DAY_MS = 86_400_000;

/** The whole birth form filled as the golden journey of `fixtures/forms` fills it, with a child born twenty days ago. */
function birthAnswers(content: ProcedureContent, now: Date): Answers {
  const [journey] = readJson<{ pages: Record<string, Record<string, string>> }[]>('fixtures', 'forms', 'journeys.json');
  const born = vietnamDate(new Date(now.getTime() - 20 * DAY_MS));
  const date = { 'birthDate.day': born.slice(8, 10), 'birthDate.month': born.slice(5, 7), 'birthDate.year': born.slice(0, 4) };
  let answers: Answers = {};
  if (!content.form || !journey) throw new Error('the birth form or its journey is missing');
  for (let at = 0; ; at++) {
    const facts: Facts = { answers, channel: 'online', today: vietnamDate(now) };
    const page = relevantPages(content.form, facts)[at];
    if (!page) return answers;
    const parsed = parsePage(page, { ...journey.pages[page.key], ...(page.key === 'ngay-sinh' ? date : {}) } as Body, facts);
    if (parsed.errors.length > 0) throw new Error(`${page.key}: ${JSON.stringify(parsed.errors)}`);
    answers = mergePage(page, answers, parsed.answers);
  }
}

/** Drafts that need nothing but the last press. The first goes through the real stores; the others are its rows again, each sealed for its own place. */
export async function readyDrafts(house: House, people: readonly Person[], count: number): Promise<readonly ReadyDraft[]> {
  const { app, keyring, owner } = house;
  const now = new Date();
  const version = await catalogStore(app).publishedByCode(BIRTH);
  if (!version) throw new Error('the birth procedure is not published');
  const answers = birthAnswers(version.content, now);
  const contentOf = (person: Person): DraftContent => ({
    answers, assurance: 'level-2', filedBy: 'self', visited: ['xac-nhan', ...(version.content.form?.pages ?? []).map((page) => page.key), 'giay-to', 'nhan-ket-qua', 'kiem-tra'],
    owner: { name: person.name, personalId: person.personalId, birthDate: '1998-03-02', gender: 'female', phone: person.phone }, contact: { phone: person.phone }, delivery: { methods: ['electronic'], copies: 0 },
    screening: { qBirthPlace: 'viet-nam', qParents: 'viet-nam', qMarried: 'roi', qProof: 'co' },
  });
  const drafts = draftStore(app, keyring);
  const documents = documentStore(app, keyring);
  const shortCode = (): string => `B${systemIds.secret(9)}`;
  const [first] = people;
  if (!first) throw new Error('nobody to submit');
  const scope = { kind: 'citizen', citizenId: first.subjectId } as const;
  const made: Draft = { id: systemIds.uuid(), citizenId: first.subjectId, guestKey: null, officerId: null, procedure: BIRTH, version: version.id, agencyId: OWN_AGENCY, channel: 'online', shortCode: shortCode(), revision: 1, changedAt: now, expiresAt: new Date(now.getTime() + 30 * DAY_MS), dossierId: null, supplements: null, content: contentOf(first) };
  await drafts.create(scope, made);
  const fileId = systemIds.uuid();
  const name = 'giay-chung-sinh.jpg';
  await documents.add(scope, {
    id: fileId, draftId: made.id, dossierId: null, paperKey: 'giay-chung-sinh', source: 'citizen', name, mime: 'image/jpeg', pages: 1, width: 1600, height: 1200, size: 812_345, sha256: 'ab'.repeat(32), keptSize: 301_234, keptSha256: 'cd'.repeat(32),
    keyId: 'k1', state: 'ready', scan: 'not-configured', notes: [], officeOnly: false, receivedAt: now, owner: { citizenId: first.subjectId, guestKey: null, officerId: null, agencyIds: [] },
  }, 40);
  const ready: ReadyDraft[] = [{ draftId: made.id, fileId, person: first }];
  const texts = new Map(people.map((person) => [person.subjectId, canonicalJson(contentOf(person))]));
  const BATCH = 2_000;
  while (ready.length < count) {
    const batch = Array.from({ length: Math.min(BATCH, count - ready.length) }, (_, n) => ({ draftId: systemIds.uuid(), fileId: systemIds.uuid(), person: people[(ready.length + n) % people.length]! }));
    await owner.query(
      `INSERT INTO dossier_draft (id, citizen_id, guest_key, officer_id, procedure_code, version_id, agency_id, channel, short_code, sealed, revision, created_at, changed_at, expires_at, supplements)
       SELECT n.id, n.citizen, d.guest_key, d.officer_id, d.procedure_code, d.version_id, d.agency_id, d.channel, n.code, n.sealed, d.revision, d.created_at, d.changed_at, d.expires_at, d.supplements
       FROM dossier_draft d, unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) AS n(id, citizen, code, sealed) WHERE d.id = $1`,
      [made.id, batch.map((one) => one.draftId), batch.map((one) => one.person.subjectId), batch.map(() => shortCode()), batch.map((one) => seal(keyring, `dossier_draft|sealed|${one.draftId}`, texts.get(one.person.subjectId) ?? ''))]);
    await owner.query(
      `INSERT INTO document_file SELECT (jsonb_populate_record(f, jsonb_build_object('id', n.id, 'draft_id', n.draft, 'citizen_id', n.citizen, 'name', n.name))).*
       FROM document_file f, unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) AS n(id, draft, citizen, name) WHERE f.id = $1`,
      [fileId, batch.map((one) => one.fileId), batch.map((one) => one.draftId), batch.map((one) => one.person.subjectId), batch.map((one) => seal(keyring, `document_file|name|${one.fileId}`, name))]);
    ready.push(...batch);
  }
  // What the bulk leaves to do is done now, not by the background while it is measured.
  await owner.query('VACUUM (ANALYZE) dossier_draft, document_file');
  await owner.query('CHECKPOINT');
  return ready;
}
