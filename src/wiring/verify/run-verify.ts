import { createHash } from 'node:crypto';
import pg from 'pg';
import { calendarStore } from '../../modules/calendar/index.ts';
import { catalogStore } from '../../modules/catalog/index.ts';
import type { ProcedureContent } from '../../modules/catalog/domain/index.ts';
import type { Keyring } from '../../platform/crypto/seal.ts';
import type { DossierFact } from '../../modules/report/domain/index.ts';
import { readLinkedGroups } from '../../modules/linkage/index.ts';
import { readFacts } from '../../modules/report/index.ts';
import type { Statement } from '../../platform/postgres/database.ts';
import { openDatabase } from '../../platform/postgres/pools.ts';
import { checkBytes, type FileMode } from './bytes.ts';
import { calendarsOverTime, checkDues } from './dues.ts';
import { checkFeedback } from './feedback.ts';
import { calendarsByVersion, checkFigures, type CountedDossier } from './figures.ts';
import { checkFilesOf, type IssuedRow, type PaperRow, type StoredFileRow } from './files-of-dossier.ts';
import { checkLinked } from './linked.ts';
import { numberBooks } from './numbers.ts';
import { owedBy, type Owed } from './owed.ts';
import { checkRegister, type StoredEntry } from './register.ts';
import { replayDossier, type Replayed, type ReplayContext, type StoredDossier, type StoredEvent } from './replay.ts';
import { openNotebook, type Notebook, type VerifyReport } from './report.ts';
import { grouped, inBatches } from './rows.ts';
import { checkKeyIds, checkWholeDatabase } from './whole-database.ts';

export interface VerifyDeps {
  /** login of the worker role: sees every dossier, may change none of what is checked */ readonly workerUrl: string;
  readonly keyring: Keyring; readonly filesDir: string; readonly signingDir: string;
  readonly now: Date;
  /** the secret on the slip of a dossier, from its id */ trackingSecret(id: string): string;
}
/** Dossiers looked at together: some 8 MB of events, whatever the size of the database. */
const BATCH = 1_000;

/**
 * Recomputes every dossier from its events, all in one snapshot, so that a running installation gives no false alarm.
 * Reads only. Measured: see docs/operate/verify.md.
 */
export async function runVerify(deps: VerifyDeps, options: { readonly files: FileMode; readonly onProgress?: (dossiers: number) => void }): Promise<VerifyReport> {
  const begun = performance.now();
  const notebook = openNotebook();
  const db = openDatabase({ url: deps.workerUrl, application: 'mot-cua verify', readers: 2, writers: 1 });
  const client = new pg.Client({ connectionString: deps.workerUrl, application_name: 'mot-cua verify', options: '-c TimeZone=UTC -c statement_timeout=0 -c idle_in_transaction_session_timeout=0' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const agencies = new Map((await client.query<{ id: number; code: string }>('SELECT id, code FROM organisation_agency')).rows.map((row) => [row.id, row.code]));
    const catalog = catalogStore(db);
    const versions = new Map<string, ProcedureContent | null>();
    const context: ReplayContext = { keyring: deps.keyring, notebook, numbers: numberBooks(), now: deps.now, agencyCode: (id) => agencies.get(id) ?? null, version: (id) => versions.get(id) ?? null, trackingSecret: (id) => deps.trackingSecret(id) };
    const calendars = await calendarsOverTime(calendarStore(db));
    const calendarOf = calendarsByVersion(calendarStore(db));
    const heads = createHash('sha256');
    let [dossiers, events] = [0, 0];
    for await (const batch of inBatches(BATCH, (after) => readBatch(client, after), ({ rows }) => rows)) {
      for (const row of batch.rows) if (!versions.has(row.version_id)) versions.set(row.version_id, (await catalog.versionById(row.version_id))?.content ?? null);
      const owed: { readonly name: string; readonly id: string; readonly owes: readonly Owed[] }[] = [];
      const counted: CountedDossier[] = [];
      for (const row of batch.rows) {
        heads.update(`${row.id} ${row.head_seq} ${row.head_hash.toString('hex')}\n`);
        const stored = batch.events.get(row.id) ?? [];
        events += stored.length;
        const replayed = replayDossier(context, row, stored);
        if (!replayed) continue;
        await checkDues(notebook, calendars, replayed, versions.get(row.version_id) ?? null);
        checkFilesOf(notebook, replayed, row, batch.files.get(row.id) ?? new Map(), batch.papers.get(row.id) ?? [], batch.issued.get(row.id) ?? null);
        checkRegister(notebook, context.agencyCode, replayed, batch.register.get(row.id) ?? null);
        owed.push({ name: replayed.name, id: row.id, owes: outstanding(row.id, replayed, batch) });
        counted.push({ id: row.id, head: row.head_seq, demo: row.demo, replayed, content: versions.get(row.version_id) ?? null });
        notebook.checked('I-12', replayed.events.length);
      }
      await checkOwed(client, notebook, owed);
      await checkFigures(client, notebook, counted, batch.facts, calendarOf);
      dossiers += batch.rows.length;
      options.onProgress?.(dossiers);
    }
    const counters = new Map((await client.query<{ book: string; last: number }>('SELECT book, last FROM dossier_book')).rows.map((row) => [row.book, row.last]));
    context.numbers.close(counters, notebook);
    await checkLinked(client, notebook, calendars, readLinkedGroups());
    await checkFeedback(client, notebook, calendars.calendarAt, calendars.changes > 1);
    await checkWholeDatabase(client, notebook);
    await checkKeyIds(client, deps.keyring, notebook);
    const nameOf = async (id: string | null): Promise<string | null> => (id === null ? null : ((await client.query<{ name: string }>('SELECT coalesce(code, reference) AS name FROM dossier WHERE id = $1', [id])).rows[0]?.name ?? id));
    const files = options.files === 'none' ? 0 : await bytesOrReason(notebook, () => checkBytes(notebook, { db, ...deps }, options.files as Exclude<FileMode, 'none'>, nameOf, deps.now));
    await client.query('COMMIT');
    const found = notebook.findings();
    const wrong = notebook.counts().some((one) => one.wrong > 0);
    return { ok: !wrong, dossiers, events, files, seconds: (performance.now() - begun) / 1000, invariants: notebook.counts(), first: found.find((one) => one.severity === 'wrong') ?? null, findings: found, heads: heads.digest('hex') };
  } finally {
    await client.end();
    await db.close();
  }
}

interface Batch {
  readonly rows: readonly StoredDossier[]; readonly events: ReadonlyMap<string, readonly StoredEvent[]>; readonly files: ReadonlyMap<string, ReadonlyMap<string, StoredFileRow>>;
  readonly papers: ReadonlyMap<string, readonly PaperRow[]>; readonly issued: ReadonlyMap<string, IssuedRow>; readonly told: ReadonlySet<string>; readonly facts: ReadonlyMap<string, DossierFact>; readonly register: ReadonlyMap<string, StoredEntry>;
}
async function readBatch(client: pg.Client, after: string): Promise<Batch> {
  const { rows } = await client.query<StoredDossier>({ name: 'verify-dossiers', text: `
    SELECT id, reference, code, procedure_code, version_id, channel, filed_by, receiving_agency, competent_agency, status, step, step_role, assignee, owner_name, owner_fold, owner_key, phone_key, citizen_id, tracking_hash,
      submitted_at, received_at, due_at, first_due_at, step_due_at, next_due, finished_at, closed_at, supplement_rounds, fee_due, fee_paid, national, head_seq, head_hash, demo
    FROM dossier WHERE id > $1 ORDER BY id LIMIT $2`, values: [after, BATCH] });
  const ids = rows.map((row) => row.id);
  const of = async <Row extends { readonly dossier_id: string }>(name: string, text: string): Promise<Map<string, Row[]>> => grouped((await client.query<Row>({ name, text, values: [ids] })).rows, (row) => row.dossier_id);
  const events = await of<StoredEvent>('verify-events', 'SELECT dossier_id, seq, kind, at, body, hash FROM dossier_event WHERE dossier_id = ANY ($1::uuid[]) ORDER BY dossier_id, seq');
  const files = await of<StoredFileRow>('verify-files', "SELECT id, dossier_id, encode(sha256, 'hex') AS sha256, encode(kept_sha256, 'hex') AS kept_sha256, size, citizen_id, agency_ids, office_only FROM document_file WHERE dossier_id = ANY ($1::uuid[])");
  const papers = await of<PaperRow>('verify-papers', 'SELECT dossier_id, seq, file_id FROM dossier_paper WHERE dossier_id = ANY ($1::uuid[]) ORDER BY dossier_id, seq');
  const issued = await of<IssuedRow>('verify-issued', 'SELECT dossier_id, verify_code, sha256, agency_id, signer_name, signed_at, trial FROM dossier_issued WHERE dossier_id = ANY ($1::uuid[])');
  const register = await of<StoredEntry>('verify-register', 'SELECT dossier_id, agency_id, year, number, entered_on FROM dossier_register WHERE dossier_id = ANY ($1::uuid[])');
  const told = await client.query<{ cause: string }>({ name: 'verify-told', text: 'SELECT DISTINCT cause FROM notice_message WHERE dossier_id = ANY ($1::uuid[])', values: [ids] });
  const facts = await readFacts({ query: async <Row>(statement: Statement) => (await client.query({ text: statement.text, values: [...(statement.values ?? [])] })).rows as Row[] }, ids);
  return {
    rows, events, papers, facts, told: new Set(told.rows.map((row) => row.cause)),
    files: new Map([...files].map(([id, list]) => [id, new Map(list.map((file) => [file.id, file]))])),
    issued: only(issued), register: only(register),
  };
}

/** The one row that each dossier may have. */
const only = <Row>(of: ReadonlyMap<string, readonly Row[]>): ReadonlyMap<string, Row> => new Map([...of].flatMap(([id, list]) => (list[0] ? [[id, list[0]] as const] : [])));

/** What is owed and has left no trace yet: there must be a job that will do it. */
function outstanding(id: string, replayed: Replayed, batch: Batch): readonly Owed[] {
  const made = new Set((batch.papers.get(id) ?? []).map((paper) => paper.seq));
  return owedBy(id, replayed).filter((owed) => (owed.kind === 'notice' ? !batch.told.has(`${id}:${owed.seq}`) : owed.kind === 'paper' || owed.kind === 'receipt' ? !made.has(owed.seq) : true));
}
const OWED_WORDS = { notice: ['thông báo', 'a message'], paper: ['giấy tờ', 'a paper'], receipt: ['biên lai', 'a receipt'], signature: ['chữ ký', 'the signature'] } as const;
async function checkOwed(client: pg.Client, notebook: Notebook, dossiers: readonly { readonly name: string; readonly owes: readonly Owed[] }[]): Promise<void> {
  const keys = dossiers.flatMap(({ owes }) => owes.map((one) => one.jobKey));
  if (keys.length === 0) return;
  const { rows } = await client.query<{ key: string; alive: boolean }>('SELECT key, attempts < max_attempts AS alive FROM graphile_worker._private_jobs WHERE key = ANY ($1)', [keys]);
  const jobs = new Map(rows.map((row) => [row.key, row.alive]));
  for (const { name, owes } of dossiers) {
    for (const { kind, seq, jobKey } of owes) {
      const alive = jobs.get(jobKey);
      if (alive) continue;
      const [vi, en] = OWED_WORDS[kind];
      notebook.wrong('I-12', { dossier: name, seq }, alive === false ? `${vi} còn nợ, việc nền đã bỏ cuộc sau nhiều lần thử` : `${vi} còn nợ mà không có việc nào đang chờ`, alive === false ? `${en} is owed, and the job gave up after all its tries` : `${en} is owed, and no job is waiting to make it`);
    }
  }
}

/** A store that throws while it is read (a name that no key opens) is a finding, not the end of the check. */
async function bytesOrReason(notebook: Notebook, check: () => Promise<number>): Promise<number> {
  try {
    return await check();
  } catch (error) {
    notebook.wrong('I-19', { dossier: null }, `sổ tệp không đọc hết được: ${(error as Error).message}`, `the list of files cannot be read to its end: ${(error as Error).message}`);
    return 0;
  }
}
