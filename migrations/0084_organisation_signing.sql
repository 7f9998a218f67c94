-- expand: runs beside the previous version
-- Who signs for the head of an authority, by which paper, from when to when (NĐ 30/2020/NĐ-CP Điều 13; Phụ lục I, phần II, mục 7):
-- KT. of a deputy in the fields given to him, TL. of the head of a unit by the rules of work, TUQ. by a letter that ends, Q. of an
-- acting head. Data with dates: what was signed keeps what was in force that day.
CREATE TABLE organisation_signing (
  id uuid PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES organisation_officer (id),
  agency_id int NOT NULL REFERENCES organisation_agency (id),
  form text NOT NULL CHECK (form IN ('KT', 'TL', 'TUQ', 'Q')),
  principal_title text NOT NULL CHECK (length(principal_title) BETWEEN 2 AND 120),
  own_title text NOT NULL CHECK (length(own_title) BETWEEN 2 AND 120),
  basis text NOT NULL CHECK (length(basis) BETWEEN 5 AND 300),
  valid_from date NOT NULL,
  valid_to date,
  granted_by uuid REFERENCES organisation_officer (id),
  granted_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CHECK (valid_to IS NULL OR valid_from <= valid_to),
  -- ủy quyền phải giới hạn thời gian
  CHECK (form <> 'TUQ' OR valid_to IS NOT NULL)
);
CREATE INDEX organisation_signing_officer ON organisation_signing (officer_id);
ALTER TABLE organisation_signing ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON organisation_signing FOR SELECT USING (true);
CREATE POLICY give ON organisation_signing FOR INSERT TO motcua_app WITH CHECK (granted_by IS NOT DISTINCT FROM mc_officer() AND officer_id IS DISTINCT FROM mc_officer());
CREATE POLICY finish ON organisation_signing FOR UPDATE TO motcua_app USING (officer_id IS DISTINCT FROM mc_officer()) WITH CHECK (officer_id IS DISTINCT FROM mc_officer());
GRANT SELECT, INSERT ON organisation_signing TO motcua_app;
GRANT UPDATE (revoked_at) ON organisation_signing TO motcua_app;
