-- expand: runs beside the previous version
-- Messages that are owed to people. A row stands before anything is sent and ends as sent or dead with a cause
--; its id is the reference that the provider sees, so that a repeated sending can be recognised.

CREATE TABLE notice_message (
  id uuid PRIMARY KEY,
  cause text NOT NULL,                   -- dossier, event and contact that owe it: planning twice stores once
  dossier_id uuid NOT NULL,
  dossier_code text NOT NULL,
  agency_id int NOT NULL,
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  template text NOT NULL,
  template_version int NOT NULL,
  lang text NOT NULL CHECK (lang IN ('vi', 'en')),
  recipient_sealed text,                 -- null after the keeping time
  recipient_key bytea NOT NULL,
  body_sealed text,
  state text NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dead')),
  attempts int NOT NULL DEFAULT 0,       -- started, ever
  failures int NOT NULL DEFAULT 0,       -- since it was last queued by hand or by planning
  fence int NOT NULL DEFAULT 0,          -- grows with each claim; an older holder may no longer write
  due_at timestamptz NOT NULL,           -- next try while queued, end of the lease while sending
  held_by_budget text,
  provider_id text,
  cause_of_failure text,
  failure_detail text,
  delivery text CHECK (delivery IN ('delivered', 'undelivered')),
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  finished_at timestamptz,
  retried_by uuid,
  retried_at timestamptz,
  UNIQUE (cause, channel, recipient_key)
);
CREATE INDEX notice_message_due ON notice_message (due_at) WHERE state IN ('queued', 'sending');
CREATE INDEX notice_message_failed ON notice_message (agency_id, created_at DESC) WHERE state = 'dead' OR delivery = 'undelivered';
CREATE INDEX notice_message_dossier ON notice_message (dossier_id, created_at);
CREATE INDEX notice_message_agency ON notice_message (agency_id, created_at DESC);
CREATE INDEX notice_message_provider ON notice_message (provider_id) WHERE provider_id IS NOT NULL;

-- Sendings that left or may have left, for the budgets of a number; a day is remembered.
CREATE TABLE notice_attempt (
  message_id uuid NOT NULL,
  fence int NOT NULL,
  channel text NOT NULL,
  recipient_key bytea NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  outcome text,                          -- accepted, or the cause of the failure; null while open or interrupted
  PRIMARY KEY (message_id, fence)
);
CREATE INDEX notice_attempt_recipient ON notice_attempt (channel, recipient_key, started_at DESC);
CREATE INDEX notice_attempt_age ON notice_attempt (started_at);

-- Sendings of the whole site by the hour of the clock.
CREATE TABLE notice_spending (
  channel text NOT NULL,
  hour timestamptz NOT NULL,
  used int NOT NULL,
  PRIMARY KEY (channel, hour)
);

ALTER TABLE notice_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_message FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_message_read ON notice_message FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY notice_message_retry ON notice_message FOR UPDATE TO motcua_app USING (mc_kind() = 'officer' AND agency_id = ANY (mc_agencies()));
CREATE POLICY notice_message_worker ON notice_message TO motcua_worker USING (true) WITH CHECK (true);
ALTER TABLE notice_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_attempt_worker ON notice_attempt TO motcua_worker USING (true) WITH CHECK (true);

-- The web role only looks and asks for another try; what is owed is written by the worker, after the event is committed.
GRANT SELECT ON notice_message, notice_spending TO motcua_app;
GRANT UPDATE (state, failures, due_at, held_by_budget, cause_of_failure, failure_detail, finished_at, delivery, retried_by, retried_at) ON notice_message TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON notice_message, notice_spending TO motcua_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_attempt TO motcua_worker;
GRANT DELETE ON notice_spending TO motcua_worker;
-- Figures only: how many, of what kind, how it ended.
GRANT SELECT (id, dossier_id, agency_id, channel, template, template_version, lang, state, attempts, cause_of_failure, delivery, created_at, sent_at, finished_at) ON notice_message TO motcua_report;
CREATE POLICY notice_message_report ON notice_message FOR SELECT TO motcua_report USING (true);
