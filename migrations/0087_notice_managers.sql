-- expand: runs beside the previous version
-- An administrator opens no dossier and so stands for no agency in the dossiers' sense; messages and failed work are his task
-- all the same, for the authority that he administers and what it has taken over.
CREATE FUNCTION notice_managed() RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(mc_agencies(), '{}') || coalesce((
    SELECT array_agg(g.id) FROM v_officer_rights(mc_officer(), (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, NULL) r JOIN v_agency g ON g.body_id = r.agency_id OR g.successor_id = r.agency_id
    WHERE 'admin' = ANY (r.roles)), '{}')
$$;
-- Asked once for a statement, not once for a row.
DROP POLICY notice_message_read ON notice_message;
DROP POLICY notice_message_retry ON notice_message;
CREATE POLICY notice_message_read ON notice_message FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY ((SELECT notice_managed())::int[]));
CREATE POLICY notice_message_retry ON notice_message FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY ((SELECT notice_managed())::int[]));
DROP POLICY notice_failed_work_read ON notice_failed_work;
DROP POLICY notice_failed_work_retry ON notice_failed_work;
CREATE POLICY notice_failed_work_read ON notice_failed_work FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND (agency_id IS NULL OR agency_id = ANY ((SELECT notice_managed())::int[])));
CREATE POLICY notice_failed_work_retry ON notice_failed_work FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND (agency_id IS NULL OR agency_id = ANY ((SELECT notice_managed())::int[])));
