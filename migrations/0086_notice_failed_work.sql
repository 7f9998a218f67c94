-- expand: runs beside the previous version
-- Work of the worker that does not get done, as an administrator sees it: copied from the queue by the worker, because the
-- web role may not look into the queue. A row goes when its work is done.
CREATE TABLE notice_failed_work (
  job_id bigint PRIMARY KEY,
  task text NOT NULL,
  cause text NOT NULL,                   -- from a closed list; the page has words for each
  detail text NOT NULL,                  -- the program's own words, long numbers and addresses cut out
  dossier_id uuid,
  dossier_code text,
  agency_id int,                         -- null: work of the whole installation
  attempts int NOT NULL,
  gave_up boolean NOT NULL,
  next_at timestamptz,                   -- next try; null when there is none
  noted_at timestamptz NOT NULL,
  retried_by uuid,
  retried_at timestamptz
);
CREATE INDEX notice_failed_work_group ON notice_failed_work (task, cause, job_id DESC);
ALTER TABLE notice_failed_work ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_failed_work FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_failed_work_read ON notice_failed_work FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND (agency_id IS NULL OR agency_id = ANY (mc_agencies())));
CREATE POLICY notice_failed_work_retry ON notice_failed_work FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND (agency_id IS NULL OR agency_id = ANY (mc_agencies())));
CREATE POLICY notice_failed_work_worker ON notice_failed_work TO motcua_worker USING (true) WITH CHECK (true);
GRANT SELECT ON notice_failed_work TO motcua_app;
GRANT UPDATE (retried_by, retried_at) ON notice_failed_work TO motcua_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_failed_work TO motcua_worker;
