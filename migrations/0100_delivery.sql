-- expand: runs beside the previous version
-- Papers and results by post (dịch vụ bưu chính công ích). A parcel is ordered by the person or by the program; only minutes
-- with two signatures move a result out of the office or papers into it; what the carrier tells is kept as it came.

-- Prices of the post, dated. What people were shown is never rewritten: a new price is a new row.
CREATE TABLE delivery_tariff (
  id uuid PRIMARY KEY,
  direction text NOT NULL CHECK (direction IN ('send', 'return')),
  zone text NOT NULL CHECK (zone IN ('province', 'country')),
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
  verified boolean NOT NULL,
  entered_by uuid,                       -- null: came with the installation
  entered_at timestamptz NOT NULL,
  UNIQUE (direction, zone, valid_from)
);
-- Decisions of a province that name the procedures which the post serves.
CREATE TABLE delivery_decision (
  id uuid PRIMARY KEY,
  province_agency int NOT NULL,
  number text NOT NULL CHECK (length(number) BETWEEN 1 AND 120),
  issued_on date NOT NULL,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  send_codes text[] NOT NULL,
  return_codes text[] NOT NULL,
  verified boolean NOT NULL,
  entered_by uuid NOT NULL,
  entered_at timestamptz NOT NULL,
  UNIQUE (province_agency, valid_from)
);

CREATE TABLE delivery_parcel (
  id uuid PRIMARY KEY,                   -- the carrier's idempotency key and our order number
  direction text NOT NULL CHECK (direction IN ('send', 'return')),
  dossier_id uuid,                       -- of papers that are on their way: only once the desk has received them
  attempt int NOT NULL DEFAULT 1 CHECK (attempt BETWEEN 1 AND 9),
  draft_id uuid,                         -- what the papers belong to
  citizen_id uuid, guest_key text,       -- of papers: who sends them
  agency_id int NOT NULL,
  procedure_code text NOT NULL,
  reference text NOT NULL,               -- dossier code, temporary reference or code of the draft
  address_sealed text NOT NULL,
  zone text NOT NULL CHECK (zone IN ('province', 'country')),
  postage bigint NOT NULL CHECK (postage >= 0),
  cod bigint NOT NULL DEFAULT 0 CHECK (cod >= 0),
  collected bigint NOT NULL DEFAULT 0 CHECK (collected >= 0),
  surplus boolean NOT NULL DEFAULT false,
  state text NOT NULL CHECK (state IN ('requested', 'accepted', 'picked-up', 'handed-over', 'in-transit', 'failed-1', 'failed-2', 'returning', 'returned', 'delivered', 'arrived', 'cancelled', 'lost')),
  carrier text NOT NULL,
  carrier_number text,
  requested_at timestamptz NOT NULL,
  handed_at timestamptz,                 -- when both had signed
  tries timestamptz[] NOT NULL DEFAULT '{}',
  breach text,
  receiver_sealed text,                  -- whose paper the carrier saw
  ended_at timestamptz,
  evidence uuid,                         -- the message that ended it
  recorded text NOT NULL DEFAULT 'none' CHECK (recorded IN ('none', 'posted', 'ended')), -- how far the dossier itself says it
  told text[] NOT NULL DEFAULT '{}',     -- what the person was told
  missing text,                          -- of papers: what the desk found missing when it counted
  slip_file uuid,                        -- phiếu gửi of papers
  changed_at timestamptz NOT NULL,
  next_query_at timestamptz NOT NULL,
  -- Nothing is delivered or on its way that no minutes let out.
  CHECK (direction = 'send' OR handed_at IS NOT NULL OR state IN ('requested', 'accepted', 'cancelled')),
  CHECK (state <> 'delivered' OR (receiver_sealed IS NOT NULL AND evidence IS NOT NULL)),
  CHECK (direction = 'return' OR dossier_id IS NOT NULL OR state <> 'arrived' OR missing IS NOT NULL),
  CHECK (direction = 'send' OR dossier_id IS NOT NULL)
);
-- One parcel a dossier, way and attempt, whatever runs twice.
CREATE UNIQUE INDEX delivery_parcel_once ON delivery_parcel (dossier_id, direction, attempt) WHERE dossier_id IS NOT NULL AND direction = 'return';
CREATE UNIQUE INDEX delivery_parcel_draft ON delivery_parcel (draft_id) WHERE direction = 'send' AND state <> 'cancelled';
CREATE UNIQUE INDEX delivery_parcel_number ON delivery_parcel (carrier, carrier_number) WHERE carrier_number IS NOT NULL;
CREATE INDEX delivery_parcel_desk ON delivery_parcel (agency_id, direction, state, requested_at, id);
CREATE INDEX delivery_parcel_dossier ON delivery_parcel (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX delivery_parcel_silent ON delivery_parcel (next_query_at) WHERE state NOT IN ('returned', 'delivered', 'arrived', 'cancelled', 'lost');
CREATE INDEX delivery_parcel_money ON delivery_parcel (agency_id, ended_at) WHERE state = 'delivered';
CREATE INDEX delivery_parcel_owner ON delivery_parcel (citizen_id) WHERE citizen_id IS NOT NULL;
CREATE INDEX delivery_parcel_guest ON delivery_parcel (guest_key) WHERE guest_key IS NOT NULL;

-- Biên bản bàn giao. Both sides sign; a number is taken when they have.
CREATE TABLE delivery_minutes (
  id uuid PRIMARY KEY,
  agency_id int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('to-post', 'from-post', 'back-from-post')),
  reference text NOT NULL UNIQUE,        -- stands on the sheet before it has a number; the clerk's code is made over it
  state text NOT NULL CHECK (state IN ('open', 'signed', 'cancelled')),
  year int, number int,
  officer_id uuid NOT NULL, officer_name text NOT NULL,
  opened_at timestamptz NOT NULL,
  clerk_name text, clerk_number text,
  signed_at timestamptz,
  how text CHECK (how IN ('code', 'callback')),
  wrong_codes int NOT NULL DEFAULT 0,
  file_id uuid,
  CHECK ((state = 'signed') = (number IS NOT NULL)),
  CHECK (state <> 'signed' OR (clerk_name IS NOT NULL AND clerk_number IS NOT NULL AND signed_at IS NOT NULL AND how IS NOT NULL AND year IS NOT NULL)),
  UNIQUE (agency_id, year, number)
);
CREATE INDEX delivery_minutes_desk ON delivery_minutes (agency_id, opened_at DESC, id);
CREATE TABLE delivery_minutes_book (
  agency_id int NOT NULL,
  year int NOT NULL,
  last int NOT NULL,
  PRIMARY KEY (agency_id, year)
);
CREATE TABLE delivery_minutes_line (
  minutes_id uuid NOT NULL REFERENCES delivery_minutes (id),
  parcel_id uuid NOT NULL REFERENCES delivery_parcel (id),
  complete boolean,                      -- of papers from the post: all there, as counted together
  PRIMARY KEY (minutes_id, parcel_id)
);
CREATE INDEX delivery_minutes_line_parcel ON delivery_minutes_line (parcel_id);

-- Everything that the carrier told, by callback or asked, to the letter. Receivers are named in it: sealed.
CREATE TABLE delivery_inbox (
  id uuid PRIMARY KEY,
  carrier text NOT NULL,
  source text NOT NULL CHECK (source IN ('callback', 'query')),
  received_at timestamptz NOT NULL,
  raw_sealed text NOT NULL CHECK (length(raw_sealed) <= 16384),
  verified boolean NOT NULL,
  parcel_id uuid,                        -- null when the signature is not the carrier's
  event_id text,
  kind text,
  at timestamptz,                        -- the carrier's own time
  place text CHECK (length(place) <= 200),
  processed_at timestamptz,
  verdict text
);
CREATE UNIQUE INDEX delivery_inbox_once ON delivery_inbox (carrier, event_id) WHERE verified;
CREATE INDEX delivery_inbox_parcel ON delivery_inbox (parcel_id, at) WHERE parcel_id IS NOT NULL;
CREATE INDEX delivery_inbox_waiting ON delivery_inbox (received_at) WHERE verified AND processed_at IS NULL;
CREATE INDEX delivery_inbox_forged ON delivery_inbox (received_at) WHERE NOT verified;

ALTER TABLE delivery_parcel ENABLE ROW LEVEL SECURITY;       ALTER TABLE delivery_parcel FORCE ROW LEVEL SECURITY;
ALTER TABLE delivery_minutes ENABLE ROW LEVEL SECURITY;      ALTER TABLE delivery_minutes FORCE ROW LEVEL SECURITY;
ALTER TABLE delivery_minutes_book ENABLE ROW LEVEL SECURITY; ALTER TABLE delivery_minutes_book FORCE ROW LEVEL SECURITY;
ALTER TABLE delivery_minutes_line ENABLE ROW LEVEL SECURITY; ALTER TABLE delivery_minutes_line FORCE ROW LEVEL SECURITY;
ALTER TABLE delivery_inbox ENABLE ROW LEVEL SECURITY;        ALTER TABLE delivery_inbox FORCE ROW LEVEL SECURITY;

-- Whoever sees the dossier sees its parcels; papers on their way belong to the sender and to the office that they go to.
CREATE FUNCTION delivery_mine(p_dossier uuid, p_agency int, p_citizen uuid, p_guest text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE mc_kind() WHEN 'officer' THEN p_agency = ANY (mc_agencies()) WHEN 'citizen' THEN p_citizen = mc_citizen() OR EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = p_dossier)
    WHEN 'guest' THEN (p_guest IS NOT NULL AND p_guest = mc_guest()) OR EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = p_dossier) ELSE false END
$$;
CREATE POLICY parcel_read ON delivery_parcel FOR SELECT TO motcua_app USING (delivery_mine(dossier_id, agency_id, citizen_id, guest_key));
-- A person orders the collection of papers; a parcel with a result is ordered by the worker alone.
CREATE POLICY parcel_order ON delivery_parcel FOR INSERT TO motcua_app WITH CHECK (direction = 'send' AND state = 'requested' AND dossier_id IS NULL AND handed_at IS NULL AND recorded = 'none'
  AND ((mc_kind() = 'citizen' AND citizen_id = mc_citizen()) OR (mc_kind() = 'guest' AND guest_key = mc_guest())));
CREATE POLICY parcel_cancel ON delivery_parcel FOR UPDATE TO motcua_app
  USING (direction = 'send' AND state = 'requested' AND mc_kind() IN ('citizen', 'guest') AND delivery_mine(dossier_id, agency_id, citizen_id, guest_key)) WITH CHECK (direction = 'send' AND state = 'cancelled' AND mc_kind() IN ('citizen', 'guest'));
-- Its address, while it lies at the office.
CREATE POLICY parcel_address ON delivery_parcel FOR UPDATE TO motcua_app
  USING (direction = 'return' AND state IN ('requested', 'accepted') AND mc_kind() IN ('citizen', 'guest') AND delivery_mine(dossier_id, agency_id, citizen_id, guest_key)) WITH CHECK (direction = 'return' AND state IN ('requested', 'accepted') AND handed_at IS NULL AND mc_kind() IN ('citizen', 'guest'));
-- The desk signs: handing over, taking in, taking back. What was delivered is written by the worker from the carrier's message.
CREATE POLICY parcel_desk ON delivery_parcel FOR UPDATE TO motcua_app
  USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()) AND state IN ('accepted', 'handed-over', 'arrived', 'returned')); -- «accepted»: the sum to collect, while the sheet is drawn up
CREATE POLICY parcel_worker ON delivery_parcel TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY parcel_owner ON delivery_parcel FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY minutes_desk ON delivery_minutes TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY minutes_worker ON delivery_minutes TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY minutes_owner ON delivery_minutes FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY book_desk ON delivery_minutes_book TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY book_worker ON delivery_minutes_book TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY line_desk ON delivery_minutes_line TO motcua_app USING (mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM delivery_minutes m WHERE m.id = minutes_id)) WITH CHECK (mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM delivery_minutes m WHERE m.id = minutes_id));
CREATE POLICY line_worker ON delivery_minutes_line TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY inbox_add ON delivery_inbox FOR INSERT TO motcua_callback WITH CHECK (source = 'callback' AND processed_at IS NULL AND verdict IS NULL);
-- Tracking lines, for whoever sees the parcel; the sealed message itself is not the web role's to read.
CREATE POLICY inbox_read ON delivery_inbox FOR SELECT TO motcua_app USING (parcel_id IS NOT NULL AND EXISTS (SELECT 1 FROM delivery_parcel p WHERE p.id = parcel_id));
CREATE POLICY inbox_worker ON delivery_inbox TO motcua_worker USING (true) WITH CHECK (true);

GRANT SELECT ON delivery_tariff, delivery_decision TO motcua_app, motcua_worker;
GRANT INSERT ON delivery_tariff, delivery_decision TO motcua_app;
GRANT SELECT, INSERT ON delivery_parcel TO motcua_app;
GRANT UPDATE (state, handed_at, cod, ended_at, changed_at, address_sealed, missing, dossier_id, next_query_at) ON delivery_parcel TO motcua_app;
GRANT SELECT, INSERT ON delivery_minutes, delivery_minutes_line TO motcua_app, motcua_worker;
GRANT UPDATE (state, year, number, clerk_name, clerk_number, signed_at, how, wrong_codes) ON delivery_minutes TO motcua_app;
GRANT UPDATE (complete) ON delivery_minutes_line TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON delivery_minutes_book TO motcua_app, motcua_worker;
GRANT SELECT (id, carrier, source, received_at, verified, parcel_id, event_id, kind, at, place, processed_at, verdict) ON delivery_inbox TO motcua_app;
GRANT INSERT (id, carrier, source, received_at, raw_sealed, verified, parcel_id, event_id, kind, at, place) ON delivery_inbox TO motcua_callback;
GRANT SELECT, INSERT, UPDATE ON delivery_parcel, delivery_inbox TO motcua_worker;
GRANT UPDATE (state, year, number, clerk_name, clerk_number, signed_at, how, file_id) ON delivery_minutes TO motcua_worker;
GRANT DELETE ON delivery_inbox TO motcua_worker; -- forged lines after their keeping time; a trigger keeps the rest

-- What the carrier signed is evidence and is not rewritten.
CREATE FUNCTION delivery_keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.verified THEN RAISE EXCEPTION 'what a carrier signed is evidence' USING ERRCODE = 'MC423'; END IF;
    RETURN OLD;
  END IF;
  IF (to_jsonb(NEW) - ARRAY['processed_at', 'verdict']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['processed_at', 'verdict']) THEN
    RAISE EXCEPTION 'what a carrier told is not rewritten' USING ERRCODE = 'MC423';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_keep_evidence BEFORE UPDATE OR DELETE ON delivery_inbox FOR EACH ROW EXECUTE FUNCTION delivery_keep_evidence();
-- Minutes that both have signed stay as they are; only the printed sheet is added.
CREATE FUNCTION delivery_keep_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' AND (to_jsonb(NEW) - 'file_id') IS DISTINCT FROM (to_jsonb(OLD) - 'file_id') THEN RAISE EXCEPTION 'minutes that are signed or struck out are not changed' USING ERRCODE = 'MC423'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_keep_minutes BEFORE UPDATE ON delivery_minutes FOR EACH ROW EXECUTE FUNCTION delivery_keep_minutes();

-- A stored message wakes the worker in its own transaction; the callback's role may add no job itself.
CREATE FUNCTION delivery_wake() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
  PERFORM platform_add_jobs(jsonb_build_array(jsonb_build_object('task', 'settle-post-report', 'payload', jsonb_build_object('inboxId', NEW.id), 'key', 'post-report:' || NEW.id, 'maxAttempts', 25)));
  RETURN NULL;
END $$;
CREATE TRIGGER delivery_wake AFTER INSERT ON delivery_inbox FOR EACH ROW WHEN (NEW.source = 'callback' AND NEW.verified) EXECUTE FUNCTION delivery_wake();
-- A callback is nobody's session: it learns whether a parcel (or open minutes) of that carrier is there, and no more.
CREATE FUNCTION delivery_knows(p_carrier text, p_id uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
  SELECT EXISTS (SELECT 1 FROM delivery_parcel WHERE id = p_id AND carrier = p_carrier) OR EXISTS (SELECT 1 FROM delivery_minutes WHERE id = p_id)
$$;
REVOKE ALL ON FUNCTION delivery_knows(text, uuid), delivery_wake(), delivery_keep_evidence(), delivery_keep_minutes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery_knows(text, uuid) TO motcua_callback;
