import type { WholeCheck } from './whole-database.ts';

const FIGURES = ['got_self', 'got_assisted', 'got_counter', 'got_post', 'got_with_result', 'payable', 'paid_online', 'early', 'on_time', 'late', 'stopped', 'with_result'] as const;
const summed = (way: string): string => FIGURES.map((figure) => `${way}sum(${figure})::int AS ${figure}`).join(', ');

/** The sums by month against the facts counted again: agency, month, procedure and the figures that differ. */
export const SUM_CHECKS: readonly WholeCheck[] = [
  { id: 'I-20', count: 'SELECT count(*) AS n FROM report_month_sum',
    sql: `SELECT agency_id || ' ' || to_char(month, 'MM/YYYY') || ' ' || procedure_code || ': ' || concat_ws(', ', ${FIGURES.map((figure) => `CASE WHEN sum(${figure}) <> 0 THEN '${figure} ' || to_char(sum(${figure}), 'FMSG999999990') END`).join(', ')}) AS what
      FROM (SELECT agency_id, month, procedure_code, field, ${summed('')} FROM report_month_sum GROUP BY 1, 2, 3, 4
        UNION ALL SELECT agency_id, month, procedure_code, field, ${summed('-')} FROM report_counted((SELECT array_agg(DISTINCT agency_id) FROM report_dossier_fact), '-infinity', 'infinity') GROUP BY 1, 2, 3, 4) AS both_ways
      GROUP BY agency_id, month, procedure_code, field HAVING ${FIGURES.map((figure) => `sum(${figure}) <> 0`).join(' OR ')} ORDER BY agency_id, month, procedure_code, field`,
    vi: 'sổ cộng tháng của cơ quan {what} so với đếm lại từng hồ sơ', en: 'the monthly sums of agency {what} against counting every dossier again' },
];
