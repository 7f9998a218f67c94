-- expand: runs beside the previous version
-- The second factor of officers (xác thực hai lớp): codes of a telephone by RFC 6238, recovery codes on paper, and from which day
-- an agency asks it of which roles.

-- One row an officer, kept when the factor is taken off: then there is no secret in it. The secret is sealed under the keyring.
CREATE TABLE organisation_second_factor (
  officer_id uuid PRIMARY KEY REFERENCES organisation_officer (id),
  secret_sealed text,
  -- the half minute of the last code that counted: none up to it counts again
  last_step bigint NOT NULL CHECK (last_step >= 0),
  -- keyed hashes of the recovery codes that are left; one that is used goes
  recovery bytea[] NOT NULL,
  set_up_at timestamptz NOT NULL,
  CHECK (cardinality(recovery) <= 10),
  CHECK (secret_sealed IS NOT NULL OR cardinality(recovery) = 0)
);
ALTER TABLE organisation_second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_second_factor FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON organisation_second_factor TO motcua_app USING (officer_id = mc_officer()) WITH CHECK (officer_id = mc_officer());
-- An administrator sees who has one and may take it off; he can never put one in its place.
CREATE POLICY administrator_looks ON organisation_second_factor FOR SELECT TO motcua_app
  USING (EXISTS (SELECT 1 FROM organisation_assignment a WHERE a.officer_id = mc_officer() AND a.role = 'admin' AND a.revoked_at IS NULL));
CREATE POLICY administrator_removes ON organisation_second_factor FOR UPDATE TO motcua_app
  USING (EXISTS (SELECT 1 FROM organisation_assignment a WHERE a.officer_id = mc_officer() AND a.role = 'admin' AND a.revoked_at IS NULL))
  WITH CHECK (secret_sealed IS NULL);
-- Verification looks whether the keyring still has the key of each seal, and at nothing else.
CREATE POLICY worker ON organisation_second_factor FOR SELECT TO motcua_worker USING (true);
-- The command on the server, for the only administrator who lost both telephone and paper.
CREATE POLICY factor_owner ON organisation_second_factor TO CURRENT_USER USING (true) WITH CHECK (true);

-- From which day a role needs one, by authority; a province's rule holds for its communes too. No day: not asked.
CREATE TABLE organisation_second_factor_rule (
  agency_id int NOT NULL REFERENCES organisation_agency (id),
  role text NOT NULL CHECK (role IN ('leader', 'accountant', 'control', 'admin')),
  since date,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, role)
);
ALTER TABLE organisation_second_factor_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON organisation_second_factor_rule FOR SELECT USING (true);
CREATE POLICY enter ON organisation_second_factor_rule FOR INSERT TO motcua_app
  WITH CHECK (EXISTS (SELECT 1 FROM organisation_assignment a WHERE a.officer_id = mc_officer() AND a.role = 'admin' AND a.revoked_at IS NULL));
CREATE POLICY change ON organisation_second_factor_rule FOR UPDATE TO motcua_app
  USING (EXISTS (SELECT 1 FROM organisation_assignment a WHERE a.officer_id = mc_officer() AND a.role = 'admin' AND a.revoked_at IS NULL));

GRANT SELECT, INSERT ON organisation_second_factor TO motcua_app;
GRANT UPDATE (secret_sealed, last_step, recovery, set_up_at) ON organisation_second_factor TO motcua_app;
GRANT SELECT (secret_sealed) ON organisation_second_factor TO motcua_worker;
GRANT SELECT, INSERT ON organisation_second_factor_rule TO motcua_app;
GRANT UPDATE (since, changed_at) ON organisation_second_factor_rule TO motcua_app;
