-- expand: runs beside the previous version
-- Somebody files for a person under the helper's own name, with the person's consent by a code to the person's telephone.
-- The draft and the dossier belong to a key that only the link in the person's message opens; the helper's part ends at submission.

CREATE TABLE dossier_consent (
  draft_id uuid PRIMARY KEY REFERENCES dossier_draft (id) ON DELETE CASCADE,
  guest_key text NOT NULL,               -- of the draft: the person's, by the link
  officer_id uuid NOT NULL,              -- the helper
  helper_name text NOT NULL,
  helper_title text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'agreed')),
  text_version int NOT NULL,             -- which words were read to the person
  content_hash text NOT NULL,            -- what the person agreed to; another content needs another consent
  sends int NOT NULL,
  tries int NOT NULL DEFAULT 0,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  agreed_at timestamptz,
  CHECK ((state = 'agreed') = (agreed_at IS NOT NULL))
);
CREATE INDEX dossier_consent_link ON dossier_consent (guest_key);
CREATE INDEX dossier_draft_officer ON dossier_draft (officer_id, changed_at DESC) WHERE officer_id IS NOT NULL;

ALTER TABLE dossier_consent ENABLE ROW LEVEL SECURITY; ALTER TABLE dossier_consent FORCE ROW LEVEL SECURITY;
CREATE POLICY consent_of_draft ON dossier_consent TO motcua_app USING (mc_kind() = 'guest' AND guest_key = mc_guest()) WITH CHECK (mc_kind() = 'guest' AND guest_key = mc_guest());
CREATE POLICY consent_worker ON dossier_consent FOR SELECT TO motcua_worker USING (true);
-- For the deletion of drafts past their day, which takes what stands beside them along.
CREATE POLICY consent_owner ON dossier_consent TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON dossier_consent TO motcua_app;
GRANT SELECT ON dossier_consent TO motcua_worker;

-- The person opens the link: what was filed under the link's key becomes this device's, or the signed-in person's.
CREATE FUNCTION dossier_hand_over(p_link text, p_guest text, p_citizen uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE v_id uuid;
BEGIN
  IF mc_kind() <> 'guest' OR p_link IS DISTINCT FROM mc_guest() OR left(p_link, 5) <> 'giup:' THEN RAISE EXCEPTION 'only who holds the link'; END IF;
  IF (p_guest IS NULL) = (p_citizen IS NULL) THEN RAISE EXCEPTION 'one new owner'; END IF;
  SELECT dossier_id INTO v_id FROM dossier_draft WHERE guest_key = p_link AND dossier_id IS NOT NULL;
  IF v_id IS NULL THEN RETURN NULL; END IF;
  -- Somebody who has signed in keeps it: a link passed on does not take it away again.
  UPDATE dossier SET citizen_id = coalesce(citizen_id, p_citizen), guest_key = coalesce(p_guest, guest_key) WHERE id = v_id AND (citizen_id IS NULL OR citizen_id = p_citizen);
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF p_citizen IS NOT NULL THEN PERFORM document_claim(p_citizen, ARRAY[v_id]); ELSE PERFORM document_hand_over(p_guest, v_id); END IF;
  RETURN v_id;
END $$;
REVOKE ALL ON FUNCTION dossier_hand_over(text, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dossier_hand_over(text, text, uuid) TO motcua_app;
