-- expand: runs beside the previous version
-- What people say about how they were served: one rating per dossier, and feedback and complaints (phản ánh, kiến nghị) with
-- their own code and clocks. What is written, and who wrote it, is sealed.

CREATE TABLE feedback_rating (
  dossier_id uuid PRIMARY KEY,           -- once
  agency_id int NOT NULL,
  procedure_code text NOT NULL,
  stars int NOT NULL CHECK (stars BETWEEN 1 AND 5),
  rated_at timestamptz NOT NULL,
  citizen_id uuid,
  guest_key text,
  CHECK (citizen_id IS NOT NULL OR guest_key IS NOT NULL)
);
-- «Có ai đòi thêm tiền hoặc giấy tờ ngoài danh sách không?»: apart from the rating, for the inspector's eyes only.
CREATE TABLE feedback_tip (
  id uuid PRIMARY KEY,
  agency_id int NOT NULL,
  dossier_id uuid NOT NULL UNIQUE,
  demanded text NOT NULL CHECK (demanded IN ('money', 'papers', 'both')),
  sealed text NOT NULL,
  told_at timestamptz NOT NULL,
  seen_at timestamptz,
  seen_by uuid
);
CREATE INDEX feedback_tip_agency ON feedback_tip (agency_id, told_at DESC, id);

CREATE TABLE feedback_case (
  id uuid PRIMARY KEY,
  request_key text UNIQUE,
  code text NOT NULL UNIQUE,
  secret_hash bytea NOT NULL,
  agency_id int NOT NULL,                -- which handles it now
  subject text NOT NULL CHECK (subject IN ('behaviour', 'regulation', 'service', 'idea')),
  about_officer uuid,                    -- the officer complained of never sees who complained, nor what was written
  citizen_id uuid,
  guest_key text,
  state text NOT NULL CHECK (state IN ('new', 'handling', 'waiting', 'answered', 'published', 'rejected', 'transferred', 'rerouted')),
  sent_at timestamptz NOT NULL,
  next_due timestamptz,                  -- by which somebody must act; null when nothing is owed any more
  closed_at timestamptz,
  public_title text,
  public_answer text,
  published_at timestamptz,
  head_seq int NOT NULL
);
CREATE INDEX feedback_case_queue ON feedback_case (agency_id, next_due, id) WHERE closed_at IS NULL;
CREATE INDEX feedback_case_agency ON feedback_case (agency_id, sent_at DESC, id);
CREATE INDEX feedback_case_public ON feedback_case (published_at DESC, id) WHERE published_at IS NOT NULL;
CREATE INDEX feedback_case_guest ON feedback_case (guest_key, sent_at DESC) WHERE guest_key IS NOT NULL;
-- Who it is from and what was written, in a table of its own: its policy leaves out the officer complained of.
CREATE TABLE feedback_person (
  case_id uuid PRIMARY KEY REFERENCES feedback_case (id),
  sealed text NOT NULL
);
CREATE TABLE feedback_event (
  case_id uuid NOT NULL REFERENCES feedback_case (id),
  seq int NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  by_kind text NOT NULL,
  by_id uuid,
  by_name text,
  sealed text NOT NULL,
  PRIMARY KEY (case_id, seq)
);
CREATE TABLE feedback_book (
  book text PRIMARY KEY,
  last int NOT NULL
);

ALTER TABLE feedback_rating ENABLE ROW LEVEL SECURITY; ALTER TABLE feedback_rating FORCE ROW LEVEL SECURITY;
ALTER TABLE feedback_tip ENABLE ROW LEVEL SECURITY;    ALTER TABLE feedback_tip FORCE ROW LEVEL SECURITY;
ALTER TABLE feedback_case ENABLE ROW LEVEL SECURITY;   ALTER TABLE feedback_case FORCE ROW LEVEL SECURITY;
ALTER TABLE feedback_person ENABLE ROW LEVEL SECURITY; ALTER TABLE feedback_person FORCE ROW LEVEL SECURITY;
ALTER TABLE feedback_event ENABLE ROW LEVEL SECURITY;  ALTER TABLE feedback_event FORCE ROW LEVEL SECURITY;
ALTER TABLE feedback_book ENABLE ROW LEVEL SECURITY;   ALTER TABLE feedback_book FORCE ROW LEVEL SECURITY;

-- The look-up by code and secret enters a scope of its own; without the right secret the case does not exist.
CREATE FUNCTION feedback_may_see(p_agency int, p_citizen uuid, p_guest text, p_secret bytea) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE mc_kind() WHEN 'officer' THEN p_agency = ANY (mc_agencies()) WHEN 'citizen' THEN p_citizen = mc_citizen() WHEN 'guest' THEN p_guest = mc_guest() WHEN 'tracking' THEN p_secret = decode(mc_tracking(), 'hex') ELSE false END
$$;
-- Whose dossier it is, the dossier module has said before anything is written here; officers only count.
CREATE POLICY rating_read ON feedback_rating FOR SELECT TO motcua_app USING (CASE mc_kind() WHEN 'officer' THEN agency_id = ANY (mc_agencies()) WHEN 'citizen' THEN citizen_id = mc_citizen() WHEN 'guest' THEN guest_key = mc_guest() ELSE false END);
CREATE POLICY rating_add ON feedback_rating FOR INSERT TO motcua_app WITH CHECK (CASE mc_kind() WHEN 'citizen' THEN citizen_id = mc_citizen() WHEN 'guest' THEN guest_key = mc_guest() ELSE false END);
CREATE POLICY rating_worker ON feedback_rating FOR SELECT TO motcua_worker USING (true);
CREATE POLICY rating_report ON feedback_rating FOR SELECT TO motcua_report USING (true);
CREATE POLICY tip_read ON feedback_tip FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY tip_seen ON feedback_tip FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) WITH CHECK (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY tip_add ON feedback_tip FOR INSERT TO motcua_app WITH CHECK (mc_kind() IN ('citizen', 'guest'));
CREATE POLICY case_read ON feedback_case FOR SELECT TO motcua_app USING (feedback_may_see(agency_id, citizen_id, guest_key, secret_hash) OR published_at IS NOT NULL);
CREATE POLICY case_add ON feedback_case FOR INSERT TO motcua_app WITH CHECK ((mc_kind() = 'citizen' AND citizen_id = mc_citizen()) OR (mc_kind() = 'guest' AND guest_key = mc_guest()));
CREATE POLICY case_change ON feedback_case FOR UPDATE TO motcua_app
  USING (feedback_may_see(agency_id, citizen_id, guest_key, secret_hash) AND (mc_kind() <> 'officer' OR about_officer IS DISTINCT FROM mc_officer()))
  WITH CHECK (feedback_may_see(agency_id, citizen_id, guest_key, secret_hash));
CREATE POLICY person_read ON feedback_person FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id AND feedback_may_see(c.agency_id, c.citizen_id, c.guest_key, c.secret_hash) AND (mc_kind() <> 'officer' OR c.about_officer IS DISTINCT FROM mc_officer())));
CREATE POLICY person_add ON feedback_person FOR INSERT TO motcua_app WITH CHECK (EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id));
CREATE POLICY event_read ON feedback_event FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id AND feedback_may_see(c.agency_id, c.citizen_id, c.guest_key, c.secret_hash) AND (mc_kind() <> 'officer' OR c.about_officer IS DISTINCT FROM mc_officer())));
CREATE POLICY event_add ON feedback_event FOR INSERT TO motcua_app WITH CHECK (EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id));
CREATE POLICY book_use ON feedback_book TO motcua_app USING (mc_kind() IN ('citizen', 'guest')) WITH CHECK (mc_kind() IN ('citizen', 'guest'));
CREATE POLICY case_worker ON feedback_case FOR SELECT TO motcua_worker USING (true);

GRANT SELECT, INSERT ON feedback_rating, feedback_tip, feedback_case, feedback_person, feedback_event TO motcua_app;
GRANT UPDATE (seen_at, seen_by) ON feedback_tip TO motcua_app;
GRANT UPDATE (agency_id, about_officer, state, next_due, closed_at, public_title, public_answer, published_at, head_seq) ON feedback_case TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON feedback_book TO motcua_app;
GRANT SELECT (dossier_id, agency_id, procedure_code, stars, rated_at) ON feedback_rating TO motcua_worker, motcua_report;
GRANT SELECT (id, agency_id, subject, state, sent_at, next_due, closed_at, published_at) ON feedback_case TO motcua_worker;

-- Published: figures of ratings, and of cases for the leader's page.
CREATE VIEW v_rating WITH (security_invoker = true) AS SELECT agency_id, procedure_code, stars, rated_at FROM feedback_rating;
GRANT SELECT ON v_rating TO motcua_app, motcua_worker, motcua_report;
CREATE VIEW v_feedback_clock WITH (security_invoker = true) AS SELECT agency_id, state, sent_at, next_due, closed_at FROM feedback_case;
GRANT SELECT ON v_feedback_clock TO motcua_app, motcua_worker;

-- Look-up by code and secret, in one statement that enters the scope itself.
CREATE FUNCTION feedback_track(p_code text, p_hash bytea) RETURNS TABLE (id uuid) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('mc.kind', 'tracking', true), set_config('mc.tracking', encode(p_hash, 'hex'), true);
  RETURN QUERY SELECT c.id FROM feedback_case c WHERE c.code = p_code AND c.secret_hash = p_hash;
END $$;
