-- expand: runs beside the previous version
-- The dossiers behind what stood open at the two ends of a period: few whatever the period, and found as such. Rows like those
-- of report_standing.
CREATE FUNCTION report_pending(p_agencies int[], p_start timestamptz, p_until timestamptz)
RETURNS TABLE (dossier_id uuid, agency_id int, procedure_code text, field text, received_at timestamptz, opening boolean, online boolean, ending text)
LANGUAGE sql STABLE AS $$
  SELECT o.* FROM report_ends_from(p_agencies, greatest(p_start, p_until)) AS e CROSS JOIN LATERAL (
    SELECT f.dossier_id, f.agency_id, f.procedure_code, f.field, f.received_at, f.received_at < p_start, f.channel IN ('online', 'assisted'),
      CASE WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue' ELSE 'in-time' END
    FROM report_dossier_fact f
    WHERE f.agency_id = e.agency_id AND f.ended_month = e.month AND f.received_at < p_until AND f.ended_at >= greatest(p_start, p_until) OFFSET 0) AS o
$$;
CREATE FUNCTION report_opening(p_agencies int[], p_start timestamptz, p_until timestamptz)
RETURNS TABLE (dossier_id uuid, agency_id int, procedure_code text, field text, received_at timestamptz, opening boolean, online boolean, ending text)
LANGUAGE sql STABLE AS $$
  SELECT o.* FROM report_ends_from(p_agencies, p_start) AS e CROSS JOIN LATERAL (
    SELECT f.dossier_id, f.agency_id, f.procedure_code, f.field, f.received_at, true, f.channel IN ('online', 'assisted'),
      CASE WHEN f.ended_at < p_until THEN coalesce(f.settled, 'stopped') WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue' ELSE 'in-time' END
    FROM report_dossier_fact f
    WHERE f.agency_id = e.agency_id AND f.ended_month = e.month AND f.received_at < least(p_start, p_until) AND f.ended_at >= p_start OFFSET 0) AS o
$$;
