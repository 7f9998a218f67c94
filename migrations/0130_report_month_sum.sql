-- expand: runs beside the previous version
-- A running sum of the facts by month, so that the year of a province is added up from some thousand rows and not counted over
-- every dossier. A trigger keeps it, in the transaction that writes the fact, whoever writes it: a late correction, a dossier
-- opened again or handed to another agency takes back what the earlier fact gave and gives what the new one does.

-- The first day of the Vietnamese month in which a moment lies; of «never» it is never.
CREATE FUNCTION report_month_of(p_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_trunc('month', p_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
$$;
CREATE FUNCTION report_month_start(p_month date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_month::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
$$;

CREATE TABLE report_month_sum (
  agency_id int NOT NULL,
  month date NOT NULL,                   -- its first day
  procedure_code text NOT NULL,
  field text NOT NULL,
  -- accepted within the month, by the way of filing
  got_self int NOT NULL,
  got_assisted int NOT NULL,
  got_counter int NOT NULL,
  got_post int NOT NULL,
  got_with_result int NOT NULL,          -- of those over the network: with a signed electronic result
  payable int NOT NULL,                  -- of all: with something to pay
  paid_online int NOT NULL,
  -- accepted at any time and ended within the month
  early int NOT NULL,
  on_time int NOT NULL,
  late int NOT NULL,
  stopped int NOT NULL,
  with_result int NOT NULL,              -- of those settled
  PRIMARY KEY (agency_id, month, procedure_code, field)
) WITH (fillfactor = 70);
ALTER TABLE report_month_sum ENABLE ROW LEVEL SECURITY; ALTER TABLE report_month_sum FORCE ROW LEVEL SECURITY;
CREATE POLICY month_sum_read ON report_month_sum FOR SELECT TO motcua_app USING ((SELECT mc_kind()) = 'officer' AND agency_id = ANY ((SELECT mc_agencies())::int[]));
CREATE POLICY month_sum_worker ON report_month_sum TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY month_sum_report ON report_month_sum FOR SELECT TO motcua_report USING (true);
GRANT SELECT ON report_month_sum TO motcua_app, motcua_report;
GRANT SELECT, INSERT, UPDATE ON report_month_sum TO motcua_worker;

-- What dossiers give to the sums, counted from the facts themselves: those accepted, and those ended, between two moments.
-- The rule stands here once more than in the trigger; a test and `mot-cua verify` hold the two together.
CREATE FUNCTION report_counted(p_agencies int[], p_from timestamptz, p_to timestamptz) RETURNS SETOF report_month_sum LANGUAGE sql STABLE AS $$
  SELECT f.agency_id, report_month_of(f.received_at), f.procedure_code, f.field,
    (count(*) FILTER (WHERE f.channel NOT IN ('post', 'counter', 'assisted') AND f.filed_by = 'self'))::int,
    (count(*) FILTER (WHERE f.channel NOT IN ('post', 'counter') AND (f.channel = 'assisted' OR f.filed_by <> 'self')))::int,
    (count(*) FILTER (WHERE f.channel = 'counter'))::int, (count(*) FILTER (WHERE f.channel = 'post'))::int,
    (count(*) FILTER (WHERE f.channel NOT IN ('post', 'counter') AND f.electronic_result))::int,
    (count(*) FILTER (WHERE f.fee_due > 0))::int, (count(*) FILTER (WHERE f.fee_due > 0 AND f.fee_paid >= f.fee_due AND f.fee_how = 'online'))::int,
    0, 0, 0, 0, 0
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.received_at >= p_from AND f.received_at < p_to GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT f.agency_id, report_month_of(f.ended_at), f.procedure_code, f.field, 0, 0, 0, 0, 0, 0, 0,
    (count(*) FILTER (WHERE f.settled = 'early'))::int, (count(*) FILTER (WHERE f.settled = 'on-time'))::int, (count(*) FILTER (WHERE f.settled = 'late'))::int, (count(*) FILTER (WHERE f.settled IS NULL))::int,
    (count(*) FILTER (WHERE f.settled IS NOT NULL AND f.electronic_result))::int
  FROM report_dossier_fact f WHERE f.agency_id = ANY (p_agencies) AND f.ended_at >= p_from AND f.ended_at < p_to AND f.received_at IS NOT NULL GROUP BY 1, 2, 3, 4
$$;

-- What one fact gives: a row for the month of its acceptance, a row for the month of its end.
CREATE FUNCTION report_given(f report_dossier_fact) RETURNS SETOF report_month_sum LANGUAGE sql IMMUTABLE AS $$
  SELECT f.agency_id, report_month_of(f.received_at), f.procedure_code, f.field,
    (f.channel NOT IN ('post', 'counter', 'assisted') AND f.filed_by = 'self')::int, (f.channel NOT IN ('post', 'counter') AND (f.channel = 'assisted' OR f.filed_by <> 'self'))::int,
    (f.channel = 'counter')::int, (f.channel = 'post')::int, (f.channel NOT IN ('post', 'counter') AND f.electronic_result)::int,
    (f.fee_due > 0)::int, coalesce(f.fee_due > 0 AND f.fee_paid >= f.fee_due AND f.fee_how = 'online', false)::int,
    0, 0, 0, 0, 0
  WHERE f.received_at IS NOT NULL
  UNION ALL
  SELECT f.agency_id, report_month_of(f.finished_at), f.procedure_code, f.field, 0, 0, 0, 0, 0, 0, 0,
    coalesce(f.settled = 'early', false)::int, coalesce(f.settled = 'on-time', false)::int, coalesce(f.settled = 'late', false)::int, (f.settled IS NULL)::int,
    (f.settled IS NOT NULL AND f.electronic_result)::int
  WHERE f.received_at IS NOT NULL AND f.finished_at IS NOT NULL
$$;

-- Sums always change in the order of their key: two facts at once wait for each other and never for ever.
CREATE FUNCTION report_keep_month_sum() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN NULL;
END $$;
CREATE TRIGGER report_fact_added AFTER INSERT OR DELETE ON report_dossier_fact FOR EACH ROW EXECUTE FUNCTION report_keep_month_sum();
-- Most changes of a fact move a dossier from step to step and no figure.
CREATE TRIGGER report_fact_changed AFTER UPDATE ON report_dossier_fact FOR EACH ROW
  WHEN ((OLD.agency_id, OLD.procedure_code, OLD.field, OLD.channel, OLD.filed_by, OLD.received_at, OLD.finished_at, OLD.settled, OLD.electronic_result, OLD.fee_due, OLD.fee_paid, OLD.fee_how)
    IS DISTINCT FROM (NEW.agency_id, NEW.procedure_code, NEW.field, NEW.channel, NEW.filed_by, NEW.received_at, NEW.finished_at, NEW.settled, NEW.electronic_result, NEW.fee_due, NEW.fee_paid, NEW.fee_how))
  EXECUTE FUNCTION report_keep_month_sum();
REVOKE ALL ON FUNCTION report_keep_month_sum() FROM PUBLIC;

-- What was counted so far. Row-level security binds the owner too: for these statements he is let through.
ALTER TABLE report_dossier_fact NO FORCE ROW LEVEL SECURITY;
ALTER TABLE report_month_sum NO FORCE ROW LEVEL SECURITY;
INSERT INTO report_month_sum
  SELECT agency_id, month, procedure_code, field, sum(got_self), sum(got_assisted), sum(got_counter), sum(got_post), sum(got_with_result), sum(payable), sum(paid_online), sum(early), sum(on_time), sum(late), sum(stopped), sum(with_result)
  FROM report_counted((SELECT coalesce(array_agg(DISTINCT agency_id), '{}') FROM report_dossier_fact), '-infinity', 'infinity') GROUP BY 1, 2, 3, 4;
ALTER TABLE report_dossier_fact FORCE ROW LEVEL SECURITY;
ALTER TABLE report_month_sum FORCE ROW LEVEL SECURITY;
