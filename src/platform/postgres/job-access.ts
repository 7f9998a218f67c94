/**
 * Rights on the job queue. Its tables have row-level security without a policy, so only their owner may use them; the
 * worker gets policies of its own, and the web role may only add jobs, through one function, inside its own transaction.
 */
export const PUBLISH_JOBS = `
GRANT USAGE ON SCHEMA graphile_worker TO motcua_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO motcua_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO motcua_worker;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO motcua_worker;
DO $do$
DECLARE t record;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'graphile_worker' AND c.relkind = 'r' AND c.relrowsecurity
             AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'motcua_worker') LOOP
    EXECUTE format('CREATE POLICY motcua_worker ON graphile_worker.%I TO motcua_worker USING (true) WITH CHECK (true)', t.relname);
  END LOOP;
END $do$;
CREATE OR REPLACE FUNCTION platform_add_jobs(jobs jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $fn$
  SELECT graphile_worker.add_job(j->>'task', (j->'payload')::json, j->>'queue', (j->>'runAt')::timestamptz, (j->>'maxAttempts')::int, j->>'key')
  FROM jsonb_array_elements(jobs) AS j
$fn$;
REVOKE ALL ON FUNCTION platform_add_jobs(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_add_jobs(jsonb) TO motcua_app, motcua_worker;
`;
