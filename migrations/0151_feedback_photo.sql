-- expand: runs beside the previous version
-- Photos of a feedback: small clean copies, sealed, beside what was written. Few and small, so they lie in the row: they come and go with
-- their case in one transaction. Read like the words themselves: not by the officer complained of.
CREATE TABLE feedback_photo (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES feedback_case (id),
  mime text NOT NULL CHECK (mime IN ('image/jpeg', 'image/png', 'image/webp')),
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 8388608),
  key_id text NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32), -- as it was sent: the same photo twice is one
  received_at timestamptz NOT NULL,
  UNIQUE (case_id, sha256)
);
ALTER TABLE feedback_photo ENABLE ROW LEVEL SECURITY; ALTER TABLE feedback_photo FORCE ROW LEVEL SECURITY;
CREATE POLICY photo_read ON feedback_photo FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id AND feedback_may_see(c.agency_id, c.citizen_id, c.guest_key, c.secret_hash) AND (mc_kind() <> 'officer' OR c.about_officer IS DISTINCT FROM mc_officer())));
-- Only whoever sent the case adds to it and takes away, while it is open.
CREATE POLICY photo_add ON feedback_photo FOR INSERT TO motcua_app WITH CHECK (mc_kind() IN ('citizen', 'guest') AND EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id AND c.closed_at IS NULL AND feedback_may_see(c.agency_id, c.citizen_id, c.guest_key, c.secret_hash)));
CREATE POLICY photo_drop ON feedback_photo FOR DELETE TO motcua_app USING (mc_kind() IN ('citizen', 'guest') AND EXISTS (SELECT 1 FROM feedback_case c WHERE c.id = case_id AND c.closed_at IS NULL AND feedback_may_see(c.agency_id, c.citizen_id, c.guest_key, c.secret_hash)));
GRANT SELECT, INSERT, DELETE ON feedback_photo TO motcua_app;
