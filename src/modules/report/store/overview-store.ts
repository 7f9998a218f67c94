import { sql, type Database } from '../../../platform/postgres/database.ts';
import { OVERVIEW_GROUPS, type ListedGroup, type OverviewGroup, type OverviewStore } from '../ports.ts';
import { listed, pageOf, START_ID, START_KEY, toListed, type ListedRow } from './listed.ts';

const OPEN = 'agency_id = ANY ($1) AND finished_at IS NULL';
const RUNNING = "received_at IS NOT NULL AND status IN ('processing', 'signing', 'withdrawing')";
const LATE = 'received_at IS NOT NULL AND legal_due < report_judged_at(pauses, $2)';
/** Condition and order of each group; $2 now, $3 end of today, $4 end of the days that are looked ahead. */
const GROUPS: Readonly<Record<ListedGroup, { readonly where: string; readonly key: string }>> = {
  late: { where: LATE, key: 'legal_due' },
  today: { where: `${RUNNING} AND due >= $2 AND due < $3`, key: 'due' },
  'at-risk': { where: `${RUNNING} AND due >= $3 AND due < $4`, key: 'due' },
  'step-late': { where: `${RUNNING} AND step_due < $2 AND legal_due >= $2`, key: 'step_due' },
  'waiting-citizen': { where: "status IN ('intake-supplement', 'appraisal-supplement', 'suspended')", key: 'submitted_at' },
  unanswered: { where: "received_at IS NULL AND status = 'submitted'", key: 'answer_by' },
  'later-rounds': { where: 'later_rounds > 0', key: 'submitted_at' },
  open: { where: 'true', key: 'submitted_at' },
  'past-step': { where: `${RUNNING} AND step_due < $2`, key: 'step_due' },
};

/** Whose the work is: the person who took it, else the role that it waits for. */
const ROLE = 'CASE WHEN assignee IS NULL THEN step_role END';

/** What the leader looks at first: open dossiers only, each by what is left of its time. */
export function overviewStore(db: Database): OverviewStore {
  return {
    async counts(scope, agencies, moments) {
      const figures = OVERVIEW_GROUPS.map((group) => `count(*) FILTER (WHERE ${GROUPS[group].where})::int AS "${group}"`).join(', ');
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<Record<OverviewGroup | 'open' | 'unansweredLate' | 'lateWithoutApology', number>>(sql(
        `SELECT count(*)::int AS open, ${figures}, count(*) FILTER (WHERE ${GROUPS.unanswered.where} AND answer_by < $2)::int AS "unansweredLate", count(*) FILTER (WHERE ${LATE} AND apologised_at IS NULL)::int AS "lateWithoutApology"
         FROM report_dossier_fact WHERE ${OPEN}`, [agencies, moments.now, moments.endOfToday, moments.soon])));
      if (!row) throw new Error('a count always gives a row');
      return row;
    },
    async byUnit(scope, agencies, moments) {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<{ agency_id: number; open: number; late: number; today: number; soon: number; waiting: number }>(sql(
        `SELECT agency_id, count(*)::int AS open, count(*) FILTER (WHERE ${LATE})::int AS late, count(*) FILTER (WHERE ${GROUPS.today.where})::int AS today, count(*) FILTER (WHERE ${GROUPS['at-risk'].where})::int AS soon, count(*) FILTER (WHERE ${GROUPS['waiting-citizen'].where})::int AS waiting FROM report_dossier_fact WHERE ${OPEN} GROUP BY 1 ORDER BY late DESC, today DESC, soon DESC, 1`, [agencies, moments.now, moments.endOfToday, moments.soon])));
      return rows.map((row) => ({ agencyId: row.agency_id, open: row.open, late: row.late, today: row.today, soon: row.soon, waiting: row.waiting }));
    },
    async byStep(scope, agencies, now) {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<{ step_vi: string | null; step_en: string | null; step_role: string | null; assignee: string | null; assignee_name: string | null; late: number; step_late: number; open: number }>(sql(
        `SELECT step_vi, min(step_en) AS step_en, ${ROLE} AS step_role, assignee, min(assignee_name) AS assignee_name, count(*) FILTER (WHERE ${LATE})::int AS late, count(*) FILTER (WHERE ${GROUPS['past-step'].where})::int AS step_late, count(*)::int AS open
         FROM report_dossier_fact WHERE ${OPEN} GROUP BY 1, 3, 4 ORDER BY late DESC, step_late DESC, open DESC, 1, 5, 4 LIMIT 200`, [agencies, now])));
      return rows.map((row) => ({ stepName: row.step_vi === null || row.step_en === null ? null : { vi: row.step_vi, en: row.step_en }, stepRole: row.step_role, assignee: row.assignee, assigneeName: row.assignee_name, late: row.late, stepLate: row.step_late, open: row.open }));
    },
    async list(scope, agencies, group, moments, page, holder) {
      const { where, key } = GROUPS[group];
      const held = holder ? ` AND step_vi IS NOT DISTINCT FROM $8::text AND ${ROLE} IS NOT DISTINCT FROM $9::text AND assignee IS NOT DISTINCT FROM $10::uuid` : '';
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<ListedRow>(sql(
        `SELECT ${listed(key)} FROM report_dossier_fact WHERE ${OPEN} AND $2::timestamptz <= $3::timestamptz AND $3 <= $4::timestamptz AND ${where}${held} AND (${key}, dossier_id) > ($5, $6) ORDER BY ${key}, dossier_id LIMIT $7`,
        [agencies, moments.now, moments.endOfToday, moments.soon, page.after ?? START_KEY, page.afterId ?? START_ID, page.limit + 1, ...(holder ? [holder.stepName, holder.role, holder.assignee] : [])])));
      return pageOf(rows, page.limit, toListed);
    },
  };
}
