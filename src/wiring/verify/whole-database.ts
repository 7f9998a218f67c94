import type pg from 'pg';
import type { Keyring } from '../../platform/crypto/seal.ts';
import { MONEY_CHECKS } from './money.ts';
import { REGISTER_CHECKS } from './register.ts';
import { SUM_CHECKS } from './sums.ts';
import type { InvariantId, Notebook } from './report.ts';

/** Checks that are one statement over the whole database. Each row that comes back is one thing that is wrong. */
export interface WholeCheck { readonly id: InvariantId; readonly sql: string; readonly vi: string; readonly en: string; /** how many were looked at */ readonly count: string }

const CHECKS: readonly WholeCheck[] = [
  { id: 'I-07', count: 'SELECT count(*) AS n FROM dossier_event', sql: 'SELECT e.dossier_id::text AS what, e.seq FROM dossier_event e WHERE NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = e.dossier_id) ORDER BY 1, 2',
    vi: 'sự kiện của hồ sơ {what} còn, dòng hồ sơ thì không', en: 'an event of dossier {what} is there, its row is not' },
  { id: 'I-01', count: "SELECT count(*) AS n FROM dossier_effect WHERE result ? 'dossierId'", sql: "SELECT f.result->>'dossierId' AS what FROM dossier_effect f WHERE f.result ? 'dossierId' AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = (f.result->>'dossierId')::uuid) ORDER BY f.at",
    vi: 'đã báo nhận hồ sơ {what} nhưng hồ sơ không còn', en: 'dossier {what} was acknowledged to somebody and is gone' },
  { id: 'I-03', count: 'SELECT count(*) AS n FROM dossier_draft WHERE dossier_id IS NOT NULL', sql: 'SELECT w.dossier_id::text AS what FROM dossier_draft w WHERE w.dossier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = w.dossier_id) ORDER BY 1',
    vi: 'bản nháp đã thành hồ sơ {what} nhưng hồ sơ không còn', en: 'a draft became dossier {what}, which is gone' },
  { id: 'I-03', count: 'SELECT 0 AS n', sql: 'SELECT dossier_id::text AS what FROM dossier_draft WHERE dossier_id IS NOT NULL AND supplements IS NULL GROUP BY dossier_id HAVING count(*) > 1 ORDER BY 1',
    vi: 'hồ sơ {what} được nộp từ nhiều bản nháp', en: 'dossier {what} was submitted from more than one draft' },
  { id: 'I-03', count: 'SELECT 0 AS n', sql: 'SELECT dossier_id::text AS what FROM dossier_draft WHERE dossier_id IS NOT NULL AND supplements IS NOT NULL AND supplements <> dossier_id ORDER BY 1',
    vi: 'bản bổ sung được ghi vào hồ sơ khác ({what})', en: 'a supplement was entered in another dossier ({what})' },
  { id: 'I-14', count: 'SELECT count(*) AS n FROM document_file WHERE dossier_id IS NOT NULL', sql: 'SELECT f.dossier_id::text AS what FROM document_file f WHERE f.dossier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id) GROUP BY 1 ORDER BY 1',
    vi: 'có tệp của hồ sơ {what} nhưng hồ sơ không còn', en: 'there are files of dossier {what}, which is gone' },
  { id: 'I-16', count: 'SELECT count(*) AS n FROM dossier_issued', sql: 'SELECT i.verify_code AS what FROM dossier_issued i WHERE NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = i.dossier_id) ORDER BY 1',
    vi: 'kết quả mã {what} đã phát hành nhưng hồ sơ không còn', en: 'result {what} was issued, its dossier is gone' },
  { id: 'I-12', count: 'SELECT count(*) AS n FROM notice_message', sql: 'SELECT DISTINCT m.dossier_code AS what FROM notice_message m WHERE m.dossier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = m.dossier_id) ORDER BY 1',
    vi: 'đã có thông báo về hồ sơ {what} nhưng hồ sơ không còn', en: 'a message about dossier {what} was owed, the dossier is gone' },
  { id: 'I-12', count: 'SELECT 0 AS n', sql: "SELECT coalesce(m.dossier_code, m.template) AS what FROM notice_message m WHERE m.state = 'dead' AND m.cause_of_failure IS NULL ORDER BY 1",
    vi: 'thông báo về hồ sơ {what} đã dừng mà không ghi lý do', en: 'a message about dossier {what} was given up without a cause' },
  // A message that waits is woken by the sweep of every minute; an hour behind its time, nothing is at work on it.
  { id: 'I-12', count: 'SELECT 0 AS n', sql: "SELECT coalesce(m.dossier_code, m.template) AS what FROM notice_message m WHERE m.state IN ('queued', 'sending') AND m.due_at < now() - interval '1 hour' AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = 'notice:' || m.id AND j.attempts < j.max_attempts) ORDER BY m.due_at",
    vi: 'thông báo về hồ sơ {what} quá giờ gửi mà không có việc nào đang chờ', en: 'a message about dossier {what} is past its time and no job is waiting to send it' },
  { id: 'I-12', count: 'SELECT count(*) AS n FROM notice_question', sql: "SELECT q.id::text AS what FROM notice_question q WHERE q.state = 'waiting' AND q.received_at < now() - interval '1 hour' AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = 'question:' || q.id AND j.attempts < j.max_attempts) ORDER BY q.received_at",
    vi: 'tin hỏi {what} của người dân chưa được trả lời mà không có việc nào đang chờ', en: 'question {what} by SMS is not answered and no job is waiting to answer it' },
  { id: 'I-17', count: "SELECT count(*) AS n FROM identity_session WHERE kind = 'officer' AND ended_at IS NULL", sql: "SELECT o.name AS what FROM identity_session s JOIN organisation_officer o ON o.id = s.subject_id WHERE s.kind = 'officer' AND s.ended_at IS NULL AND s.expires_at > now() AND NOT o.active ORDER BY 1",
    vi: 'cán bộ đã khóa «{what}» còn phiên đăng nhập', en: 'disabled officer “{what}” still has a live session' },
  { id: 'I-18', count: 'SELECT count(*) AS n FROM delivery_parcel', sql: 'SELECT p.reference AS what FROM delivery_parcel p WHERE p.dossier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = p.dossier_id) ORDER BY 1',
    vi: 'bưu gửi của hồ sơ {what} còn, hồ sơ thì không', en: 'a parcel of dossier {what} is there, the dossier is gone' },
  { id: 'I-18', count: 'SELECT 0 AS n', sql: `SELECT p.reference AS what FROM delivery_parcel p WHERE p.handed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM delivery_minutes_line l JOIN delivery_minutes m ON m.id = l.minutes_id WHERE l.parcel_id = p.id AND m.state = 'signed' AND m.kind = CASE p.direction WHEN 'return' THEN 'to-post' ELSE 'from-post' END) ORDER BY 1`,
    vi: 'bưu gửi của hồ sơ {what} đã đổi tay mà không có biên bản đủ hai chữ ký', en: 'the parcel of dossier {what} changed hands without minutes signed by both' },
  { id: 'I-18', count: 'SELECT 0 AS n', sql: `SELECT p.reference AS what FROM delivery_parcel p WHERE p.state = 'delivered' AND NOT EXISTS (SELECT 1 FROM delivery_inbox b WHERE b.id = p.evidence AND b.verified AND b.kind = 'delivered' AND b.parcel_id = p.id) ORDER BY 1`,
    vi: 'bưu gửi của hồ sơ {what} ghi đã phát mà không có thông báo đã ký của bưu điện', en: 'the parcel of dossier {what} is said to be delivered, and no signed message of the carrier says so' },
  { id: 'I-18', count: "SELECT count(*) AS n FROM delivery_minutes WHERE state = 'signed'", sql: "SELECT m.agency_id || '/' || m.year AS what FROM delivery_minutes m WHERE m.state = 'signed' GROUP BY m.agency_id, m.year HAVING count(*) <> max(m.number) OR min(m.number) <> 1 OR max(m.number) <> (SELECT b.last FROM delivery_minutes_book b WHERE b.agency_id = m.agency_id AND b.year = m.year) ORDER BY 1",
    vi: 'sổ biên bản bưu điện {what} hổng hoặc trùng số', en: 'the book of minutes {what} has a gap or a twin' },
  { id: 'I-18', count: "SELECT count(*) AS n FROM dossier_event WHERE kind IN ('result-posted', 'result-came-back')", sql: "SELECT coalesce(d.code, d.reference) AS what, e.seq FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE e.kind = 'result-posted' AND NOT EXISTS (SELECT 1 FROM delivery_parcel p WHERE p.dossier_id = e.dossier_id AND p.handed_at IS NOT NULL) ORDER BY 1, 2",
    vi: 'hồ sơ {what} ghi đã giao bưu điện mà không có bưu gửi', en: 'dossier {what} says that it was posted, and no parcel is there' },
  { id: 'I-18', count: 'SELECT 0 AS n', sql: `SELECT coalesce(d.code, d.reference) AS what, e.seq FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id CROSS JOIN LATERAL (SELECT e.body::jsonb->'data' AS data) b
      WHERE e.kind IN ('result-posted', 'result-came-back') AND NOT EXISTS (SELECT 1 FROM delivery_parcel p JOIN delivery_minutes_line l ON l.parcel_id = p.id JOIN delivery_minutes m ON m.id = l.minutes_id
        WHERE p.id::text = b.data->>'parcel' AND p.dossier_id = e.dossier_id AND p.carrier_number = b.data->>'carrierNumber' AND m.state = 'signed' AND m.kind = CASE e.kind WHEN 'result-posted' THEN 'to-post' ELSE 'back-from-post' END
          AND m.year = (b.data->'minutes'->>'year')::int AND m.number = (b.data->'minutes'->>'number')::int) ORDER BY 1, 2`,
    vi: 'hồ sơ {what} ghi bưu gửi, số hiệu hoặc biên bản không có thật', en: 'dossier {what} names a parcel, a number or minutes that are not there' },
  { id: 'I-18', count: 'SELECT 0 AS n', sql: "SELECT p.reference AS what FROM delivery_parcel p WHERE p.direction = 'return' AND p.recorded <> 'none' AND p.handed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = p.dossier_id AND e.kind = 'result-posted' AND e.body::jsonb->'data'->>'parcel' = p.id::text) ORDER BY 1",
    vi: 'bưu gửi của hồ sơ {what} ghi là hồ sơ đã biết, hồ sơ thì không ghi', en: 'the parcel of dossier {what} is marked as told to its dossier, which does not say so' },
  // A message of another agency that lies in the inbox is applied by the sweep of every minute.
  { id: 'I-12', count: 'SELECT 0 AS n', sql: "SELECT partner || '/' || message_id AS what FROM linkage_inbox b WHERE processed_at IS NULL AND received_at < now() - interval '1 hour' AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = 'apply-linked:' || b.partner || ':' || b.message_id AND j.attempts < j.max_attempts) ORDER BY received_at",
    vi: 'tin {what} của cơ quan liên thông chưa được ghi nhận mà không có việc nào đang chờ', en: 'message {what} of a linked agency is not applied and no job is waiting to do it' },
];
const MOST_ROWS = 50;

export async function checkWholeDatabase(client: pg.ClientBase, notebook: Notebook): Promise<void> {
  for (const check of [...CHECKS, ...MONEY_CHECKS, ...SUM_CHECKS, ...REGISTER_CHECKS]) {
    const counted = await client.query<{ n: string | number }>(check.count);
    notebook.checked(check.id, Number(counted.rows[0]?.n ?? 0));
    const { rows } = await client.query<{ what: string; seq?: number }>(`${check.sql} LIMIT ${MOST_ROWS}`);
    for (const row of rows) notebook.wrong(check.id, { dossier: null, seq: row.seq ?? null }, check.vi.replace('{what}', row.what), check.en.replace('{what}', row.what));
  }
}

/** Columns that hold sealed values, `keyId.…`: every key that they name must be in the ring. */
const SEALED: readonly (readonly [string, string])[] = [
  ['payment_receipt_void', 'payer'], ['dossier_draft', 'sealed'], ['document_file', 'name'], ['notice_message', 'recipient_sealed'], ['notice_message', 'body_sealed'], ['notice_question', 'sender_sealed'], ['notice_question', 'text_sealed'],
  ['linkage_task', 'result'], ['linkage_inbox', 'sealed'],
  ['delivery_parcel', 'address_sealed'], ['delivery_parcel', 'receiver_sealed'], ['delivery_inbox', 'raw_sealed'],
  ['organisation_second_factor', 'secret_sealed'],
  ['identity_citizen', 'subject'], ['identity_citizen', 'personal_id'], ['identity_citizen', 'phone'], ['identity_citizen', 'email'], ['identity_citizen', 'address'], ['identity_citizen', 'former_id'], ['identity_citizen', 'tax_code'],
];
export async function checkKeyIds(client: pg.ClientBase, keyring: Keyring, notebook: Notebook): Promise<void> {
  const known = new Set(Object.keys(keyring.keys));
  const queries = [...SEALED.map(([table, column]) => ({ place: `${table}.${column}`, sql: `SELECT split_part(${column}, '.', 1) AS key, count(*) AS n FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1` })), { place: 'document_file.key_id', sql: 'SELECT key_id AS key, count(*) AS n FROM document_file GROUP BY 1' }];
  for (const { place, sql } of queries) {
    const { rows } = await client.query<{ key: string; n: string | number }>(sql);
    for (const row of rows) {
      notebook.checked('I-19', Number(row.n));
      if (!known.has(row.key)) notebook.wrong('I-19', { dossier: null }, `${place}: ${row.n} giá trị niêm phong bằng khóa «${row.key}» không có trong tệp khóa`, `${place}: ${row.n} values are sealed with key “${row.key}”, which the keyring lacks`);
    }
  }
}
