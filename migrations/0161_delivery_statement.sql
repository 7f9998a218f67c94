-- expand: runs beside the previous version
-- What the carrier itself says that it carried and charged, day by day, to be laid beside our orders. No person stands in it.
CREATE TABLE delivery_statement (
  carrier text NOT NULL,
  day date NOT NULL,
  fetched_at timestamptz NOT NULL,
  lines int NOT NULL CHECK (lines >= 0),
  PRIMARY KEY (carrier, day)
);
CREATE TABLE delivery_statement_line (
  carrier text NOT NULL,
  day date NOT NULL,
  order_number text NOT NULL CHECK (length(order_number) BETWEEN 1 AND 200),
  carrier_number text NOT NULL CHECK (length(carrier_number) <= 200),
  parcel_id uuid,                        -- null: no order of ours
  agency_id int,                         -- of that parcel; null: nobody's, seen by every office
  state text NOT NULL CHECK (state IN ('delivered', 'returned', 'collected', 'lost')),
  postage bigint NOT NULL CHECK (postage >= 0),
  collected bigint NOT NULL CHECK (collected >= 0),
  PRIMARY KEY (carrier, day, order_number),
  FOREIGN KEY (carrier, day) REFERENCES delivery_statement (carrier, day) ON DELETE CASCADE
);
CREATE INDEX delivery_statement_line_parcel ON delivery_statement_line (parcel_id) WHERE parcel_id IS NOT NULL;
CREATE INDEX delivery_statement_line_office ON delivery_statement_line (agency_id, day);
CREATE INDEX delivery_statement_line_nobody ON delivery_statement_line (day) WHERE agency_id IS NULL;
CREATE INDEX delivery_parcel_ended ON delivery_parcel (agency_id, ended_at) WHERE state IN ('delivered', 'returned', 'arrived', 'lost');

ALTER TABLE delivery_statement_line ENABLE ROW LEVEL SECURITY; ALTER TABLE delivery_statement_line FORCE ROW LEVEL SECURITY;
CREATE POLICY statement_office ON delivery_statement_line FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND (agency_id IS NULL OR agency_id = ANY (mc_agencies())));
CREATE POLICY statement_worker ON delivery_statement_line TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY statement_owner ON delivery_statement_line TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON delivery_statement, delivery_statement_line TO motcua_app;
GRANT SELECT, INSERT, DELETE ON delivery_statement, delivery_statement_line TO motcua_worker;
