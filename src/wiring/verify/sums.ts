import type { WholeCheck } from './whole-database.ts';

const FIGURES = ['got_self', 'got_assisted', 'got_counter', 'got_post', 'got_with_result', 'payable', 'paid_online', 'early', 'on_time', 'late', 'stopped', 'with_result'] as const;
const summed = (way: string): string => FIGURES.map((figure) => `${way}sum(${figure})::int AS ${figure}`).join(', ');

const differing = (kept: string, counted: string): string => `SELECT agency_id || ' ' || to_char(month, 'MM/YYYY') || ' ' || procedure_code || ': ' || concat_ws(', ', ${FIGURES.map((figure) => `CASE WHEN sum(${figure}) <> 0 THEN '${figure} ' || to_char(sum(${figure}), 'FMSG999999990') END`).join(', ')}) AS what
      FROM (SELECT agency_id, month, procedure_code, field, ${summed('')} FROM ${kept} GROUP BY 1, 2, 3, 4
        UNION ALL SELECT agency_id, month, procedure_code, field, ${summed('-')} FROM ${counted} GROUP BY 1, 2, 3, 4) AS both_ways
      GROUP BY agency_id, month, procedure_code, field HAVING ${FIGURES.map((figure) => `sum(${figure}) <> 0`).join(' OR ')} ORDER BY agency_id, month, procedure_code, field`;
const AGENCIES = '(SELECT array_agg(DISTINCT agency_id) FROM report_dossier_fact)';
/** The first month in which a fact gave anything, and the last. */
const FIRST = 'report_month_of((SELECT least(min(received_at), min(finished_at)) FROM report_dossier_fact))';
const LAST = "report_month_of((SELECT greatest(max(received_at), max(finished_at)) FROM report_dossier_fact))";

/** The sums by month, and by the first half of each, against the facts counted again: agency, month, procedure and the figures that differ. */
export const SUM_CHECKS: readonly WholeCheck[] = [
  { id: 'I-20', count: 'SELECT count(*) AS n FROM report_month_sum',
    sql: differing('report_month_sum', `report_counted(${AGENCIES}, '-infinity', 'infinity')`),
    vi: 'sổ cộng tháng của cơ quan {what} so với đếm lại từng hồ sơ', en: 'the monthly sums of agency {what} against counting every dossier again' },
  { id: 'I-20', count: 'SELECT count(*) AS n FROM report_half_sum',
    sql: differing('report_half_sum', `report_counted_halves(${AGENCIES}, ${FIRST}, ${LAST})`),
    vi: 'sổ cộng nửa tháng đầu của cơ quan {what} so với đếm lại từng hồ sơ', en: 'the sums of first half-months of agency {what} against counting every dossier again' },
];
