-- expand: runs beside the previous version
-- Who asks is found out once a statement, not once a row.
DROP POLICY fact_read ON report_dossier_fact;
CREATE POLICY fact_read ON report_dossier_fact FOR SELECT TO motcua_app USING ((SELECT mc_kind()) = 'officer' AND agency_id = ANY ((SELECT mc_agencies())::int[]));

-- Figures of a period, counted where the rows are read: the same three parts as report_standing, each summed before they come
-- together. A test holds the two, and the pure rule, together.
CREATE FUNCTION report_figures(p_agencies int[], p_start timestamptz, p_until timestamptz)
RETURNS TABLE (agency_id int, field text, procedure_code text, opening boolean, online boolean, ending text, n bigint)
LANGUAGE sql STABLE AS $$
  SELECT f.agency_id, f.field, f.procedure_code, f.received_at < p_start, f.channel IN ('online', 'assisted'), coalesce(f.settled, 'stopped'), count(*)
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.ended_at >= p_start AND f.ended_at < p_until AND f.received_at < p_until GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT f.agency_id, f.field, f.procedure_code, false, f.channel IN ('online', 'assisted'),
    CASE WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue' ELSE 'in-time' END, count(*)
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.received_at >= p_start AND f.received_at < p_until AND f.ended_at >= p_until GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL
  SELECT f.agency_id, f.field, f.procedure_code, true, f.channel IN ('online', 'assisted'),
    CASE WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue' ELSE 'in-time' END, count(*)
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.ended_at >= greatest(p_until, p_start) AND f.received_at < least(p_start, p_until) GROUP BY 1, 2, 3, 4, 5, 6
$$;
