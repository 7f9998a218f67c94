-- expand: runs beside the previous version
-- Money for dossiers. The web role may begin a payment and ask for a refund; only the worker may write that money has come,
-- and only from a stored callback or a stored answer of the gateway. Everything a gateway says is kept as it came.

-- The role under which a gateway's callback is taken in: it may add a line to the inbox and ask for the facts of one order.
DO $$
BEGIN
  BEGIN
    CREATE ROLE motcua_callback NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  IF NOT pg_has_role('motcua_app', 'motcua_callback', 'MEMBER') THEN
    BEGIN
      GRANT motcua_callback TO motcua_app;
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO motcua_callback;

-- What one dossier owes that can be paid from home. One row a dossier; it is made when somebody begins to pay.
CREATE TABLE payment_intent (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL UNIQUE,
  agency_id int NOT NULL,                -- who collects
  reference text NOT NULL,               -- dossier code or temporary reference, as the gateway and the accountant read it
  lines jsonb NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('NONE_REQUIRED', 'EXEMPT', 'PENDING', 'PROCESSING', 'PAID', 'FAILED', 'EXPIRED', 'REFUND_REQUESTED', 'REFUNDED')),
  current_attempt uuid,                  -- the last one begun
  paid_attempt uuid,
  recorded_at timestamptz,               -- since when the dossier itself says that the fee is paid
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((paid_attempt IS NOT NULL) OR state NOT IN ('PAID', 'REFUND_REQUESTED', 'REFUNDED'))
);
CREATE INDEX payment_intent_agency ON payment_intent (agency_id, state, changed_at DESC);
CREATE INDEX payment_intent_unrecorded ON payment_intent (changed_at) WHERE state = 'PAID' AND recorded_at IS NULL;

-- One visit to a gateway.
CREATE TABLE payment_attempt (
  id uuid PRIMARY KEY,
  intent_id uuid NOT NULL REFERENCES payment_intent (id),
  dossier_id uuid NOT NULL,
  agency_id int NOT NULL,
  gateway text NOT NULL,
  txn_ref text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('open', 'paid', 'failed', 'expired', 'surplus')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  finished_at timestamptz,
  response_code text,
  transaction_status text,
  transaction text,                      -- the gateway's own number
  bank text,
  evidence bigint,                       -- the inbox line that decided
  queries int NOT NULL DEFAULT 0,
  next_query_at timestamptz NOT NULL,
  last_query text,                       -- what came of the last question: pending, not-found, no-answer …
  UNIQUE (gateway, txn_ref)
);
CREATE INDEX payment_attempt_intent ON payment_attempt (intent_id, created_at);
CREATE INDEX payment_attempt_open ON payment_attempt (next_query_at) WHERE state = 'open';
-- One transaction of the gateway confirms one payment, whatever anybody sends.
CREATE UNIQUE INDEX payment_attempt_transaction ON payment_attempt (gateway, transaction) WHERE state = 'paid';

-- Everything that a gateway told, by callback or as an answer, to the letter.
CREATE TABLE payment_inbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  gateway text NOT NULL,
  source text NOT NULL CHECK (source IN ('callback', 'query')),
  received_at timestamptz NOT NULL,
  raw text NOT NULL CHECK (length(raw) <= 8192),
  verified boolean NOT NULL,
  reply text NOT NULL,                   -- the code answered to the gateway
  txn_ref text,                          -- as told; null when the signature is not the gateway's
  transaction text,
  fingerprint bytea,
  processed_at timestamptz,
  verdict text
);
-- A callback that was accepted is accepted once; the second time it is answered «already confirmed».
CREATE UNIQUE INDEX payment_inbox_once ON payment_inbox (gateway, fingerprint) WHERE source = 'callback' AND reply = '00';
CREATE INDEX payment_inbox_order ON payment_inbox (gateway, txn_ref) WHERE txn_ref IS NOT NULL;
CREATE INDEX payment_inbox_waiting ON payment_inbox (received_at) WHERE reply = '00' AND processed_at IS NULL;
CREATE INDEX payment_inbox_forged ON payment_inbox (received_at) WHERE NOT verified;

-- Money that came and belongs to no open debt: paid twice, after expiry, after the counter had collected. Never lost, given back or taken for the dossier.
CREATE TABLE payment_surplus (
  id uuid PRIMARY KEY,
  attempt_id uuid NOT NULL REFERENCES payment_attempt (id),
  dossier_id uuid NOT NULL,
  agency_id int NOT NULL,
  gateway text NOT NULL,
  transaction text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  why text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'applied', 'refund-requested', 'refunded')),
  evidence bigint NOT NULL,
  found_at timestamptz NOT NULL,
  settled_at timestamptz,
  UNIQUE (gateway, transaction)
);
CREATE INDEX payment_surplus_agency ON payment_surplus (agency_id, state, found_at DESC);

-- Money given back, by decision of somebody who may.
CREATE TABLE payment_refund (
  id uuid PRIMARY KEY,
  attempt_id uuid NOT NULL REFERENCES payment_attempt (id),
  surplus_id uuid REFERENCES payment_surplus (id),
  dossier_id uuid NOT NULL,
  agency_id int NOT NULL,
  gateway text NOT NULL,
  transaction text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  decision text NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
  officer_id uuid NOT NULL,
  officer_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('requested', 'done', 'refused')),
  answer text,
  tries int NOT NULL DEFAULT 0,
  requested_at timestamptz NOT NULL,
  answered_at timestamptz
);
CREATE UNIQUE INDEX payment_refund_once ON payment_refund (gateway, transaction) WHERE state <> 'refused';
CREATE INDEX payment_refund_agency ON payment_refund (agency_id, requested_at DESC);

-- Biên lai. Form and symbol are registered with the tax authority by each collecting office; until then a trial series is printed as such.
CREATE TABLE payment_receipt_series (
  agency_id int NOT NULL,
  valid_from date NOT NULL,
  form_no text NOT NULL CHECK (length(form_no) BETWEEN 1 AND 20),
  symbol text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 20),
  tax_code text CHECK (length(tax_code) BETWEEN 10 AND 14),
  entered_by uuid NOT NULL,
  entered_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, valid_from)
);
CREATE TABLE payment_receipt_book (
  agency_id int NOT NULL,
  year int NOT NULL,
  last int NOT NULL CHECK (last BETWEEN 1 AND 99999999), -- at most 8 digits (NĐ 254/2026/NĐ-CP Đ.23 k.2c)
  PRIMARY KEY (agency_id, year)
);
CREATE TABLE payment_receipt (
  agency_id int NOT NULL,
  year int NOT NULL,
  number int NOT NULL,
  dossier_id uuid NOT NULL,
  event_seq int NOT NULL,                -- the event by which the dossier says that the money came
  kind text NOT NULL CHECK (kind IN ('phi', 'le-phi')),
  form_no text NOT NULL,
  symbol text NOT NULL,
  tax_code text,
  trial boolean NOT NULL,
  lines jsonb NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  how text NOT NULL,
  collected_at timestamptz NOT NULL,
  issued_at timestamptz NOT NULL,
  file_id uuid,
  PRIMARY KEY (agency_id, year, number),
  UNIQUE (dossier_id, event_seq, kind)
);
CREATE INDEX payment_receipt_day ON payment_receipt (agency_id, issued_at DESC);

ALTER TABLE payment_intent ENABLE ROW LEVEL SECURITY;         ALTER TABLE payment_intent FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_attempt ENABLE ROW LEVEL SECURITY;        ALTER TABLE payment_attempt FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_inbox ENABLE ROW LEVEL SECURITY;          ALTER TABLE payment_inbox FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_surplus ENABLE ROW LEVEL SECURITY;        ALTER TABLE payment_surplus FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_refund ENABLE ROW LEVEL SECURITY;         ALTER TABLE payment_refund FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_receipt_series ENABLE ROW LEVEL SECURITY; ALTER TABLE payment_receipt_series FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_receipt_book ENABLE ROW LEVEL SECURITY;   ALTER TABLE payment_receipt_book FORCE ROW LEVEL SECURITY;
ALTER TABLE payment_receipt ENABLE ROW LEVEL SECURITY;        ALTER TABLE payment_receipt FORCE ROW LEVEL SECURITY;

-- Whoever sees the dossier sees its money.
CREATE POLICY intent_read ON payment_intent FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY attempt_read ON payment_attempt FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY receipt_read ON payment_receipt FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY surplus_read ON payment_surplus FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY refund_read ON payment_refund FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
-- The person whose dossier it is begins a payment; nothing that the web role writes can say «paid».
CREATE POLICY intent_begin ON payment_intent FOR INSERT TO motcua_app WITH CHECK (state = 'PROCESSING' AND paid_attempt IS NULL AND mc_kind() IN ('citizen', 'guest') AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY intent_again ON payment_intent FOR UPDATE TO motcua_app
  USING (state IN ('PENDING', 'PROCESSING', 'FAILED', 'EXPIRED') AND mc_kind() IN ('citizen', 'guest') AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id))
  WITH CHECK (state = 'PROCESSING' AND mc_kind() IN ('citizen', 'guest'));
CREATE POLICY attempt_begin ON payment_attempt FOR INSERT TO motcua_app WITH CHECK (state = 'open' AND mc_kind() IN ('citizen', 'guest') AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
-- An officer of the office asks for money to be given back; that it was is written by the worker.
CREATE POLICY intent_refund ON payment_intent FOR UPDATE TO motcua_app
  USING (state = 'PAID' AND mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id)) WITH CHECK (state = 'REFUND_REQUESTED' AND mc_kind() = 'officer');
CREATE POLICY surplus_refund ON payment_surplus FOR UPDATE TO motcua_app
  USING (state = 'open' AND mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id)) WITH CHECK (state = 'refund-requested' AND mc_kind() = 'officer');
CREATE POLICY refund_ask ON payment_refund FOR INSERT TO motcua_app WITH CHECK (state = 'requested' AND mc_kind() = 'officer' AND officer_id = mc_officer() AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY series_read ON payment_receipt_series FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY series_enter ON payment_receipt_series FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'officer' AND entered_by = mc_officer() AND agency_id = ANY (mc_agencies()));
CREATE POLICY inbox_add ON payment_inbox FOR INSERT TO motcua_callback WITH CHECK (source = 'callback' AND processed_at IS NULL AND verdict IS NULL);
-- What an order's callbacks were answered, for the accountant; forged ones name no order and are counted only.
CREATE POLICY inbox_read ON payment_inbox FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND txn_ref IS NOT NULL AND EXISTS (SELECT 1 FROM payment_attempt a WHERE a.gateway = payment_inbox.gateway AND a.txn_ref = payment_inbox.txn_ref));
CREATE POLICY intent_worker ON payment_intent TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY attempt_worker ON payment_attempt TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY inbox_worker ON payment_inbox TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY surplus_worker ON payment_surplus TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY refund_worker ON payment_refund TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY series_worker ON payment_receipt_series FOR SELECT TO motcua_worker USING (true);
CREATE POLICY book_worker ON payment_receipt_book TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY receipt_worker ON payment_receipt TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY intent_report ON payment_intent FOR SELECT TO motcua_report USING (true);
CREATE POLICY receipt_report ON payment_receipt FOR SELECT TO motcua_report USING (true);
-- For the function below, which runs with the owner's rights; nobody logs in as the owner while the program serves.
CREATE POLICY intent_owner ON payment_intent FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY attempt_owner ON payment_attempt FOR SELECT TO CURRENT_USER USING (true);

GRANT SELECT, INSERT ON payment_intent, payment_attempt TO motcua_app;
GRANT UPDATE (state, current_attempt, changed_at) ON payment_intent TO motcua_app;
GRANT SELECT ON payment_surplus, payment_receipt TO motcua_app;
GRANT SELECT (id, gateway, source, received_at, verified, reply, txn_ref, transaction, processed_at, verdict) ON payment_inbox TO motcua_app;
GRANT UPDATE (state) ON payment_surplus TO motcua_app;
GRANT SELECT, INSERT ON payment_refund, payment_receipt_series TO motcua_app;
GRANT INSERT (gateway, source, received_at, raw, verified, reply, txn_ref, transaction, fingerprint) ON payment_inbox TO motcua_callback;
GRANT SELECT, INSERT, UPDATE ON payment_intent, payment_attempt, payment_inbox, payment_surplus, payment_refund, payment_receipt_book TO motcua_worker;
GRANT DELETE ON payment_inbox TO motcua_worker; -- forged lines after their keeping time; a trigger keeps the rest
GRANT SELECT ON payment_receipt_series TO motcua_worker;
-- A receipt never changes: only its file is added once it is printed.
GRANT SELECT, INSERT ON payment_receipt TO motcua_worker;
GRANT UPDATE (file_id) ON payment_receipt TO motcua_worker;
GRANT SELECT (id, agency_id, amount, state, created_at, changed_at) ON payment_intent TO motcua_report;
GRANT SELECT (agency_id, year, number, kind, symbol, amount, how, collected_at, issued_at) ON payment_receipt TO motcua_report;

-- Evidence stays for ever: a line that the gateway signed is never removed, and no line is rewritten.
CREATE FUNCTION payment_keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.verified THEN RAISE EXCEPTION 'what a gateway signed is evidence' USING ERRCODE = 'MC423'; END IF;
    RETURN OLD;
  END IF;
  IF (to_jsonb(NEW) - ARRAY['processed_at', 'verdict']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['processed_at', 'verdict']) THEN
    RAISE EXCEPTION 'what a gateway told is not rewritten' USING ERRCODE = 'MC423';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_keep_evidence BEFORE UPDATE OR DELETE ON payment_inbox FOR EACH ROW EXECUTE FUNCTION payment_keep_evidence();

-- An accepted callback wakes the worker in its own transaction. The callback role may add no job itself.
CREATE FUNCTION payment_wake() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
  PERFORM platform_add_jobs(jsonb_build_array(jsonb_build_object('task', 'settle-callback', 'payload', jsonb_build_object('inboxId', NEW.id), 'key', 'settle:' || NEW.id, 'maxAttempts', 25)));
  RETURN NULL;
END $$;
CREATE TRIGGER payment_wake AFTER INSERT ON payment_inbox FOR EACH ROW WHEN (NEW.source = 'callback' AND NEW.reply = '00') EXECUTE FUNCTION payment_wake();

-- A callback belongs to nobody's session: it may learn of one order, by its reference, what deciding on the answer needs, and no more.
CREATE FUNCTION payment_order_facts(p_gateway text, p_ref text) RETURNS TABLE (amount bigint, attempt_state text, transaction text, intent_state text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
  SELECT a.amount, a.state, a.transaction, i.state FROM payment_attempt a JOIN payment_intent i ON i.id = a.intent_id WHERE a.gateway = p_gateway AND a.txn_ref = p_ref
$$;
REVOKE ALL ON FUNCTION payment_order_facts(text, text), payment_wake(), payment_keep_evidence() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payment_order_facts(text, text) TO motcua_callback;
