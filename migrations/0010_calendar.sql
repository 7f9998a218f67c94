-- expand: runs beside the previous version
-- The working calendar: years, days off and worked Saturdays, office hours. Rows are never changed or deleted: a change
-- writes a new version, closes rows with `until` and opens others with `since`, so that any earlier calendar can be
-- read again and a due date recomputed as it was promised.
CREATE TABLE calendar_version (
  version int PRIMARY KEY CHECK (version > 0),
  at timestamptz NOT NULL,
  -- null: written by the program when it was set up
  officer uuid,
  officer_name text,
  what text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  -- number of the notice or decision that approves the change
  decision text NOT NULL CHECK (decision <> ''),
  -- open dossiers whose due date moved, as shown before it was saved
  moved int NOT NULL DEFAULT 0 CHECK (moved >= 0),
  -- of the form: a second press of the same button is the same change
  request_key text UNIQUE
);

CREATE TABLE calendar_year (
  year int NOT NULL CHECK (year BETWEEN 1990 AND 2200),
  confirmed boolean NOT NULL,
  note text,
  since int NOT NULL REFERENCES calendar_version,
  until int REFERENCES calendar_version CHECK (until > since),
  PRIMARY KEY (year, since)
);
CREATE UNIQUE INDEX calendar_year_now ON calendar_year (year) WHERE until IS NULL;

CREATE TABLE calendar_day (
  date date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('off', 'working-saturday')),
  reason_vi text NOT NULL CHECK (reason_vi <> ''),
  reason_en text NOT NULL CHECK (reason_en <> ''),
  source text NOT NULL CHECK (source <> ''),
  confirmed boolean NOT NULL,
  note text,
  since int NOT NULL REFERENCES calendar_version,
  until int REFERENCES calendar_version CHECK (until > since),
  PRIMARY KEY (date, since),
  CHECK (kind <> 'working-saturday' OR extract(isodow FROM date) = 6)
);
CREATE UNIQUE INDEX calendar_day_now ON calendar_day (date) WHERE until IS NULL;

CREATE TABLE calendar_office_hours (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- null: every agency that has set none of its own
  agency_id int,
  -- office: moves due dates; reception: when the counter receives people
  purpose text NOT NULL CHECK (purpose IN ('office', 'reception')),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  weekdays int[] NOT NULL CHECK (cardinality(weekdays) > 0 AND weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
  -- [{"from": "07:30", "to": "11:30"}, …]
  periods jsonb NOT NULL CHECK (jsonb_typeof(periods) = 'array' AND jsonb_array_length(periods) > 0),
  source text,
  since int NOT NULL REFERENCES calendar_version,
  until int REFERENCES calendar_version CHECK (until > since)
);
CREATE INDEX calendar_office_hours_now ON calendar_office_hours (agency_id) WHERE until IS NULL;

GRANT SELECT ON calendar_version, calendar_year, calendar_day, calendar_office_hours TO motcua_app, motcua_worker, motcua_report;
GRANT INSERT ON calendar_version, calendar_year, calendar_day, calendar_office_hours TO motcua_app;
GRANT UPDATE (until) ON calendar_year, calendar_day, calendar_office_hours TO motcua_app;
