-- expand: runs beside the previous version
-- An accepted callback is settled before papers are printed and messages sent: a person waits for it before a page.
CREATE OR REPLACE FUNCTION payment_wake() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
  PERFORM platform_add_jobs(jsonb_build_array(jsonb_build_object('task', 'settle-callback', 'payload', jsonb_build_object('inboxId', NEW.id), 'key', 'settle:' || NEW.id, 'maxAttempts', 25, 'priority', -10)));
  RETURN NULL;
END $$;

-- The account to which people transfer, as the office entered it and another person agreed: whoever enters an account cannot put it in use alone.
CREATE TABLE payment_account (
  id uuid PRIMARY KEY,
  agency_id int NOT NULL,
  valid_from date NOT NULL,
  bank_bin text NOT NULL CHECK (bank_bin ~ '^\d{6}$'),
  bank_name text NOT NULL CHECK (length(bank_name) BETWEEN 2 AND 200),
  account_no text NOT NULL CHECK (account_no ~ '^[A-Za-z0-9]{4,19}$'),
  account_name text NOT NULL CHECK (length(account_name) BETWEEN 4 AND 200),
  state text NOT NULL CHECK (state IN ('asked', 'agreed', 'declined')),
  entered_by uuid NOT NULL,
  entered_name text NOT NULL,
  entered_at timestamptz NOT NULL,
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  CHECK (decided_by IS NULL OR decided_by <> entered_by),
  CHECK ((state = 'asked') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX payment_account_from ON payment_account (agency_id, valid_from) WHERE state <> 'declined';

-- A line of the bank's statement that an officer took for a dossier. One line pays one dossier.
CREATE TABLE payment_transfer (
  id uuid PRIMARY KEY,
  agency_id int NOT NULL,
  dossier_id uuid NOT NULL,
  reference text NOT NULL,
  bank_ref text NOT NULL CHECK (length(bank_ref) BETWEEN 3 AND 40),
  bank_date date NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('confirmed', 'recorded', 'surplus')),
  officer_id uuid NOT NULL,
  officer_name text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  settled_at timestamptz,
  UNIQUE (agency_id, bank_ref)
);
CREATE INDEX payment_transfer_agency ON payment_transfer (agency_id, confirmed_at DESC);
CREATE INDEX payment_transfer_waiting ON payment_transfer (confirmed_at) WHERE state = 'confirmed';

ALTER TABLE payment_account ENABLE ROW LEVEL SECURITY;  ALTER TABLE payment_account FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_transfer ENABLE ROW LEVEL SECURITY; ALTER TABLE payment_transfer FORCE ROW LEVEL SECURITY;
-- An account that is agreed is public: everybody who owes reads it. What is only entered is seen by the office.
CREATE POLICY account_read ON payment_account FOR SELECT TO motcua_app USING (state = 'agreed' OR (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())));
CREATE POLICY account_enter ON payment_account FOR INSERT TO motcua_app WITH CHECK (state = 'asked' AND mc_kind() = 'officer' AND entered_by = mc_officer() AND agency_id = ANY (mc_agencies()));
CREATE POLICY account_decide ON payment_account FOR UPDATE TO motcua_app
  USING (state = 'asked' AND mc_kind() = 'officer' AND entered_by <> mc_officer() AND agency_id = ANY (mc_agencies())) WITH CHECK (state IN ('agreed', 'declined') AND decided_by = mc_officer());
CREATE POLICY transfer_read ON payment_transfer FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY transfer_confirm ON payment_transfer FOR INSERT TO motcua_app WITH CHECK (state = 'confirmed' AND mc_kind() = 'officer' AND officer_id = mc_officer() AND agency_id = ANY (mc_agencies()) AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY transfer_worker ON payment_transfer TO motcua_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON payment_account, payment_transfer TO motcua_app;
GRANT UPDATE (state, decided_by, decided_name, decided_at) ON payment_account TO motcua_app;
GRANT SELECT ON payment_transfer TO motcua_worker;
GRANT UPDATE (state, settled_at) ON payment_transfer TO motcua_worker;
