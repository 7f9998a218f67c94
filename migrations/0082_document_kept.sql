-- expand: runs beside the previous version
-- Scans of an intake that the counter puts aside: they go into its draft, and live as long as it does.
GRANT UPDATE (draft_id) ON document_file TO motcua_app;
CREATE FUNCTION document_keep_in_draft(p_draft uuid, p_files uuid[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE document_file f SET draft_id = p_draft
   WHERE f.id = ANY (p_files) AND f.draft_id IS NULL AND f.dossier_id IS NULL AND f.source = 'desk'
     AND NOT EXISTS (SELECT 1 FROM document_file twin WHERE twin.draft_id = p_draft AND twin.paper = f.paper AND twin.sha256 = f.sha256);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION document_keep_in_draft(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION document_keep_in_draft(uuid, uuid[]) TO motcua_app;
