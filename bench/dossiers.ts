import { blindIndex } from '../src/platform/crypto/seal.ts';
import { derivedSecret } from '../src/platform/crypto/ids.ts';
import { catalogStore } from '../src/modules/catalog/index.ts';
import { COMMUNES, FIRST_COMMUNE, OWN_AGENCY, type House } from './house.ts';

/** A dossier whose slip the bench holds in its hand. */
export interface Slip { readonly id: string; readonly code: string; readonly secret: string }

/**
 * Fills the table of dossiers to `total` rows, as the owner and without events: what look-ups and work lists read is
 * this table alone. The rows are dealt to the offices in turn, the officer's own among them; a quarter is open, which is
 * many times what a commune has.
 */
export async function fillDossiers(house: House, total: number): Promise<void> {
  const { owner } = house;
  const client = await owner.connect();
  try {
    const { rows: [have] } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM dossier');
    const from = have?.n ?? 0;
    if (from >= total) return;
    const birth = await catalogStore(house.app).publishedByCode('1.001193');
    await client.query('SET synchronous_commit = off');
    await client.query("SET maintenance_work_mem = '512MB'");
    // Built once over all rows, indexes take a third of the time that a million single insertions take.
    const { rows: indexes } = await client.query<{ name: string; definition: string }>("SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'dossier' AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'dossier'::regclass)");
    const rebuild = total - from > 100_000;
    if (rebuild) for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    // Row n is the k-th of its office a.
    await client.query(
      `INSERT INTO dossier (id, reference, code, procedure_code, version_id, channel, filed_by, receiving_agency, competent_agency, status, step, step_role, owner_name, owner_fold, owner_key, phone_key,
         tracking_hash, submitted_at, received_at, due_at, first_due_at, next_due, finished_at, closed_at, national, head_seq, head_hash)
       SELECT v.id, 'T-' || upper(left(v.hex, 4) || '-' || right(v.hex, 4)), 'H36.B' || v.agency || '-' || to_char(v.at, 'YYMMDD') || '-' || lpad(n::text, 7, '0'), v.code, $3, CASE WHEN n % 3 = 0 THEN 'counter' ELSE 'online' END, 'self', v.agency, v.agency,
         CASE WHEN NOT v.open THEN 'returned' WHEN v.role = 'reception' THEN 'submitted' ELSE 'processing' END, CASE WHEN v.open AND v.role <> 'reception' THEN 'tham-tra' END, CASE WHEN v.open THEN v.role END,
         v.name, v.fold, sha256(('o' || n)::bytea), sha256(('p' || n)::bytea), sha256(v.h::bytea), v.at, v.at + interval '2 hours', v.due, v.due, v.due,
         CASE WHEN NOT v.open THEN v.at + interval '2 days' END, CASE WHEN NOT v.open THEN v.at + interval '2 days' END, CASE WHEN v.open THEN 4 ELSE 10 END, 3, sha256(v.h::bytea)
       FROM generate_series($1::int, $2::int) AS n,
       LATERAL (SELECT md5(n::text || 'dossier') AS h, n % $6::int AS a, n / $6::int AS k, lpad(to_hex(n), 8, '0') AS hex) AS row,
       LATERAL (SELECT row.h, row.hex, (lpad(to_hex(1760000000000 + n * 30000::bigint), 12, '0') || '7' || substr(row.h, 1, 3) || '8' || substr(row.h, 4, 15))::uuid AS id,
         CASE WHEN row.a = 0 THEN $4::int ELSE $5::int + row.a END AS agency, row.k % 4 = 0 AS open, (ARRAY['reception', 'specialist', 'specialist', 'leader'])[1 + (row.k / 4) % 4] AS role,
         $7::timestamptz - (row.k % 4000) * interval '2 hours' AS at, $7::timestamptz + ((row.k * 37) % 5000 - 1000) * interval '7 minutes' AS due,
         (ARRAY['1.001193', '1.004873', '2.000815', '1.000894'])[1 + (row.k / 16) % 4] AS code,
         (ARRAY['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng'])[1 + row.k % 10] || ' ' || (ARRAY['Thị', 'Văn', 'Đức', 'Ngọc', 'Minh'])[1 + (row.k / 10) % 5] || ' ' || (ARRAY['Hoa', 'Bình', 'Sáu', 'Hùng', 'Lan', 'Tuấn', 'Mai'])[1 + (row.k / 50) % 7] AS name,
         (ARRAY['nguyen', 'tran', 'le', 'pham', 'hoang', 'huynh', 'phan', 'vu', 'vo', 'dang'])[1 + row.k % 10] || ' ' || (ARRAY['thi', 'van', 'duc', 'ngoc', 'minh'])[1 + (row.k / 10) % 5] || ' ' || (ARRAY['hoa', 'binh', 'sau', 'hung', 'lan', 'tuan', 'mai'])[1 + (row.k / 50) % 7] AS fold) AS v`,
      [from + 1, total, birth?.id, OWN_AGENCY, FIRST_COMMUNE, COMMUNES, new Date()]);
    if (rebuild) for (const { definition } of indexes) await client.query(definition);
    await client.query('VACUUM (ANALYZE) dossier');
    await client.query('CHECKPOINT');
  } finally {
    client.release();
  }
}

/** Gives some dossiers, spread over the whole table, the keyed hash that their own secret has in this installation. */
export async function takeSlips(house: House, count: number): Promise<readonly Slip[]> {
  const { owner, keyring } = house;
  const { rows } = await owner.query<{ id: string; code: string }>('SELECT id, code FROM (SELECT id, code, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS all FROM dossier) AS d WHERE n % greatest(1, "all" / $1) = 0 LIMIT $1', [count]);
  const slips = rows.map(({ id, code }) => ({ id, code, secret: derivedSecret(keyring.lookup, 'tracking-secret', id, 8) }));
  await owner.query("UPDATE dossier SET tracking_hash = decode(n.hash, 'hex') FROM unnest($1::uuid[], $2::text[]) AS n(id, hash) WHERE dossier.id = n.id", [slips.map((slip) => slip.id), slips.map((slip) => blindIndex(keyring, 'tracking', slip.secret).toString('hex'))]);
  await owner.query('VACUUM (ANALYZE) dossier');
  return slips;
}
