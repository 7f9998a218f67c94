import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../platform/package-root.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { tariffOf, type Direction, type Zone } from '../domain/index.ts';
import type { PostRules } from '../ports.ts';

interface TariffRow { readonly id: string; readonly direction: Direction; readonly zone: Zone; readonly amount: number; readonly validFrom: PlainDate; readonly validTo: PlainDate | null; readonly source: string; readonly verified: boolean }
const DAY = "to_char(valid_from, 'YYYY-MM-DD') AS \"validFrom\", to_char(valid_to, 'YYYY-MM-DD') AS \"validTo\"";

/** Prices and decisions: dated rows that anybody may read. */
export function postRules(db: Database): PostRules {
  return {
    tariffs: async () => (await db.read.query<TariffRow>(sql(`SELECT id, direction, zone, amount, ${DAY}, source, verified FROM delivery_tariff ORDER BY valid_from DESC, direction, zone`, [], 'delivery-tariffs'))).map(tariffOf),
    enterTariff: (scope, tariff) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query(sql('INSERT INTO delivery_tariff (id, direction, zone, amount, valid_from, source, verified, entered_by, entered_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT (direction, zone, valid_from) DO NOTHING RETURNING id', [tariff.id, tariff.direction, tariff.zone, tariff.amount, tariff.validFrom, tariff.source.trim(), tariff.verified, tariff.officerId, tariff.at]));
      return rows.length > 0 ? 'entered' : 'taken';
    }),
    async decisions(provinceAgency) {
      return db.read.query(sql(`SELECT id, province_agency AS "provinceAgency", number, to_char(issued_on, 'YYYY-MM-DD') AS "issuedOn", ${DAY}, send_codes AS send, return_codes AS "return", verified FROM delivery_decision WHERE province_agency = $1 ORDER BY valid_from DESC`, [provinceAgency], 'delivery-decisions'));
    },
    enterDecision: (scope, one) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query(sql('INSERT INTO delivery_decision (id, province_agency, number, issued_on, valid_from, send_codes, return_codes, verified, entered_by, entered_at) VALUES ($1,$2,$3,$4,$5,$6::text[],$7::text[],$8,$9,$10) ON CONFLICT (province_agency, valid_from) DO NOTHING RETURNING id', [one.id, one.provinceAgency, one.number.trim(), one.issuedOn, one.validFrom, one.send, one.return, one.verified, one.officerId, one.at]));
      return rows.length > 0 ? 'entered' : 'taken';
    }),
  };
}

/** The demo's sample prices, each marked as not compared with the post's own list; a real installation enters its own. */
export async function seedSampleTariff(tx: Queryable, now: Date): Promise<number> {
  const rows = JSON.parse(readFileSync(join(packageRoot(), 'procedures/postage/sample-tariff.json'), 'utf8')) as readonly (Omit<TariffRow, 'validTo' | 'verified'>)[];
  let added = 0;
  for (const row of rows) added += (await tx.query(sql('INSERT INTO delivery_tariff (id, direction, zone, amount, valid_from, source, verified, entered_at) VALUES ($1,$2,$3,$4,$5,$6,false,$7) ON CONFLICT DO NOTHING RETURNING id', [row.id, row.direction, row.zone, row.amount, row.validFrom, row.source, now]))).length;
  return added;
}
