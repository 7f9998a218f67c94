-- expand: runs beside the previous version
-- Sổ theo dõi hồ sơ (Mẫu 07 of TT 03/2025/TT-VPCP, Mẫu 06 of TT 01/2018/TT-VPCP): one line for each dossier that a desk received, under its
-- number of the year. The number is the event's own; this table only finds the lines of a period in their order.
CREATE TABLE dossier_register (
  dossier_id uuid PRIMARY KEY,
  agency_id int NOT NULL,                -- the desk that received
  year int NOT NULL,
  number int NOT NULL,
  entered_on date NOT NULL               -- day of reception in Vietnam
);
-- Read by its number; the day stands in the index, so a month is found without touching the rows of the others.
CREATE INDEX dossier_register_line ON dossier_register (agency_id, year, number) INCLUDE (entered_on, dossier_id);

-- Written with the event itself, whoever appends it: a version that does not know this table fills it too.
CREATE FUNCTION dossier_enter_register() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
  INSERT INTO dossier_register (dossier_id, agency_id, year, number, entered_on)
  SELECT d.id, d.receiving_agency, (NEW.body::jsonb #>> '{data,register,year}')::int, (NEW.body::jsonb #>> '{data,register,number}')::int, (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
  FROM dossier d WHERE d.id = NEW.dossier_id
  ON CONFLICT (dossier_id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER dossier_event_register AFTER INSERT ON dossier_event FOR EACH ROW WHEN (NEW.kind = 'received') EXECUTE FUNCTION dossier_enter_register();

ALTER TABLE dossier_register ENABLE ROW LEVEL SECURITY; ALTER TABLE dossier_register FORCE ROW LEVEL SECURITY;
-- Whoever enters a line must be able to see it; the desk's own lines are let through without looking each dossier up.
CREATE POLICY register_read ON dossier_register FOR SELECT TO motcua_app USING ((mc_kind() = 'officer' AND agency_id = ANY (mc_agencies())) OR EXISTS (SELECT 1 FROM dossier d WHERE d.id = dossier_id));
CREATE POLICY register_add ON dossier_register FOR INSERT TO motcua_app WITH CHECK (EXISTS (SELECT 1 FROM dossier d WHERE d.id = dossier_id));
CREATE POLICY register_worker ON dossier_register TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY register_owner ON dossier_register TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON dossier_register TO motcua_app, motcua_worker;

CREATE POLICY register_events ON dossier_event FOR SELECT TO CURRENT_USER USING (true);
INSERT INTO dossier_register (dossier_id, agency_id, year, number, entered_on)
SELECT d.id, d.receiving_agency, (e.body::jsonb #>> '{data,register,year}')::int, (e.body::jsonb #>> '{data,register,number}')::int, (e.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE e.kind = 'received'
ON CONFLICT (dossier_id) DO NOTHING;
DROP POLICY register_events ON dossier_event;
