/**
 * Rights on the job queue. Its tables have row-level security without a policy, so only their owner may use them; the
 * worker gets policies of its own, and the web role may only add jobs, through one function, inside its own transaction.
 * `ring` false leaves calling the worker to whoever commits (see job-bell.ts): a NOTIFY inside a transaction makes every
 * commit of the cluster that also notifies wait for it, the flush to disk included.
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
DROP FUNCTION IF EXISTS platform_add_jobs(jsonb);
CREATE OR REPLACE FUNCTION platform_add_jobs(jobs jsonb, ring boolean DEFAULT true) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $fn$
DECLARE
  added text[];
BEGIN
  -- A new job of a known task goes straight into the table: the queue's own function needs 0.4 ms for each, this 0.06.
  WITH new AS (
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, key, priority)
    SELECT t.id, coalesce(j.payload, '{}'), coalesce(j."runAt", now()), coalesce(j."maxAttempts", 25), j.key, coalesce(j.priority, 0)
    FROM jsonb_to_recordset(jobs) AS j(task text, payload json, queue text, "runAt" timestamptz, "maxAttempts" smallint, key text, priority smallint)
    JOIN graphile_worker._private_tasks t ON t.identifier = j.task
    WHERE j.queue IS NULL AND j.key IS NOT NULL
    ON CONFLICT (key) DO NOTHING RETURNING key
  ) SELECT coalesce(array_agg(key), '{}') INTO added FROM new;
  -- Whatever replaces a waiting job, stands in a queue or is the first of its task is left to the queue's own function.
  IF cardinality(added) < jsonb_array_length(jobs) THEN
    PERFORM graphile_worker.add_job(j->>'task', (j->'payload')::json, j->>'queue', (j->>'runAt')::timestamptz, (j->>'maxAttempts')::int, j->>'key', (j->>'priority')::int)
    FROM jsonb_array_elements(jobs) AS j WHERE j->>'key' IS NULL OR j->>'key' <> ALL (added);
  ELSIF ring THEN
    PERFORM pg_notify('jobs:insert', '{"count":' || cardinality(added) || '}');
  END IF;
END $fn$;
REVOKE ALL ON FUNCTION platform_add_jobs(jsonb, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_add_jobs(jsonb, boolean) TO motcua_app, motcua_worker;
`;
