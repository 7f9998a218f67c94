-- expand: runs beside the previous version
-- A person at the counter tells the short code of what was declared at home: that shows the desk the draft and its files.
-- The files are the person's, hence the definer's rights; the officer's agencies are the transaction's own. Answers the draft's
-- id, also when it has become a dossier meanwhile, so that a second press finds that dossier.
CREATE FUNCTION dossier_told_draft(p_code text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE d record;
BEGIN
  IF mc_kind() IS DISTINCT FROM 'officer' THEN RAISE EXCEPTION 'only an officer is told a code'; END IF;
  SELECT id, agency_id, dossier_id INTO d FROM dossier_draft WHERE short_code = p_code AND supplements IS NULL AND agency_id = ANY (mc_agencies());
  IF d.id IS NOT NULL AND d.dossier_id IS NULL THEN PERFORM document_show_draft(d.id, d.agency_id); END IF;
  RETURN d.id;
END $$;
REVOKE ALL ON FUNCTION dossier_told_draft(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dossier_told_draft(text) TO motcua_app;
