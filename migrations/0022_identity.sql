-- expand: runs beside the previous version
-- Citizens as the identity provider knows them, sessions of citizens and officers, and counters of sign-in attempts.

-- One account for a subject of an identity provider (T-05: the key is provider + subject, never a number that somebody
-- typed). Only keyed hashes here, so that signing in can look it up before it is known whose rows may be read.
CREATE TABLE identity_account (
  account_key bytea PRIMARY KEY CHECK (octet_length(account_key) = 32),
  citizen_id uuid NOT NULL
);

CREATE TABLE identity_citizen (
  id uuid PRIMARY KEY,
  issuer text NOT NULL,
  -- the provider's own identifier of the person may be the personal number itself: sealed like it
  subject text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  gender text CHECK (gender IN ('male', 'female')),
  birth_date date,
  assurance text NOT NULL CHECK (assurance IN ('none', 'desk', 'level-1', 'level-2')),
  -- sealed: personal number, telephone, e-mail, address, former number, tax code
  personal_id text, personal_id_index bytea,
  phone text, phone_index bytea,
  email text, email_index bytea,
  address text,
  former_id text,
  tax_code text,
  created_at timestamptz NOT NULL,
  signed_in_at timestamptz NOT NULL
);
CREATE INDEX identity_citizen_personal_id ON identity_citizen (personal_id_index);
CREATE INDEX identity_citizen_phone ON identity_citizen (phone_index);
ALTER TABLE identity_citizen ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_citizen FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON identity_citizen TO motcua_app USING (id = mc_citizen()) WITH CHECK (id = mc_citizen());
CREATE POLICY worker ON identity_citizen TO motcua_worker USING (true) WITH CHECK (true);

-- Only the SHA-256 of a session's token is kept: whoever reads this table cannot sign in with it.
CREATE TABLE identity_session (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  id uuid NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('citizen', 'officer')),
  subject_id uuid NOT NULL,
  -- authority chosen by an officer who works in several
  agency_id int,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  idle_seconds int NOT NULL CHECK (idle_seconds > 0),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_why text CHECK (ended_why IN ('signed-out', 'replaced', 'password', 'disabled', 'elsewhere')),
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX identity_session_subject ON identity_session (subject_id) WHERE ended_at IS NULL;
CREATE INDEX identity_session_expiry ON identity_session (expires_at);

-- A session is reached by its token, by whoever owns it, or by the functions below, which name one person; never in bulk.
CREATE FUNCTION identity_token() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT decode(nullif(current_setting('mc.token', true), ''), 'hex') $$;
CREATE FUNCTION identity_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('mc.person', true), '')::uuid $$;
ALTER TABLE identity_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_session FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON identity_session TO motcua_app
  USING (token_hash = identity_token()
    OR subject_id = coalesce(identity_person(), CASE kind WHEN 'citizen' THEN mc_citizen() ELSE mc_officer() END))
  WITH CHECK (token_hash = identity_token()
    OR subject_id = coalesce(identity_person(), CASE kind WHEN 'citizen' THEN mc_citizen() ELSE mc_officer() END));
CREATE POLICY worker ON identity_session TO motcua_worker USING (true) WITH CHECK (true);

-- Everything about whoever holds this token, in one statement and at every request: rights are never remembered.
-- `state` is live, or why the session no longer counts: ended, expired, idle, closed (the account or its last role).
-- No row: there is no such session. `touch_due`: last_seen_at is older than a minute.
CREATE FUNCTION identity_actor(token bytea, at timestamptz)
RETURNS TABLE (state text, session_id uuid, kind text, subject_id uuid, name text, assurance text, title text, agency_id int, agency_ids int[], roles text[], touch_due boolean)
LANGUAGE plpgsql AS $$
DECLARE
  s identity_session;
  citizen_before text := coalesce(current_setting('mc.citizen', true), '');
BEGIN
  PERFORM set_config('mc.token', encode(token, 'hex'), true);
  SELECT * INTO s FROM identity_session t WHERE t.token_hash = token;
  PERFORM set_config('mc.token', '', true);
  IF s.id IS NULL THEN RETURN; END IF;
  session_id := s.id; kind := s.kind; subject_id := s.subject_id;
  touch_due := s.last_seen_at < at - interval '1 minute';
  state := CASE
    WHEN s.ended_at IS NOT NULL THEN 'ended'
    WHEN s.expires_at <= at THEN 'expired'
    WHEN s.last_seen_at + make_interval(secs => s.idle_seconds) <= at THEN 'idle'
    ELSE 'live' END;
  IF state <> 'live' THEN RETURN NEXT; RETURN; END IF;
  IF s.kind = 'citizen' THEN
    PERFORM set_config('mc.citizen', s.subject_id::text, true);
    SELECT c.name, c.assurance INTO name, assurance FROM identity_citizen c WHERE c.id = s.subject_id;
    PERFORM set_config('mc.citizen', citizen_before, true);
  ELSE
    SELECT r.name, r.title, r.agency_id, r.agency_ids, r.roles INTO name, title, agency_id, agency_ids, roles
    FROM v_officer_rights(s.subject_id, (at AT TIME ZONE 'UTC' + interval '7 hours')::date, s.agency_id) r;
  END IF;
  IF name IS NULL THEN state := 'closed'; END IF;
  RETURN NEXT;
END $$;

-- Ends every live session of a person, but the one kept; for sign-out everywhere, a new password, a disabled officer.
CREATE FUNCTION identity_end_sessions(person uuid, at timestamptz, why text, keep uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  PERFORM set_config('mc.person', person::text, true);
  UPDATE identity_session SET ended_at = at, ended_why = why WHERE subject_id = person AND ended_at IS NULL AND id IS DISTINCT FROM keep;
  GET DIAGNOSTICS n = ROW_COUNT;
  PERFORM set_config('mc.person', '', true);
  RETURN n;
END $$;

CREATE FUNCTION identity_touch(token bytea, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('mc.token', encode(token, 'hex'), true);
  UPDATE identity_session SET last_seen_at = at WHERE token_hash = token AND ended_at IS NULL AND last_seen_at < at;
  PERFORM set_config('mc.token', '', true);
END $$;
CREATE FUNCTION identity_end_session(token bytea, at timestamptz, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('mc.token', encode(token, 'hex'), true);
  UPDATE identity_session SET ended_at = at, ended_why = why WHERE token_hash = token AND ended_at IS NULL;
  PERFORM set_config('mc.token', '', true);
END $$;
CREATE FUNCTION identity_choose_agency(token bytea, agency int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('mc.token', encode(token, 'hex'), true);
  UPDATE identity_session SET agency_id = agency WHERE token_hash = token AND kind = 'officer';
  PERFORM set_config('mc.token', '', true);
END $$;

-- One row for each thing that is counted (an account's name, an address block), under a keyed hash.
CREATE TABLE identity_attempt (
  counted bytea PRIMARY KEY CHECK (octet_length(counted) = 32),
  since timestamptz NOT NULL,
  tries int NOT NULL CHECK (tries > 0)
);
CREATE INDEX identity_attempt_since ON identity_attempt (since);

GRANT SELECT, INSERT ON identity_account TO motcua_app;
GRANT SELECT ON identity_account TO motcua_worker;
GRANT SELECT, INSERT ON identity_citizen TO motcua_app;
GRANT UPDATE ON identity_citizen TO motcua_app;
GRANT SELECT ON identity_citizen TO motcua_worker;
GRANT SELECT, INSERT ON identity_session TO motcua_app;
GRANT UPDATE (last_seen_at, ended_at, ended_why, agency_id) ON identity_session TO motcua_app;
GRANT SELECT, DELETE ON identity_session TO motcua_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity_attempt TO motcua_app;
GRANT SELECT, DELETE ON identity_attempt TO motcua_worker;
