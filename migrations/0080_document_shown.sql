-- expand: runs beside the previous version
-- Files of a draft that a person shows to a desk: from then on the desk may look at them and bind them to the dossier that it
-- receives. Until then they are the person's alone.

CREATE FUNCTION document_show_draft(p_draft uuid, p_agency int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE document_file SET agency_ids = agency_ids || p_agency WHERE draft_id = p_draft AND dossier_id IS NULL AND source = 'citizen' AND NOT (p_agency = ANY (agency_ids));
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION document_show_draft(uuid, int) FROM PUBLIC;

-- What a person has sent stays until the person takes it back or a dossier holds it: a desk to which it was shown never removes it.
CREATE POLICY file_keep_shown ON document_file AS RESTRICTIVE FOR DELETE TO motcua_app USING (source <> 'citizen' OR mc_kind() IS DISTINCT FROM 'officer');
