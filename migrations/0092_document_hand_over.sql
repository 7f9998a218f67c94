-- expand: runs beside the previous version
-- Files of a dossier that becomes the person's by the link in the message; called by `dossier_hand_over`, which runs with the owner's rights.
CREATE FUNCTION document_hand_over(p_guest text, p_dossier uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  UPDATE document_file SET guest_key = p_guest WHERE dossier_id = p_dossier AND guest_key IS DISTINCT FROM p_guest AND NOT office_only;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION document_hand_over(text, uuid) FROM PUBLIC;
