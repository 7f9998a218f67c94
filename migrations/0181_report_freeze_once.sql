-- expand: runs beside the previous version
-- A province's year is frozen and read as a million rows: who asks is found out once a statement, not once a row.
DROP POLICY snapshot_row_read ON report_snapshot_row;
DROP POLICY snapshot_row_add ON report_snapshot_row;
CREATE POLICY snapshot_row_read ON report_snapshot_row FOR SELECT TO motcua_app USING ((SELECT mc_kind()) = 'officer' AND agency_id = ANY ((SELECT mc_agencies())::int[]));
CREATE POLICY snapshot_row_add ON report_snapshot_row FOR INSERT TO motcua_app WITH CHECK ((SELECT mc_kind()) = 'officer' AND agency_id = ANY ((SELECT mc_agencies())::int[]));
