-- expand: runs beside the previous version
-- Whoever confirms who he is before he signs gets a new token. The one before it ends a few seconds later, so that a second press
-- of the same button, already on its way, is not met by the sign-in page: an end that lies ahead has not come yet.
CREATE OR REPLACE FUNCTION identity_actor(token bytea, at timestamptz)
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
    WHEN s.ended_at <= at THEN 'ended'
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
