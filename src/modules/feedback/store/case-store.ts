import { derivedSecret } from '../../../platform/crypto/ids.ts';
import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { applyCase, CLOSED, foldCase, nextDue, type CaseEvent, type CaseEventKind, type CaseState, type CaseStatus, type NewCaseEvent, type Subject, type Writer } from '../domain/index.ts';
import type { CaseRow, CaseScope, CaseStore, LoadedCase } from '../ports.ts';
import { inCaseScope, trackingHash } from './case-scope.ts';

interface Row { readonly id: string; readonly code: string; readonly agency_id: number; readonly subject: Subject; readonly state: CaseStatus; readonly sent_at: Date; readonly next_due: Date | null; readonly about_officer: string | null; readonly key_text: string }
const COLUMNS = `id, code, agency_id, subject, state, sent_at, next_due, about_officer`;
const text = (key: string): string => `CASE WHEN ${key} = 'infinity' THEN 'infinity' ELSE to_char(${key} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END AS key_text`;
/** What is open, by when the office must act, waiting for the writer last; what is finished, the latest first. */
const LISTS = { open: { where: 'closed_at IS NULL', key: "coalesce(next_due, 'infinity'::timestamptz)", after: '>', order: 'ASC', from: '-infinity', fromId: '00000000-0000-0000-0000-000000000000' }, done: { where: 'closed_at IS NOT NULL', key: 'closed_at', after: '<', order: 'DESC', from: 'infinity', fromId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' } } as const;
const toRow = (row: Row): CaseRow => ({ id: row.id, code: row.code, agencyId: row.agency_id, subject: row.subject, state: row.state, sentAt: row.sent_at, nextDue: row.next_due, aboutOfficer: row.about_officer });
interface EventRow { readonly seq: number; readonly kind: CaseEventKind; readonly at: Date; readonly by_kind: 'person' | 'officer'; readonly by_name: string | null; readonly sealed: string }

const eventPlace = (id: string, seq: number): string => `feedback_event|sealed|${id}|${seq}`;
const personPlace = (id: string): string => `feedback_person|sealed|${id}`;
const SECRET_LETTERS = 8;

/** Cases as lists of events; who wrote and what was written lies sealed in tables that the officer complained of cannot read. */
export function caseStore(db: Database, keyring: Keyring): CaseStore {
  const secretOf = (id: string): string => derivedSecret(keyring.lookup, 'feedback-secret', id, SECRET_LETTERS);
  const hashOf = (secret: string): Buffer => trackingHash(keyring, secret);
  const within = inCaseScope(db, keyring);
  const load = async (tx: Queryable, scope: CaseScope, id: string, lock: boolean): Promise<LoadedCase | null> => {
    const [row] = await tx.query<Row>(sql(`SELECT ${COLUMNS} FROM feedback_case WHERE id = $1 AND feedback_may_see(agency_id, citizen_id, guest_key, secret_hash)${scope.kind === 'tracking' ? ' AND code = $2' : ''}${lock ? ' FOR UPDATE' : ''}`, scope.kind === 'tracking' ? [id, scope.code] : [id]));
    if (!row) return null;
    const events = (await tx.query<EventRow>(sql('SELECT seq, kind, at, by_kind, by_name, sealed FROM feedback_event WHERE case_id = $1 ORDER BY seq', [id]))).map((one) => readEvent(keyring, id, one));
    const [person] = await tx.query<{ sealed: string }>(sql('SELECT sealed FROM feedback_person WHERE case_id = $1', [id]));
    if (events.length === 0 || !person) return { id, code: row.code, state: outside(row), content: null };
    const { writer, text } = JSON.parse(open(keyring, personPlace(id), person.sealed)) as { writer: Writer; text: string };
    return { id, code: row.code, state: foldCase(events), content: { writer, text, events } };
  };
  const append = async (tx: Queryable, id: string, before: CaseState | null, added: readonly NewCaseEvent[], by: { readonly kind: 'person' | 'officer'; readonly id: string | null; readonly name: string | null }, at: Date): Promise<CaseState> => {
    let state = before;
    for (const one of added) {
      const event: CaseEvent = { seq: (state?.seq ?? 0) + 1, kind: one.kind, at: at.toISOString(), by: { kind: by.kind, name: by.name }, data: one.data };
      state = applyCase(state, event);
      await tx.query(sql('INSERT INTO feedback_event (case_id, seq, kind, at, by_kind, by_id, by_name, sealed) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)', [id, event.seq, event.kind, at, by.kind, by.kind === 'officer' ? by.id : null, by.name, seal(keyring, eventPlace(id, event.seq), JSON.stringify(one.data))]));
    }
    if (!state) throw new Error('nothing to append');
    return state;
  };
  return {
    secretOf,
    async send(scope, sent) {
      return within(scope, 'writes', async (tx) => {
        if (sent.requestKey !== null) {
          // The same form sent twice at once: the second waits and finds what the first has made.
          await tx.query(sql("SELECT pg_advisory_xact_lock(hashtext('feedback_case'), hashtext($1))", [sent.requestKey]));
          const [before] = await tx.query<{ id: string }>(sql('SELECT id FROM feedback_case WHERE request_key = $1', [sent.requestKey]));
          if (before) return before.id;
        }
        const [number] = await tx.query<{ last: number }>(sql('INSERT INTO feedback_book (book, last) VALUES ($1, 1) ON CONFLICT (book) DO UPDATE SET last = feedback_book.last + 1 RETURNING last', [sent.book]));
        let state: CaseState | null = null;
        for (const [at, one] of sent.events.entries()) state = applyCase(state, { seq: at + 1, kind: one.kind, at: sent.at.toISOString(), by: { kind: 'person', name: null }, data: one.data });
        if (!state || !number) throw new Error('a case begins with what was sent');
        await tx.query(sql('INSERT INTO feedback_case (id, request_key, code, secret_hash, agency_id, subject, about_officer, citizen_id, guest_key, state, sent_at, next_due, head_seq) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)',
          [sent.id, sent.requestKey, sent.code(number.last), hashOf(secretOf(sent.id)), sent.agencyId, state.subject, state.aboutOfficer, scope.kind === 'citizen' ? scope.citizenId : null, scope.kind === 'guest' ? scope.guestKey : null, state.status, sent.at, nextDue(state), state.seq]));
        await tx.query(sql('INSERT INTO feedback_person (case_id, sealed) VALUES ($1, $2)', [sent.id, seal(keyring, personPlace(sent.id), JSON.stringify({ writer: sent.writer, text: sent.text }))]));
        await append(tx, sent.id, null, sent.events, { kind: 'person', id: null, name: null }, sent.at);
        return sent.id;
      });
    },
    async sentSince(scope, since) {
      const [row] = await within(scope, 'reads', (tx) => tx.query<{ n: number }>(sql(`SELECT count(*)::int AS n FROM feedback_case WHERE ${scope.kind === 'citizen' ? 'citizen_id' : 'guest_key'} = $1 AND sent_at >= $2`, [scope.kind === 'citizen' ? scope.citizenId : scope.guestKey, since])));
      return row?.n ?? 0;
    },
    find: (scope, id) => within(scope, 'reads', (tx) => load(tx, scope, id, false)),
    async track(code, secret) {
      const [row] = await db.read.query<{ id: string }>(sql('SELECT id FROM feedback_track($1, $2)', [code, hashOf(secret)], 'feedback-track'));
      return row?.id ?? null;
    },
    async list(scope, agencyId, isOpen, page) {
      const { where, key, after, order, from, fromId } = isOpen ? LISTS.open : LISTS.done;
      const rows = await within(scope, 'reads', (tx) => tx.query<Row>(sql(
        `SELECT ${COLUMNS}, ${text(key)} FROM feedback_case WHERE agency_id = $1 AND ${where} AND (${key}, id) ${after} ($2, $3) ORDER BY ${key} ${order}, id ${order} LIMIT $4`,
        [agencyId, page.after ?? from, page.afterId ?? fromId, page.limit + 1])));
      const shown = rows.slice(0, page.limit);
      const last = shown.at(-1);
      return { rows: shown.map(toRow), next: rows.length > page.limit && last ? { after: last.key_text, id: last.id } : null };
    },
    async published(limit) {
      const rows = await db.read.query<{ id: string; agency_id: number; public_title: string; public_answer: string; published_at: Date }>(sql('SELECT id, agency_id, public_title, public_answer, published_at FROM feedback_case WHERE published_at IS NOT NULL ORDER BY published_at DESC, id LIMIT $1', [limit], 'feedback-published'));
      return rows.map((row) => ({ id: row.id, agencyId: row.agency_id, title: row.public_title, answer: row.public_answer, publishedAt: row.published_at }));
    },
    async change(scope, id, by, at, decide) {
      return within(scope, 'writes', async (tx) => {
        const loaded = await load(tx, scope, id, true);
        if (!loaded?.content) return null;
        const decision = decide(loaded);
        if (!decision.ok) return decision;
        // A transfer hands the case to an agency that the officer need not see afterwards.
        const to = decision.value.find((one): one is NewCaseEvent<'transferred'> => one.kind === 'transferred');
        if (to && scope.kind === 'officer') await tx.query(sql("SELECT set_config('mc.agencies', $1, true)", [`{${[...scope.agencyIds, to.data.toAgency].join(',')}}`]));
        const state = await append(tx, id, loaded.state, decision.value, by, at);
        await tx.query(sql('UPDATE feedback_case SET agency_id = $2, about_officer = $3, state = $4, next_due = $5, closed_at = $6, public_title = $7, public_answer = $8, published_at = $9, head_seq = $10 WHERE id = $1',
          [id, state.agencyId, state.aboutOfficer, state.status, nextDue(state), CLOSED.includes(state.status) ? state.closedAt : null, state.published?.title ?? null, state.published?.text ?? null, state.published ? state.closedAt : null, state.seq]));
        return { ok: true };
      });
    },
  };
}

function readEvent(keyring: Keyring, id: string, row: EventRow): CaseEvent {
  return { seq: row.seq, kind: row.kind, at: row.at.toISOString(), by: { kind: row.by_kind, name: row.by_name }, data: JSON.parse(open(keyring, eventPlace(id, row.seq), row.sealed)) as CaseEvent['data'] };
}
/** What stands on the row: all that the officer complained of may know. */
const outside = (row: Row): CaseState => ({
  seq: 0, status: row.state, agencyId: row.agency_id, subject: row.subject, aboutOfficer: row.about_officer, dossierCode: null, sentAt: row.sent_at.toISOString(), rejectBy: row.sent_at.toISOString(), supplementBy: row.sent_at.toISOString(), transferBy: row.sent_at.toISOString(), answerBy: row.next_due?.toISOString() ?? row.sent_at.toISOString(),
  publishBy: null, waitingSince: null, supplements: 0, closedAt: null, answer: null, published: null,
});
