import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { calendarStore } from '../../modules/calendar/index.ts';
import { noticeOutbox } from '../../modules/notice/index.ts';
import { heldOn } from '../../modules/organisation/domain/index.ts';
import { organisationStore } from '../../modules/organisation/index.ts';
import { loadKeyring } from '../../platform/crypto/keyring-file.ts';
import { packageRoot } from '../../platform/package-root.ts';
import type { Database } from '../../platform/postgres/database.ts';
import { ensureLogins } from '../../platform/postgres/migrate.ts';
import { openDatabase } from '../../platform/postgres/pools.ts';
import { vietnamDate, yearOf } from '../../shared/plain-date.ts';
import { BackupRefused } from '../backup/archive.ts';
import { requireSightOfAll } from '../backup/tables.ts';
import { places, type Config } from '../config.ts';
import { advice, bad, good, type Check, type Line } from './line.ts';

const VERSIONS = { least: 15, most: 18 } as const;
const LIMITS = { /** milliseconds between the clock of the program and that of the database */ skew: 2_000, /** minutes that a job may wait whose time has come */ queueMinutes: 10, /** … and a message */ noticeMinutes: 60, /** month from which next year's calendar must be there: dossiers of two months cross New Year */ calendarMonth: 10 } as const;
/** Counting stops here: more is no news. */
const MOST_COUNTED = 1_000;
/** What nobody who serves may change or remove. */
const APPEND_ONLY = ['dossier_event'];
/** Tables of personal data: row-level security must be in force even for their owner. */
const PERSONAL = ['dossier', 'dossier_event', 'dossier_draft', 'dossier_access', 'dossier_paper', 'document_file', 'identity_citizen', 'identity_session', 'notice_message'];

/** Each check opens its own connection, so that one failure is one line. */
export function databaseChecks(config: Config, ownerUrl: string, now: Date): readonly Check[] {
  const check = (about: string, run: (client: pg.Client) => Promise<Line | readonly Line[]>): Check => ({ about, run: () => connected(ownerUrl, run) });
  return [
    check('PostgreSQL', async (client) => {
      const row = (await client.query<{ version: number; name: string; encoding: string; fsync: string; commit: string; sums: string }>(`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name, current_setting('server_encoding') AS encoding,
        current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS sums`)).rows[0];
      if (!row) return bad('PostgreSQL', 'không trả lời / no answer', 'xem DATABASE_URL / see DATABASE_URL');
      const major = Math.floor(row.version / 10_000);
      return [
        major < VERSIONS.least || major > VERSIONS.most ? bad('PostgreSQL', row.name, `cần bản ${VERSIONS.least}–${VERSIONS.most} / versions ${VERSIONS.least}–${VERSIONS.most} are supported`) : good('PostgreSQL', row.name),
        row.encoding === 'UTF8' ? good('Bảng mã / encoding', row.encoding) : bad('Bảng mã / encoding', row.encoding, 'tạo lại cơ sở dữ liệu với ENCODING UTF8 / make the database again with ENCODING UTF8'),
        row.fsync === 'on' && row.commit !== 'off' ? good('Ghi bền / durable writes', `fsync ${row.fsync}, synchronous_commit ${row.commit}`) : bad('Ghi bền / durable writes', `fsync ${row.fsync}, synchronous_commit ${row.commit}`, 'mất điện có thể mất hồ sơ đã báo nhận: bật lại cả hai / a power cut could lose acknowledged dossiers: switch both on'),
        row.sums === 'on' ? good('Kiểm lỗi đĩa / data checksums', 'on') : advice('Kiểm lỗi đĩa / data checksums', 'off', 'pg_checksums --enable khi dừng máy chủ / pg_checksums --enable while the server is stopped'),
      ];
    }),
    check('Cấu trúc / migrations', migrations),
    check('Quyền / rights', async (client) => rights(client, Object.values(await ensureLogins(ownerUrl, places(config).secrets)).map(loginOf))),
    check('Sao lưu đọc được hết / backup sees all', async (client) => {
      try {
        await requireSightOfAll(client);
        return good('Sao lưu đọc được hết / backup sees all', 'có / yes');
      } catch (error) {
        if (!(error instanceof BackupRefused)) throw error;
        return bad('Sao lưu đọc được hết / backup sees all', 'không / no', error.message.replace('\n', ' '));
      }
    }),
    check('Đồng hồ / clocks', async (client) => {
      const before = Date.now();
      const there = (await client.query<{ at: Date }>('SELECT clock_timestamp() AS at')).rows[0]?.at.getTime() ?? 0;
      const skew = Math.round(there - (before + Date.now()) / 2);
      return Math.abs(skew) <= LIMITS.skew ? good('Đồng hồ / clocks', `lệch / apart ${skew} ms`) : bad('Đồng hồ / clocks', `lệch / apart ${skew} ms`, 'bật đồng bộ giờ (chrony, systemd-timesyncd) trên cả hai máy / synchronise both machines');
    }),
    { about: 'Lịch làm việc / calendar', run: async () => withDatabase(ownerUrl, async (db) => {
      const today = vietnamDate(now);
      const year = yearOf(today);
      const years = (await calendarStore(db).current()).data.years;
      const known = new Map(years.map((one) => [one.year, one.confirmed]));
      const found = years.map((one) => `${one.year}${one.confirmed ? '' : ' (dự kiến / not confirmed)'}`).join(', ') || 'trống / empty';
      if (!known.has(year)) return bad('Lịch làm việc / calendar', found, `nhập lịch năm ${year}: không tính được ngày hẹn / enter ${year}: no date can be promised`);
      if (!known.has(year + 1)) return (Number(today.slice(5, 7)) >= LIMITS.calendarMonth ? bad : advice)('Lịch làm việc / calendar', found, `nhập lịch năm ${year + 1}: hồ sơ hẹn sang năm sẽ không nhận được / enter ${year + 1}: dossiers due next year cannot be received`);
      return known.get(year) ? good('Lịch làm việc / calendar', found) : advice('Lịch làm việc / calendar', found, `xác nhận lịch năm ${year} theo thông báo của Bộ Nội vụ / confirm ${year} by the official notice`);
    }) },
    check('Việc nền / background work', (client) => queue(client)),
    // The owner itself may be kept from messages by row-level security; the worker sees them all.
    { about: 'Thông báo / notices', run: async () => withDatabase((await ensureLogins(ownerUrl, places(config).secrets)).worker, async (db) => {
      const late = (await noticeOutbox(db, loadKeyring(places(config).keyring, false)).due(new Date(now.getTime() - LIMITS.noticeMinutes * 60_000), MOST_COUNTED)).length;
      const found = `${late}${late === MOST_COUNTED ? '+' : ''} trễ quá ${LIMITS.noticeMinutes} phút / late by more than ${LIMITS.noticeMinutes} min`;
      return late > 0 ? bad('Thông báo / notices', found, 'xem trang Quản trị › Thông báo, và dòng Thư, Tin nhắn ở dưới / see the page Administration › Notices, and mail and SMS below') : good('Thông báo / notices', found);
    }) },
    { about: 'Quản trị viên / administrators', run: async () => withDatabase(ownerUrl, async (db) => {
      const organisation = organisationStore(db);
      const [agencies, today] = [await organisation.agencies(), vietnamDate(now)];
      const staff = await organisation.staffOf(agencies.map((agency) => agency.id));
      const n = staff.filter((one) => one.active && one.assignments.some((held) => held.role === 'admin' && heldOn(held, today))).length;
      return n === 0 ? bad('Quản trị viên / administrators', '0', 'chạy mot-cua add-admin / run mot-cua add-admin') : n === 1 && !config.demo ? advice('Quản trị viên / administrators', '1', 'nên có hai người / there should be two') : good('Quản trị viên / administrators', String(n));
    }) },
  ];
}

async function connected<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'mot-cua doctor', connectionTimeoutMillis: 8_000, options: '-c statement_timeout=15000 -c TimeZone=UTC' });
  client.on('error', () => undefined);
  await client.connect();
  try { return await run(client); } finally { await client.end(); }
}

async function withDatabase<T>(url: string, run: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ url, application: 'mot-cua doctor', readers: 1, writers: 1 });
  try { return await run(db); } finally { await db.close(); }
}

async function migrations(client: pg.Client): Promise<Line> {
  const about = 'Cấu trúc / migrations';
  const folder = join(packageRoot(), 'migrations');
  const known = new Map(readdirSync(folder).filter((name) => /^\d{4}_.*\.sql$/u.test(name)).map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name), 'utf8')).digest('hex')]));
  const there = await client.query<{ there: boolean }>("SELECT to_regclass('public.platform_migration') IS NOT NULL AS there");
  if (!there.rows[0]?.there) return bad(about, 'chưa có bảng nào / no tables yet', 'chạy mot-cua migrate / run mot-cua migrate');
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM platform_migration');
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  const waiting = [...known.keys()].filter((name) => !applied.has(name));
  const changed = [...applied].filter(([name, hash]) => known.has(name) && known.get(name) !== hash).map(([name]) => name);
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (changed.length > 0) return bad(about, `đã sửa sau khi chạy / changed after they ran: ${changed.join(', ')}`, 'lấy lại mã nguồn đúng phiên bản / restore the source of this version');
  if (unknown.length > 0) return bad(about, `mới hơn chương trình / newer than the program: ${unknown.join(', ')}`, 'nâng chương trình lên phiên bản của cơ sở dữ liệu / upgrade the program');
  if (waiting.length > 0) return bad(about, `chưa chạy / waiting: ${waiting.join(', ')}`, 'chạy mot-cua migrate / run mot-cua migrate');
  return good(about, `${applied.size}`);
}

/** What the processes may do, asked of the database itself: the same as the tests of the rights ask. */
const loginOf = (url: string): string => decodeURIComponent(/\/\/([^:@]*)/u.exec(url)?.[1] ?? '');
async function rights(client: pg.Client, ours: readonly string[]): Promise<readonly Line[]> {
  const about = 'Quyền / rights';
  const wrong: string[] = [];
  const logins = (await client.query<{ name: string; group: string; strong: boolean; owns: number }>(`
    SELECT r.rolname AS name, g.rolname AS group, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS strong,
      (SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relowner = r.oid AND n.nspname IN ('public', 'graphile_worker')) AS owns
    FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid WHERE g.rolname IN ('motcua_app', 'motcua_worker', 'motcua_report') AND r.rolname = ANY ($1)`, [ours])).rows;
  for (const group of ['motcua_app', 'motcua_worker', 'motcua_report']) if (!logins.some((login) => login.group === group)) wrong.push(`không có tài khoản thuộc ${group} / no login belongs to ${group}`);
  for (const login of logins) if (login.strong || login.owns > 0) wrong.push(`${login.name} có quyền quá rộng / has too many rights`);
  const may = (await client.query<{ role: string; privilege: string; kept: string }>(`
    SELECT role, privilege, kept FROM unnest(ARRAY['motcua_app', 'motcua_worker', 'motcua_report']) AS role, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege, unnest($1::text[]) AS kept
    WHERE EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) AND has_table_privilege(role, kept, privilege)`, [APPEND_ONLY])).rows;
  for (const { role, privilege, kept } of may) wrong.push(`${role}: ${privilege} ${kept}`);
  const open = (await client.query<{ name: string }>('SELECT t.name FROM unnest($1::text[]) AS t (name) LEFT JOIN pg_class c ON c.oid = to_regclass(\'public.\' || t.name) WHERE c.oid IS NOT NULL AND NOT (c.relrowsecurity AND c.relforcerowsecurity)', [PERSONAL])).rows;
  for (const { name } of open) wrong.push(`${name}: không có rào theo dòng / row-level security is not in force`);
  const everybody = (await client.query<{ ok: boolean }>("SELECT has_schema_privilege('public', 'public', 'CREATE') AS ok")).rows[0]?.ok;
  if (everybody) wrong.push('ai cũng tạo được bảng / anybody may create tables');
  return [wrong.length === 0 ? good(about, `${logins.length} tài khoản / logins`) : bad(about, wrong.join('; '), 'chạy mot-cua migrate; nếu vẫn vậy, có người đã sửa quyền: xem migrations/ / run mot-cua migrate; if it stays, somebody changed the rights')];
}

async function queue(client: pg.Client): Promise<readonly Line[]> {
  const about = 'Việc nền / background work';
  const row = (await client.query<{ waiting: number; minutes: number | null; dead: number }>(`
    SELECT count(*) FILTER (WHERE attempts < max_attempts)::int AS waiting, (extract(epoch FROM now() - min(run_at) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL AND run_at < now())) / 60)::int AS minutes, count(*) FILTER (WHERE attempts >= max_attempts)::int AS dead
    FROM graphile_worker._private_jobs`)).rows[0];
  const working = (await client.query<{ n: number }>("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'mot-cua jobs'")).rows[0]?.n ?? 0;
  const found = `${row?.waiting ?? 0} đang chờ / waiting, lâu nhất / oldest ${row?.minutes ?? 0} phút / min, ${working > 0 ? 'đang chạy / running' : 'đang dừng / stopped'}`;
  const late = (row?.minutes ?? 0) > LIMITS.queueMinutes;
  return [
    late && working > 0 ? bad(about, found, 'xem nhật ký của worker; có thể dịch vụ bên ngoài không trả lời / see the worker’s log; an outside service may not answer') : late ? advice(about, found, 'chương trình đang dừng: chạy mot-cua start / the program is stopped: run mot-cua start') : good(about, found),
    ...((row?.dead ?? 0) > 0 ? [bad('Việc nền bỏ cuộc / jobs given up', String(row?.dead), 'chạy mot-cua verify để biết việc nào còn nợ, sửa nguyên nhân, rồi: UPDATE graphile_worker._private_jobs SET attempts = 0 / run mot-cua verify to see what is owed, mend the cause, then set attempts to 0')] : []),
  ];
}
