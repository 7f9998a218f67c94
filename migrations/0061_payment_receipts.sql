-- expand: runs beside the previous version
-- An order that ran out is asked about a few times more: a bank may take the money a minute too late, and the message of it may be lost.
CREATE INDEX payment_attempt_late ON payment_attempt (next_query_at) WHERE state = 'expired' AND next_query_at < 'infinity';

-- A receipt is never deleted or changed: what is wrong is replaced by another that names it (NĐ 254/2026/NĐ-CP Đ.23). The first
-- receipt of a collection is round 1.
ALTER TABLE payment_receipt ADD COLUMN round int NOT NULL DEFAULT 1 CHECK (round BETWEEN 1 AND 99);
ALTER TABLE payment_receipt ADD COLUMN replaces_year int;
ALTER TABLE payment_receipt ADD COLUMN replaces_number int;
ALTER TABLE payment_receipt ADD CONSTRAINT payment_receipt_rounds UNIQUE (dossier_id, event_seq, kind, round);
ALTER TABLE payment_receipt ADD CONSTRAINT payment_receipt_replaces UNIQUE (agency_id, replaces_year, replaces_number);
ALTER TABLE payment_receipt ADD CONSTRAINT payment_receipt_replaced FOREIGN KEY (agency_id, replaces_year, replaces_number) REFERENCES payment_receipt (agency_id, year, number);
ALTER TABLE payment_receipt DROP CONSTRAINT payment_receipt_dossier_id_event_seq_kind_key;

-- Asked for by the accountant, decided by another person: nobody voids a receipt alone.
CREATE TABLE payment_receipt_void (
  id uuid PRIMARY KEY,
  agency_id int NOT NULL,
  year int NOT NULL,
  number int NOT NULL,
  dossier_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  payer text NOT NULL,                   -- who the new receipt names, sealed
  state text NOT NULL CHECK (state IN ('asked', 'approved', 'declined', 'replaced')),
  asked_by uuid NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  why_not text CHECK (length(why_not) BETWEEN 1 AND 4000),
  new_year int,
  new_number int,
  FOREIGN KEY (agency_id, year, number) REFERENCES payment_receipt (agency_id, year, number),
  CHECK (decided_by IS NULL OR decided_by <> asked_by),
  CHECK ((state = 'asked') = (decided_by IS NULL)),
  CHECK ((state = 'replaced') = (new_number IS NOT NULL))
);
CREATE UNIQUE INDEX payment_receipt_void_once ON payment_receipt_void (agency_id, year, number) WHERE state <> 'declined';
CREATE INDEX payment_receipt_void_asked ON payment_receipt_void (agency_id, asked_at DESC);

ALTER TABLE payment_receipt_void ENABLE ROW LEVEL SECURITY; ALTER TABLE payment_receipt_void FORCE ROW LEVEL SECURITY;
CREATE POLICY void_read ON payment_receipt_void FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY void_ask ON payment_receipt_void FOR INSERT TO motcua_app WITH CHECK (state = 'asked' AND mc_kind() = 'officer' AND asked_by = mc_officer() AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY void_decide ON payment_receipt_void FOR UPDATE TO motcua_app
  USING (state = 'asked' AND mc_kind() = 'officer' AND asked_by <> mc_officer() AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id))
  WITH CHECK (state IN ('approved', 'declined') AND decided_by = mc_officer());
CREATE POLICY void_worker ON payment_receipt_void TO motcua_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON payment_receipt_void TO motcua_app;
GRANT UPDATE (state, decided_by, decided_name, decided_at, why_not) ON payment_receipt_void TO motcua_app;
GRANT SELECT ON payment_receipt_void TO motcua_worker;
GRANT UPDATE (state, new_year, new_number) ON payment_receipt_void TO motcua_worker;
