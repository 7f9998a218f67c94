-- expand: runs beside the previous version
-- Dossiers that stand open at a moment, whatever the moment: those accepted before it, by the month in which they ended.
-- A column of its own: what is reckoned from one is not compared before row-level security has been asked, and no index serves it.
ALTER TABLE report_dossier_fact ADD COLUMN ended_month date GENERATED ALWAYS AS (date_trunc('month', coalesce(finished_at, 'infinity'::timestamptz) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) STORED;
CREATE INDEX report_fact_standing ON report_dossier_fact (agency_id, ended_month, received_at, dossier_id) INCLUDE (ended_at, procedure_code, field, channel) WHERE received_at IS NOT NULL;

-- The same answers as before; the usual dossier, with one date and no pause, is judged without opening its lists.
CREATE FUNCTION report_due_within(p_since timestamptz[], p_values timestamptz[], p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT v FROM unnest(p_since, p_values) WITH ORDINALITY AS x(s, v, n) WHERE s < p_at ORDER BY n DESC LIMIT 1
$$;
CREATE FUNCTION report_judged_within(p_pauses tstzmultirange, p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT lower(r) FROM unnest(p_pauses) AS r WHERE r @> p_at LIMIT 1), p_at)
$$;
CREATE OR REPLACE FUNCTION report_due_at(p_since timestamptz[], p_values timestamptz[], p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_since[cardinality(p_since)] < p_at THEN p_values[cardinality(p_since)] ELSE report_due_within(p_since, p_values, p_at) END
$$;
CREATE OR REPLACE FUNCTION report_judged_at(p_pauses tstzmultirange, p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN isempty(p_pauses) THEN p_at ELSE report_judged_within(p_pauses, p_at) END
$$;

-- Months, apart for each agency, in which dossiers may have ended that were open at a moment; «never» is one of them.
CREATE FUNCTION report_ends_from(p_agencies int[], p_at timestamptz) RETURNS TABLE (agency_id int, month date) LANGUAGE sql STABLE AS $$
  SELECT a.id, m.month FROM unnest(p_agencies) AS a(id) CROSS JOIN LATERAL (
    SELECT generate_series(report_month_of(p_at)::timestamp, (SELECT s.month FROM report_month_sum s WHERE s.agency_id = a.id ORDER BY s.month DESC LIMIT 1)::timestamp, interval '1 month')::date AS month
    UNION ALL SELECT 'infinity'::date) AS m
$$;

-- Sums of the months that a period touches, less what lies in them before it and after it.
CREATE FUNCTION report_sums(p_agencies int[], p_start timestamptz, p_until timestamptz) RETURNS SETOF report_month_sum LANGUAGE sql STABLE AS $$
  SELECT s.* FROM report_month_sum s WHERE s.agency_id = ANY (p_agencies) AND s.month >= report_month_of(p_start) AND s.month <= report_month_of(p_until - interval '1 microsecond') AND p_start < p_until
  UNION ALL
  SELECT c.agency_id, c.month, c.procedure_code, c.field, -c.got_self, -c.got_assisted, -c.got_counter, -c.got_post, -c.got_with_result, -c.payable, -c.paid_online, -c.early, -c.on_time, -c.late, -c.stopped, -c.with_result
  FROM report_counted(p_agencies, report_month_start(report_month_of(p_start)), p_start) AS c WHERE p_start < p_until
  UNION ALL
  SELECT c.agency_id, c.month, c.procedure_code, c.field, -c.got_self, -c.got_assisted, -c.got_counter, -c.got_post, -c.got_with_result, -c.payable, -c.paid_online, -c.early, -c.on_time, -c.late, -c.stopped, -c.with_result
  FROM report_counted(p_agencies, p_until, report_month_start((report_month_of(p_until - interval '1 microsecond') + interval '1 month')::date)) AS c WHERE p_start < p_until
$$;

-- Figures of a period: what came in and what ended from the sums, what stood open at its two ends from the dossiers that did.
-- Several rows a procedure, to be added up. The same rule over every dossier: report_figures; pure: src/modules/report/domain/report-06a.ts. A test holds the three together.
CREATE FUNCTION report_period(p_agencies int[], p_start timestamptz, p_until timestamptz)
RETURNS TABLE (agency_id int, field text, procedure_code text, opening int, online int, other int, early int, on_time int, late int, stopped int, in_time int, overdue int)
LANGUAGE sql STABLE AS $$
  SELECT s.agency_id, s.field, s.procedure_code, 0, s.got_self + s.got_assisted, s.got_counter + s.got_post, s.early, s.on_time, s.late, s.stopped, 0, 0
  FROM report_sums(p_agencies, p_start, p_until) AS s
  UNION ALL
  SELECT o.agency_id, o.field, o.procedure_code, 1, 0, 0, 0, 0, 0, 0, 0, 0
  FROM report_ends_from(p_agencies, p_start) AS e CROSS JOIN LATERAL (
    SELECT f.agency_id, f.field, f.procedure_code FROM report_dossier_fact f
    WHERE f.agency_id = e.agency_id AND f.ended_month = e.month AND f.received_at < least(p_start, p_until) AND f.ended_at >= p_start OFFSET 0) AS o
  UNION ALL
  SELECT o.agency_id, o.field, o.procedure_code, 0, 0, 0, 0, 0, 0, 0, (NOT o.over)::int, o.over::int
  FROM report_ends_from(p_agencies, greatest(p_start, p_until)) AS e CROSS JOIN LATERAL (
    SELECT f.agency_id, f.field, f.procedure_code, coalesce(report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until), false) AS over FROM report_dossier_fact f
    WHERE f.agency_id = e.agency_id AND f.ended_month = e.month AND f.received_at < p_until AND f.ended_at >= greatest(p_start, p_until) OFFSET 0) AS o
$$;
