-- expand: runs beside the previous version
-- Figures: one row per dossier, folded from its events by a job, and everything that is counted from those rows. Nothing
-- here names the person of a dossier.

CREATE TABLE report_dossier_fact (
  dossier_id uuid PRIMARY KEY,
  seq int NOT NULL,                      -- last event counted in; an older one never overwrites a newer one
  agency_id int NOT NULL,
  receiving_agency int NOT NULL,
  procedure_code text NOT NULL,
  field text NOT NULL,
  channel text NOT NULL,
  filed_by text NOT NULL,
  code text,
  reference text NOT NULL,
  submitted_at timestamptz NOT NULL,
  answer_by timestamptz NOT NULL,
  answered_at timestamptz,
  received_at timestamptz,
  first_due timestamptz,
  legal_due timestamptz,
  due timestamptz,
  index_due timestamptz,
  status text NOT NULL,
  step text,
  step_vi text,
  step_en text,
  step_role text,
  step_due timestamptz,
  assignee uuid,
  assignee_name text,
  finished_at timestamptz,
  -- the end, or for ever while there is none: one index serves every period
  ended_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(finished_at, 'infinity'::timestamptz)) STORED,
  outcome text,
  settled text,
  index_late boolean,
  returned_at timestamptz,
  supplements int NOT NULL,
  later_rounds int NOT NULL,
  apologised_at timestamptz,
  apology_in_time boolean,
  new_due timestamptz,
  apology_from timestamptz,
  apology_last timestamptz,
  pauses tstzmultirange NOT NULL,
  due_since timestamptz[] NOT NULL,
  due_values timestamptz[] NOT NULL,
  worked_minutes int,
  electronic_result boolean NOT NULL,
  trial_result boolean NOT NULL,
  fee_due bigint NOT NULL,
  fee_paid bigint NOT NULL,
  fee_how text,
  changed_at timestamptz NOT NULL,       -- moment of the last event that is counted in
  CHECK (cardinality(due_since) = cardinality(due_values))
);
CREATE INDEX report_fact_received ON report_dossier_fact (agency_id, received_at, dossier_id) WHERE received_at IS NOT NULL;
CREATE INDEX report_fact_ended ON report_dossier_fact (agency_id, ended_at, dossier_id) WHERE received_at IS NOT NULL;
CREATE INDEX report_fact_open ON report_dossier_fact (agency_id, legal_due, dossier_id) WHERE finished_at IS NULL AND received_at IS NOT NULL;
CREATE INDEX report_fact_waiting ON report_dossier_fact (agency_id, answer_by, dossier_id) WHERE finished_at IS NULL AND received_at IS NULL;
CREATE INDEX report_fact_apology ON report_dossier_fact (apology_from, dossier_id) WHERE apology_from IS NOT NULL;

-- The clock of a dossier at a moment: what the legal date was then, and at which moment it is judged while the clock stands.
CREATE FUNCTION report_due_at(p_since timestamptz[], p_values timestamptz[], p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT v FROM unnest(p_since, p_values) WITH ORDINALITY AS x(s, v, n) WHERE s < p_at ORDER BY n DESC LIMIT 1
$$;
CREATE FUNCTION report_judged_at(p_pauses tstzmultirange, p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT lower(r) FROM unnest(p_pauses) AS r WHERE r @> p_at LIMIT 1), p_at)
$$;

-- Where every dossier of some agencies stands in a period, judged as of p_until (the period's end, or now while it lasts).
-- The same rule, pure: src/modules/report/domain/report-06a.ts; a test holds the two together.
CREATE FUNCTION report_standing(p_agencies int[], p_start timestamptz, p_until timestamptz)
RETURNS TABLE (dossier_id uuid, agency_id int, procedure_code text, field text, received_at timestamptz, opening boolean, online boolean, ending text)
LANGUAGE sql STABLE AS $$
  SELECT f.dossier_id, f.agency_id, f.procedure_code, f.field, f.received_at, f.received_at < p_start, f.channel IN ('online', 'assisted'),
    CASE WHEN f.ended_at < p_until THEN coalesce(f.settled, 'stopped')
         WHEN report_due_at(f.due_since, f.due_values, p_until) < report_judged_at(f.pauses, p_until) THEN 'overdue'
         ELSE 'in-time' END
  FROM report_dossier_fact f
  WHERE f.agency_id = ANY (p_agencies) AND f.received_at < p_until AND f.ended_at >= p_start
$$;

-- A report that was frozen: its figures are its rows. Running it again makes another version; this one stays.
CREATE TABLE report_snapshot (
  id uuid PRIMARY KEY,
  request_key text UNIQUE,
  unit_id int NOT NULL,
  agency_ids int[] NOT NULL,
  date_from date NOT NULL,
  date_to date NOT NULL,
  version int NOT NULL,
  as_of timestamptz NOT NULL,
  generated_at timestamptz NOT NULL,
  generated_by uuid NOT NULL,
  generated_by_name text NOT NULL,
  not_accepted int NOT NULL,
  UNIQUE (unit_id, date_from, date_to, version)
);
CREATE TABLE report_snapshot_row (
  snapshot_id uuid NOT NULL REFERENCES report_snapshot (id),
  dossier_id uuid NOT NULL,
  agency_id int NOT NULL,
  procedure_code text NOT NULL,
  field text NOT NULL,
  received_at timestamptz NOT NULL,
  opening boolean NOT NULL,
  online boolean NOT NULL,
  ending text NOT NULL,
  PRIMARY KEY (snapshot_id, dossier_id)
);
CREATE INDEX report_snapshot_row_order ON report_snapshot_row (snapshot_id, received_at, dossier_id);

-- Decisions that assign targets, and their rows.
CREATE TABLE report_decision (
  id uuid PRIMARY KEY,
  request_key text UNIQUE,
  agency_id int NOT NULL,                -- whose officer entered it
  number text NOT NULL,
  issued_on date NOT NULL,
  issuer text NOT NULL,
  title text NOT NULL,
  online_definition text NOT NULL,
  entered_at timestamptz NOT NULL,
  entered_by uuid NOT NULL,
  entered_by_name text NOT NULL,
  ended_at timestamptz,                  -- no longer applied; its rows stay readable
  ended_reason text,
  UNIQUE (agency_id, number, issued_on)
);
CREATE TABLE report_target (
  id uuid PRIMARY KEY,
  decision_id uuid NOT NULL REFERENCES report_decision (id),
  agency_id int NOT NULL,
  unit_id int NOT NULL,
  measure text NOT NULL,
  procedure_group text NOT NULL,
  date_from date NOT NULL,
  date_to date NOT NULL,
  value numeric(12, 2) NOT NULL CHECK (value >= 0),
  removed_at timestamptz,
  CHECK (date_from <= date_to),
  CHECK (measure NOT LIKE '%-share' OR value <= 100)
);
CREATE INDEX report_target_decision ON report_target (decision_id, unit_id, date_from);
CREATE INDEX report_target_unit ON report_target (unit_id, date_from) WHERE removed_at IS NULL;

-- Apologies to sign, drafted a working day before the date. Signing one is an event of the dossier; this is only the list.
CREATE TABLE report_apology (
  dossier_id uuid NOT NULL,
  due timestamptz NOT NULL,
  agency_id int NOT NULL,
  last_moment timestamptz NOT NULL,
  drafted_at timestamptz NOT NULL,
  proposed_due timestamptz,
  cause text,
  reason text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'signed', 'not-needed', 'declined')),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decline_reason text,
  PRIMARY KEY (dossier_id, due)
);
CREATE INDEX report_apology_waiting ON report_apology (agency_id, due) WHERE state = 'waiting';

-- What everybody may see, written by the worker; small groups are already pooled.
CREATE TABLE report_public_month (
  agency_id int NOT NULL,
  month date NOT NULL,
  figures jsonb NOT NULL,
  generated_at timestamptz NOT NULL,
  published boolean NOT NULL DEFAULT true,
  PRIMARY KEY (agency_id, month)
);
CREATE TABLE report_public_late (
  agency_id int NOT NULL,
  place int NOT NULL,                    -- order within the agency; no row leads back to its dossier
  masked_code text NOT NULL,
  procedure_code text,                   -- null where it has so few dossiers that it would name the person
  step_vi text,
  step_en text,
  legal_due timestamptz NOT NULL,
  cause text,
  apologised_at timestamptz,
  new_due timestamptz,
  generated_at timestamptz NOT NULL,
  published boolean NOT NULL DEFAULT true,
  PRIMARY KEY (agency_id, place)
);
-- How far the sweep that finds missing facts has come.
CREATE TABLE report_sweep (
  name text PRIMARY KEY,
  after uuid NOT NULL,
  at timestamptz NOT NULL
);

ALTER TABLE report_dossier_fact ENABLE ROW LEVEL SECURITY; ALTER TABLE report_dossier_fact FORCE ROW LEVEL SECURITY;
ALTER TABLE report_snapshot ENABLE ROW LEVEL SECURITY;     ALTER TABLE report_snapshot FORCE ROW LEVEL SECURITY;
ALTER TABLE report_snapshot_row ENABLE ROW LEVEL SECURITY; ALTER TABLE report_snapshot_row FORCE ROW LEVEL SECURITY;
ALTER TABLE report_decision ENABLE ROW LEVEL SECURITY;     ALTER TABLE report_decision FORCE ROW LEVEL SECURITY;
ALTER TABLE report_target ENABLE ROW LEVEL SECURITY;       ALTER TABLE report_target FORCE ROW LEVEL SECURITY;
ALTER TABLE report_apology ENABLE ROW LEVEL SECURITY;      ALTER TABLE report_apology FORCE ROW LEVEL SECURITY;
ALTER TABLE report_public_month ENABLE ROW LEVEL SECURITY; ALTER TABLE report_public_month FORCE ROW LEVEL SECURITY;
ALTER TABLE report_public_late ENABLE ROW LEVEL SECURITY;  ALTER TABLE report_public_late FORCE ROW LEVEL SECURITY;
ALTER TABLE report_sweep ENABLE ROW LEVEL SECURITY;        ALTER TABLE report_sweep FORCE ROW LEVEL SECURITY;

CREATE POLICY fact_read ON report_dossier_fact FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY fact_worker ON report_dossier_fact TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY fact_report ON report_dossier_fact FOR SELECT TO motcua_report USING (true);
CREATE POLICY snapshot_read ON report_snapshot FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND unit_id = ANY (mc_agencies()));
CREATE POLICY snapshot_add ON report_snapshot FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'officer' AND unit_id = ANY (mc_agencies()) AND generated_by = mc_officer());
CREATE POLICY snapshot_row_read ON report_snapshot_row FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY snapshot_row_add ON report_snapshot_row FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY decision_read ON report_decision FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND (agency_id = ANY (mc_agencies()) OR EXISTS (SELECT 1 FROM report_target t WHERE t.decision_id = report_decision.id AND t.unit_id = ANY (mc_agencies()))));
CREATE POLICY decision_add ON report_decision FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()) AND entered_by = mc_officer());
CREATE POLICY decision_end ON report_decision FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY target_read ON report_target FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND (agency_id = ANY (mc_agencies()) OR unit_id = ANY (mc_agencies())));
CREATE POLICY target_add ON report_target FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()) AND unit_id = ANY (mc_agencies()));
CREATE POLICY target_remove ON report_target FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY apology_read ON report_apology FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY apology_decide ON report_apology FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY apology_worker ON report_apology TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY public_month_read ON report_public_month FOR SELECT TO motcua_app USING (published);
CREATE POLICY public_month_worker ON report_public_month TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY public_late_read ON report_public_late FOR SELECT TO motcua_app USING (published);
CREATE POLICY public_late_worker ON report_public_late TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY sweep_worker ON report_sweep TO motcua_worker USING (true) WITH CHECK (true);

GRANT SELECT ON report_dossier_fact TO motcua_app, motcua_report;
GRANT SELECT, INSERT, UPDATE ON report_dossier_fact TO motcua_worker;
GRANT SELECT, INSERT ON report_snapshot, report_snapshot_row TO motcua_app;
GRANT SELECT, INSERT ON report_decision, report_target TO motcua_app;
GRANT UPDATE (ended_at, ended_reason) ON report_decision TO motcua_app;
GRANT UPDATE (removed_at) ON report_target TO motcua_app;
GRANT SELECT ON report_apology, report_public_month, report_public_late TO motcua_app;
GRANT UPDATE (proposed_due, cause, reason, state, decided_at, decided_by, decided_by_name, decline_reason) ON report_apology TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON report_apology, report_public_month, report_sweep TO motcua_worker;
GRANT SELECT, INSERT, DELETE ON report_public_late TO motcua_worker;
