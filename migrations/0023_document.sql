-- expand: runs beside the previous version
-- Files that people send in and papers that the offices issue. The bytes lie in the file store, sealed; here is what is
-- known about them. Whose they are stands on the row itself, so that no policy needs a join.
CREATE TABLE document_file (
  id uuid PRIMARY KEY,
  draft_id uuid,
  dossier_id uuid,
  citizen_id uuid,
  guest_key text,
  officer_id uuid,                       -- who brought it in for the person, or issued it
  agency_ids int[] NOT NULL DEFAULT '{}',
  paper text NOT NULL CHECK (length(paper) BETWEEN 1 AND 120),
  source text NOT NULL CHECK (source IN ('citizen', 'desk', 'issued')),
  name text NOT NULL,                    -- sealed: people write names and numbers into file names
  mime text NOT NULL CHECK (mime IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  pages int NOT NULL CHECK (pages BETWEEN 1 AND 2000),
  width int, height int,
  -- as it was sent: what the receipt shows
  size bigint NOT NULL CHECK (size > 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  -- as it is kept: photos are made small and lose their metadata
  kept_size bigint NOT NULL CHECK (kept_size > 0),
  kept_sha256 bytea NOT NULL CHECK (octet_length(kept_sha256) = 32),
  key_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('ready', 'quarantine', 'infected')),
  scan text NOT NULL CHECK (scan IN ('clean', 'not-configured', 'waiting', 'infected', 'own-work')),
  notes text[] NOT NULL DEFAULT '{}',
  -- papers that offices keep among themselves: control slips, drafts of results
  office_only boolean NOT NULL DEFAULT false,
  received_at timestamptz NOT NULL,
  bound_at timestamptz,
  CHECK ((state = 'quarantine') = (scan = 'waiting')),
  CHECK ((state = 'infected') = (scan = 'infected')),
  CHECK ((dossier_id IS NULL) = (bound_at IS NULL)),
  CHECK (citizen_id IS NOT NULL OR guest_key IS NOT NULL OR officer_id IS NOT NULL OR agency_ids <> '{}')
);
CREATE INDEX document_file_dossier ON document_file (dossier_id) WHERE dossier_id IS NOT NULL;
-- The same photo sent twice for the same paper of one draft is one file: a form that is sent again adds nothing.
CREATE UNIQUE INDEX document_file_draft ON document_file (draft_id, paper, sha256) WHERE draft_id IS NOT NULL;
CREATE INDEX document_file_loose ON document_file (id) WHERE dossier_id IS NULL AND source <> 'issued';
CREATE INDEX document_file_loose_guest ON document_file (guest_key) WHERE dossier_id IS NULL AND guest_key IS NOT NULL;
CREATE INDEX document_file_loose_citizen ON document_file (citizen_id) WHERE dossier_id IS NULL AND citizen_id IS NOT NULL;
CREATE INDEX document_file_quarantine ON document_file (received_at) WHERE state = 'quarantine';

ALTER TABLE document_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_file FORCE ROW LEVEL SECURITY;
-- Not bound to one role: the functions below also run for the owner of the database, who has no other way in.
-- A setting that was not made is NULL or empty and matches nothing.
CREATE FUNCTION document_is_mine(citizen uuid, guest text, officer uuid, agencies int[], bound boolean, office boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (NOT office AND (coalesce(citizen = mc_citizen(), false) OR coalesce(guest = mc_guest(), false)))
      OR agencies && mc_agencies() OR (NOT bound AND coalesce(officer = mc_officer(), false))
$$;
CREATE POLICY file_read ON document_file FOR SELECT USING (document_is_mine(citizen_id, guest_key, officer_id, agency_ids, dossier_id IS NOT NULL, office_only));
-- What is sent in begins without a dossier; what an office issues may stand in one from the start.
CREATE POLICY file_add ON document_file FOR INSERT WITH CHECK (CASE WHEN source = 'issued' THEN agency_ids && mc_agencies() ELSE dossier_id IS NULL AND document_is_mine(citizen_id, guest_key, officer_id, agency_ids, false, office_only) END);
-- Bound to a dossier it never changes again and never goes: the dossier's event names it with its hash.
CREATE POLICY file_change ON document_file FOR UPDATE USING (dossier_id IS NULL AND document_is_mine(citizen_id, guest_key, officer_id, agency_ids, false, office_only))
  WITH CHECK (document_is_mine(citizen_id, guest_key, officer_id, agency_ids, dossier_id IS NOT NULL, office_only));
CREATE POLICY file_drop ON document_file FOR DELETE USING (dossier_id IS NULL AND source <> 'issued' AND document_is_mine(citizen_id, guest_key, officer_id, agency_ids, false, office_only));
CREATE POLICY file_worker ON document_file TO motcua_worker USING (true) WITH CHECK (true);
-- The owner of the tables, when it is no superuser: functions with the definer's rights (a guest who signs in claims a
-- dossier) would otherwise find nothing under FORCE. No process logs in as the owner while in service.
CREATE POLICY file_owner ON document_file TO CURRENT_USER USING (true) WITH CHECK (true);

-- Above all rights: of a dossier's file only its person (a claim) and its scan may still change, and it never goes.
CREATE FUNCTION document_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE may_change CONSTANT text[] := ARRAY['citizen_id', 'guest_key', 'state', 'scan'];
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) THEN
    RAISE EXCEPTION 'a file of a dossier never changes' USING ERRCODE = 'MC423';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_keep BEFORE UPDATE OR DELETE ON document_file FOR EACH ROW WHEN (OLD.dossier_id IS NOT NULL) EXECUTE FUNCTION document_keep();

GRANT SELECT, INSERT, DELETE ON document_file TO motcua_app, motcua_worker;
-- What was sent, its hash and its verdict can never be rewritten by the web process; the worker records late scans.
GRANT UPDATE (dossier_id, bound_at, citizen_id, guest_key, agency_ids) ON document_file TO motcua_app, motcua_worker;
GRANT UPDATE (state, scan) ON document_file TO motcua_worker;

-- Gives the files of a draft (or files without a draft, as the desk's own) to a dossier, inside the transaction that
-- stores the dossier's events. Returns how many were bound: the caller compares it with what it asked for.
CREATE FUNCTION document_bind(p_dossier uuid, p_draft uuid, p_files uuid[], p_citizen uuid, p_guest text, p_agencies int[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE document_file
     SET dossier_id = p_dossier, bound_at = now(), citizen_id = p_citizen, guest_key = p_guest,
         agency_ids = ARRAY(SELECT DISTINCT a FROM unnest(p_agencies) AS a WHERE a IS NOT NULL ORDER BY a)
   WHERE id = ANY (p_files) AND dossier_id IS NULL AND state <> 'infected' AND (draft_id IS NULL OR draft_id = p_draft);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- A guest who signs in keeps the files of what was begun on this device. The guest key is the transaction's own.
CREATE FUNCTION document_adopt(p_guest text, p_citizen uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  n int;
  before text := coalesce(current_setting('mc.citizen', true), '');
BEGIN
  IF p_guest IS DISTINCT FROM mc_guest() OR p_guest IS NULL THEN RAISE EXCEPTION 'only the guest of this session'; END IF;
  PERFORM set_config('mc.citizen', p_citizen::text, true);
  UPDATE document_file SET citizen_id = p_citizen, guest_key = NULL WHERE guest_key = p_guest AND dossier_id IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  PERFORM set_config('mc.citizen', before, true);
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION document_bind(uuid, uuid, uuid[], uuid, text, int[]), document_adopt(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION document_bind(uuid, uuid, uuid[], uuid, text, int[]), document_adopt(text, uuid) TO motcua_app, motcua_worker;

-- Files of dossiers that have become a person's after sign-in; called by `dossier_claim`, which runs with the owner's rights.
CREATE FUNCTION document_claim(p_citizen uuid, p_dossiers uuid[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE document_file SET citizen_id = p_citizen WHERE dossier_id = ANY (p_dossiers) AND citizen_id IS DISTINCT FROM p_citizen AND NOT office_only;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION document_claim(uuid, uuid[]) FROM PUBLIC;

-- The files of a draft in a scope by one statement: what a submission reads. `mc_enter` comes with the dossier's tables.
CREATE FUNCTION document_of_draft(p_scope jsonb, p_draft uuid) RETURNS SETOF document_file LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM mc_enter(p_scope);
  RETURN QUERY SELECT * FROM document_file WHERE draft_id = p_draft AND dossier_id IS NULL ORDER BY received_at, id;
END $$;
