-- expand: runs beside the previous version
-- By which version of the calendar a fact was counted: what is counted anew is counted by the same one, and open dossiers
-- are counted again when the calendar changes.
ALTER TABLE report_dossier_fact ADD COLUMN counted_by int NOT NULL DEFAULT 0;
CREATE INDEX report_fact_unfinished ON report_dossier_fact (agency_id, counted_by, dossier_id) WHERE finished_at IS NULL;

-- What a period's figures need, in the index itself: a year of a whole province is read without its rows.
CREATE INDEX report_fact_in ON report_dossier_fact (agency_id, received_at, dossier_id) INCLUDE (ended_at, procedure_code, field, channel, filed_by, settled, electronic_result, fee_due, fee_paid, fee_how) WHERE received_at IS NOT NULL;
CREATE INDEX report_fact_out ON report_dossier_fact (agency_id, ended_at, dossier_id) INCLUDE (received_at, procedure_code, field, channel, filed_by, outcome, settled, electronic_result) WHERE received_at IS NOT NULL;
DROP INDEX report_fact_received;
DROP INDEX report_fact_ended;
-- Those that were never accepted, by their end.
CREATE INDEX report_fact_not_accepted ON report_dossier_fact (agency_id, finished_at) WHERE received_at IS NULL AND finished_at IS NOT NULL;

-- The same figures as before, in three parts that each follow an index: what ended within the period, what came in within it
-- and had not ended, and what was there before and had not. Only the last two ask how the clock stood.
CREATE OR REPLACE FUNCTION report_standing(p_agencies int[], p_start timestamptz, p_until timestamptz)
RETURNS TABLE (dossier_id uuid, agency_id int, procedure_code text, field text, received_at timestamptz, opening boolean, online boolean, ending text)
LANGUAGE sql STABLE AS $$
  SELECT f.dossier_id, f.agency_id, f.procedure_code, f.field, f.received_at, f.received_at < p_start, f.channel IN ('online', 'assisted'), coalesce(f.settled, 'stopped')
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.ended_at >= p_start AND f.ended_at < p_until AND f.received_at < p_until
  UNION ALL
  SELECT f.dossier_id, f.agency_id, f.procedure_code, f.field, f.received_at, false, f.channel IN ('online', 'assisted'),
    CASE WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue' ELSE 'in-time' END
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.received_at >= p_start AND f.received_at < p_until AND f.ended_at >= p_until
  UNION ALL
  SELECT f.dossier_id, f.agency_id, f.procedure_code, f.field, f.received_at, true, f.channel IN ('online', 'assisted'),
    CASE WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue' ELSE 'in-time' END
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.ended_at >= greatest(p_until, p_start) AND f.received_at < least(p_start, p_until)
$$;
