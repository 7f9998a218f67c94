-- expand: runs beside the previous version
-- A collection may be called off, and its address changed, until the postman has the papers. Once the carrier has taken the order
-- only the carrier can say whether it was in time: what was asked and what it answered stand apart from the parcel's state.
ALTER TABLE delivery_parcel ADD COLUMN cancel_asked_at timestamptz, ADD COLUMN cancel_refused_at timestamptz;

DROP POLICY parcel_cancel ON delivery_parcel;
CREATE POLICY parcel_collect ON delivery_parcel FOR UPDATE TO motcua_app
  USING (direction = 'send' AND state IN ('requested', 'accepted', 'failed-1', 'failed-2') AND mc_kind() IN ('citizen', 'guest') AND delivery_mine(dossier_id, agency_id, citizen_id, guest_key))
  WITH CHECK (direction = 'send' AND state IN ('cancelled', 'requested', 'accepted', 'failed-1', 'failed-2') AND handed_at IS NULL AND mc_kind() IN ('citizen', 'guest'));
GRANT UPDATE (cancel_asked_at, zone, postage) ON delivery_parcel TO motcua_app;
