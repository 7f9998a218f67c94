-- expand: runs beside the previous version
-- The dossier knows in the transaction of the choice that other agencies have parts of it.
CREATE FUNCTION linkage_mark_dossier() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
  PERFORM dossier_mark_linked(NEW.dossier_id);
  RETURN NULL;
END $$;
CREATE TRIGGER linkage_mark_dossier AFTER INSERT ON linkage_group FOR EACH ROW EXECUTE FUNCTION linkage_mark_dossier();
REVOKE ALL ON FUNCTION linkage_mark_dossier() FROM PUBLIC;
SELECT dossier_mark_linked(dossier_id) FROM linkage_group;
