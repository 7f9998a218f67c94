-- expand: runs beside the previous version
-- Sums of the first fourteen days of each month, beside those of the whole: periods of the law are cut at the 15th (from 15/12
-- to 14/12), and a period cut on any day then counts no more than some eight days at either end, dossier by dossier.
CREATE TABLE report_half_sum (LIKE report_month_sum, PRIMARY KEY (agency_id, month, procedure_code, field)) WITH (fillfactor = 70);
ALTER TABLE report_half_sum ENABLE ROW LEVEL SECURITY; ALTER TABLE report_half_sum FORCE ROW LEVEL SECURITY;
CREATE POLICY half_sum_read ON report_half_sum FOR SELECT TO motcua_app USING ((SELECT mc_kind()) = 'officer' AND agency_id = ANY ((SELECT mc_agencies())::int[]));
CREATE POLICY half_sum_worker ON report_half_sum TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY half_sum_report ON report_half_sum FOR SELECT TO motcua_report USING (true);
GRANT SELECT ON report_half_sum TO motcua_app, motcua_report;
GRANT SELECT, INSERT, UPDATE ON report_half_sum TO motcua_worker;

-- The first moment of the 15th in the month of a moment.
CREATE FUNCTION report_half_start(p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (report_month_of(p_at) + 14)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
$$;

-- What one fact gives to the first half of a month: what it gives to the month, where it was accepted, or ended, before the 15th.
CREATE FUNCTION report_given_early(f report_dossier_fact) RETURNS SETOF report_half_sum LANGUAGE sql IMMUTABLE AS $$
  SELECT f.agency_id, g.month, g.procedure_code, g.field, g.got_self, g.got_assisted, g.got_counter, g.got_post, g.got_with_result, g.payable, g.paid_online, g.early, g.on_time, g.late, g.stopped, g.with_result
  FROM report_given(f) AS g
  WHERE CASE WHEN g.got_self + g.got_assisted + g.got_counter + g.got_post > 0 THEN f.received_at < report_half_start(f.received_at) ELSE f.finished_at < report_half_start(f.finished_at) END
$$;

-- As before, and after the months the halves: both always in the order of their key, so two facts at once wait for each other and never for ever.
CREATE OR REPLACE FUNCTION report_keep_month_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_month_sum AS had
  SELECT agency_id, month, procedure_code, field, sum(way * got_self), sum(way * got_assisted), sum(way * got_counter), sum(way * got_post), sum(way * got_with_result), sum(way * payable), sum(way * paid_online),
    sum(way * early), sum(way * on_time), sum(way * late), sum(way * stopped), sum(way * with_result)
  FROM (SELECT 1 AS way, g.* FROM report_given(NEW) g WHERE TG_OP <> 'DELETE' UNION ALL SELECT -1, g.* FROM report_given(OLD) g WHERE TG_OP <> 'INSERT') AS given
  GROUP BY 1, 2, 3, 4
  HAVING (sum(way * got_self), sum(way * got_assisted), sum(way * got_counter), sum(way * got_post), sum(way * got_with_result), sum(way * payable), sum(way * paid_online), sum(way * early), sum(way * on_time), sum(way * late), sum(way * stopped), sum(way * with_result))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ORDER BY 1, 2, 3, 4
  ON CONFLICT (agency_id, month, procedure_code, field) DO UPDATE SET
    got_self = had.got_self + excluded.got_self, got_assisted = had.got_assisted + excluded.got_assisted, got_counter = had.got_counter + excluded.got_counter, got_post = had.got_post + excluded.got_post, got_with_result = had.got_with_result + excluded.got_with_result,
    payable = had.payable + excluded.payable, paid_online = had.paid_online + excluded.paid_online, early = had.early + excluded.early, on_time = had.on_time + excluded.on_time, late = had.late + excluded.late, stopped = had.stopped + excluded.stopped, with_result = had.with_result + excluded.with_result;
  INSERT INTO report_half_sum AS had
  SELECT agency_id, month, procedure_code, field, sum(way * got_self), sum(way * got_assisted), sum(way * got_counter), sum(way * got_post), sum(way * got_with_result), sum(way * payable), sum(way * paid_online),
    sum(way * early), sum(way * on_time), sum(way * late), sum(way * stopped), sum(way * with_result)
  FROM (SELECT 1 AS way, g.* FROM report_given_early(NEW) g WHERE TG_OP <> 'DELETE' UNION ALL SELECT -1, g.* FROM report_given_early(OLD) g WHERE TG_OP <> 'INSERT') AS given
  GROUP BY 1, 2, 3, 4
  HAVING (sum(way * got_self), sum(way * got_assisted), sum(way * got_counter), sum(way * got_post), sum(way * got_with_result), sum(way * payable), sum(way * paid_online), sum(way * early), sum(way * on_time), sum(way * late), sum(way * stopped), sum(way * with_result))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ORDER BY 1, 2, 3, 4
  ON CONFLICT (agency_id, month, procedure_code, field) DO UPDATE SET
    got_self = had.got_self + excluded.got_self, got_assisted = had.got_assisted + excluded.got_assisted, got_counter = had.got_counter + excluded.got_counter, got_post = had.got_post + excluded.got_post, got_with_result = had.got_with_result + excluded.got_with_result,
    payable = had.payable + excluded.payable, paid_online = had.paid_online + excluded.paid_online, early = had.early + excluded.early, on_time = had.on_time + excluded.on_time, late = had.late + excluded.late, stopped = had.stopped + excluded.stopped, with_result = had.with_result + excluded.with_result;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION report_keep_month_sum() FROM PUBLIC;

-- Sums of first halves as counting finds them, for the months from one to another.
CREATE FUNCTION report_counted_halves(p_agencies int[], p_from date, p_to date) RETURNS SETOF report_month_sum LANGUAGE sql STABLE AS $$
  SELECT c.* FROM generate_series(p_from::timestamp, p_to::timestamp, interval '1 month') AS m(month), LATERAL report_counted(p_agencies, report_month_start(m.month::date), report_month_start(m.month::date + 14)) AS c
$$;

-- How what lies in a month before a moment is found with the least counting: so many times the whole month, so many times its
-- first half, and what was accepted or ended from one moment to another, added or taken away. Of the two ways the one whose
-- days are fewer; days that are still to come hold nothing, which only the choice depends on, never the figures.
CREATE FUNCTION report_parts_before(p_at timestamptz, OUT whole int, OUT half int, OUT counted int, OUT count_from timestamptz, OUT count_to timestamptz) LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN near_end AND NOT early THEN 1 ELSE 0 END, CASE WHEN near_end = early THEN 1 ELSE 0 END, CASE WHEN near_end THEN -1 ELSE 1 END,
    CASE WHEN near_end THEN p_at ELSE had_from END, CASE WHEN near_end THEN had_to ELSE p_at END
  FROM (SELECT early, had_from, had_to, least(had_to, greatest(now(), p_at)) - p_at < p_at - had_from AS near_end FROM (
    SELECT p_at < report_half_start(p_at) AS early,
      CASE WHEN p_at < report_half_start(p_at) THEN report_month_start(report_month_of(p_at)) ELSE report_half_start(p_at) END AS had_from,
      CASE WHEN p_at < report_half_start(p_at) THEN report_half_start(p_at) ELSE report_month_start((report_month_of(p_at) + interval '1 month')::date) END AS had_to) AS within) AS chosen
$$;

-- What lies in the month of a moment before it, p_way times.
CREATE FUNCTION report_before(p_agencies int[], p_at timestamptz, p_way int) RETURNS SETOF report_month_sum LANGUAGE sql STABLE AS $$
  SELECT s.agency_id, s.month, s.procedure_code, s.field, p_way * s.got_self, p_way * s.got_assisted, p_way * s.got_counter, p_way * s.got_post, p_way * s.got_with_result, p_way * s.payable, p_way * s.paid_online, p_way * s.early, p_way * s.on_time, p_way * s.late, p_way * s.stopped, p_way * s.with_result
  FROM report_month_sum s WHERE (report_parts_before(p_at)).whole = 1 AND s.agency_id = ANY (p_agencies) AND s.month = report_month_of(p_at)
  UNION ALL
  SELECT s.agency_id, s.month, s.procedure_code, s.field, p_way * s.got_self, p_way * s.got_assisted, p_way * s.got_counter, p_way * s.got_post, p_way * s.got_with_result, p_way * s.payable, p_way * s.paid_online, p_way * s.early, p_way * s.on_time, p_way * s.late, p_way * s.stopped, p_way * s.with_result
  FROM report_half_sum s WHERE (report_parts_before(p_at)).half = 1 AND s.agency_id = ANY (p_agencies) AND s.month = report_month_of(p_at)
  UNION ALL
  SELECT c.agency_id, c.month, c.procedure_code, c.field, part.way * c.got_self, part.way * c.got_assisted, part.way * c.got_counter, part.way * c.got_post, part.way * c.got_with_result, part.way * c.payable, part.way * c.paid_online, part.way * c.early, part.way * c.on_time, part.way * c.late, part.way * c.stopped, part.way * c.with_result
  FROM (SELECT p_way * p.counted AS way, p.count_from, p.count_to FROM report_parts_before(p_at) AS p WHERE p.count_from < p.count_to) AS part CROSS JOIN LATERAL report_counted(p_agencies, part.count_from, part.count_to) AS c
$$;

-- Sums of the months from that of the beginning to that of the end, less what lies in the first of them before the one, and with
-- what lies in the last of them before the other.
CREATE OR REPLACE FUNCTION report_sums(p_agencies int[], p_start timestamptz, p_until timestamptz) RETURNS SETOF report_month_sum LANGUAGE sql STABLE AS $$
  SELECT s.* FROM report_month_sum s WHERE s.agency_id = ANY (p_agencies) AND s.month >= report_month_of(p_start) AND s.month < report_month_of(p_until) AND p_start < p_until
  UNION ALL SELECT b.* FROM report_before(p_agencies, p_start, -1) AS b WHERE p_start < p_until
  UNION ALL SELECT b.* FROM report_before(p_agencies, p_until, 1) AS b WHERE p_start < p_until
$$;

-- What was counted so far. Row-level security binds the owner too: for these statements he is let through.
ALTER TABLE report_dossier_fact NO FORCE ROW LEVEL SECURITY;
ALTER TABLE report_month_sum NO FORCE ROW LEVEL SECURITY;
ALTER TABLE report_half_sum NO FORCE ROW LEVEL SECURITY;
INSERT INTO report_half_sum
  SELECT agency_id, month, procedure_code, field, sum(got_self), sum(got_assisted), sum(got_counter), sum(got_post), sum(got_with_result), sum(payable), sum(paid_online), sum(early), sum(on_time), sum(late), sum(stopped), sum(with_result)
  FROM report_counted_halves((SELECT coalesce(array_agg(DISTINCT agency_id), '{}') FROM report_dossier_fact), (SELECT min(month) FROM report_month_sum), (SELECT max(month) FROM report_month_sum)) GROUP BY 1, 2, 3, 4;
ALTER TABLE report_dossier_fact FORCE ROW LEVEL SECURITY;
ALTER TABLE report_month_sum FORCE ROW LEVEL SECURITY;
ALTER TABLE report_half_sum FORCE ROW LEVEL SECURITY;
