-- expand: runs beside the previous version
-- Extensions, group roles and the functions that row-level security reads. Login roles are made by the program, per
-- installation, as members of these; none of them owns a table, so none can switch row-level security off.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;

DO $$
BEGIN
  FOR i IN 1..3 LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', (ARRAY['motcua_app','motcua_worker','motcua_report'])[i]);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO motcua_app, motcua_worker, motcua_report;

-- A setting that was set transaction-locally falls back to the empty string, not to NULL, when the connection is used again.
CREATE FUNCTION mc_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('mc.kind', true), '') $$;
CREATE FUNCTION mc_citizen() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('mc.citizen', true), '')::uuid $$;
CREATE FUNCTION mc_guest() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('mc.guest', true), '') $$;
CREATE FUNCTION mc_officer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('mc.officer', true), '')::uuid $$;
CREATE FUNCTION mc_agencies() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT coalesce(nullif(current_setting('mc.agencies', true), '')::int[], '{}') $$;
CREATE FUNCTION mc_tracking() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('mc.tracking', true), '') $$;

-- Facts of the installation that are neither law nor personal: site name, help telephone, first-run mark.
CREATE TABLE platform_setting (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON platform_setting TO motcua_app, motcua_worker, motcua_report;
GRANT INSERT, UPDATE ON platform_setting TO motcua_app;
