-- expand: runs beside the previous version
-- Files that a person sent after the session had ended wait without a draft; signed in again they go into it, as the counter's scans do.
CREATE OR REPLACE FUNCTION document_keep_in_draft(p_draft uuid, p_files uuid[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE document_file f SET draft_id = p_draft
   WHERE f.id = ANY (p_files) AND f.draft_id IS NULL AND f.dossier_id IS NULL AND f.source IN ('desk', 'citizen')
     AND NOT EXISTS (SELECT 1 FROM document_file twin WHERE twin.draft_id = p_draft AND twin.paper = f.paper AND twin.sha256 = f.sha256);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
