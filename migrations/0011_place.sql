-- expand: runs beside the previous version
-- Administrative units: reference data, the same for everybody, loaded from procedures/places/ by `mot-cua seed`.
-- Codes are used again after a merger, so a unit is its code together with a date.
CREATE TABLE place_release (
  version text PRIMARY KEY,
  loaded_at timestamptz NOT NULL,
  counts jsonb NOT NULL
);

CREATE TABLE place_province (
  code text NOT NULL CHECK (code ~ '^\d{2}$'),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to > valid_from),
  name text NOT NULL,
  PRIMARY KEY (code, valid_from)
);

CREATE TABLE place_commune (
  code text NOT NULL CHECK (code ~ '^\d{5}$'),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to > valid_from),
  name text NOT NULL,
  province_code text NOT NULL,
  name_key text NOT NULL,    -- accent-free, without the type
  search_key text NOT NULL,  -- accent-free, with type and province, padded with spaces for search by the beginning of a word
  PRIMARY KEY (code, valid_from)
);
CREATE UNIQUE INDEX place_commune_now ON place_commune (code) WHERE valid_to IS NULL;
CREATE INDEX place_commune_search ON place_commune USING gin (search_key gin_trgm_ops, name_key gin_trgm_ops);

CREATE TABLE place_former_commune (
  code text NOT NULL CHECK (code ~ '^\d{5}$'),
  until date NOT NULL,       -- the first day on which it no longer was
  name text NOT NULL,
  district_code text NOT NULL,
  district_name text NOT NULL,
  province_code text NOT NULL,
  province_name text NOT NULL,
  name_key text NOT NULL,
  search_key text NOT NULL,
  PRIMARY KEY (code, until)
);
CREATE INDEX place_former_commune_search ON place_former_commune USING gin (search_key gin_trgm_ops, name_key gin_trgm_ops);
CREATE INDEX place_former_commune_district ON place_former_commune (district_code);

CREATE TABLE place_successor (
  old_code text NOT NULL,
  old_until date NOT NULL,
  new_code text NOT NULL,
  new_from date NOT NULL,
  how text NOT NULL CHECK (how IN ('whole', 'divided', 'part')),
  certainty text NOT NULL CHECK (certainty IN ('joined', 'inferred')),
  PRIMARY KEY (old_code, old_until, new_code),
  FOREIGN KEY (old_code, old_until) REFERENCES place_former_commune (code, until)
);

GRANT SELECT ON place_release, place_province, place_commune, place_former_commune, place_successor TO motcua_app, motcua_worker, motcua_report;
