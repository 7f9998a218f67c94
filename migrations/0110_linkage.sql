-- expand: runs beside the previous version
-- Linked procedures (liên thông): one form, several agencies. The group stands beside the dossier that leads it; each part at
-- another agency is a task with its own clock. What is sent and what comes back is kept; results are sealed.
CREATE TABLE linkage_group (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL UNIQUE,
  agency_id int NOT NULL,                -- who leads: the office that received the dossier
  procedure_code text NOT NULL,          -- the group's own code in the catalogue
  parts text[] NOT NULL CHECK (cardinality(parts) BETWEEN 1 AND 8),
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'partly', 'ended')),
  chosen_by text NOT NULL,
  chosen_at timestamptz NOT NULL,
  started_at timestamptz,
  due_at timestamptz,
  due_words jsonb,
  finished_at timestamptz
);
CREATE INDEX linkage_group_open ON linkage_group (agency_id, chosen_at DESC, id DESC);

CREATE TABLE linkage_task (
  id uuid PRIMARY KEY,                   -- also the key under which the partner knows it: sent twice it is one request
  group_id uuid NOT NULL REFERENCES linkage_group (id),
  dossier_id uuid NOT NULL,
  agency_id int NOT NULL,
  part text NOT NULL,
  partner text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'accepted', 'verifying', 'done', 'refused', 'failed', 'ended')),
  partner_reference text,
  verified boolean NOT NULL DEFAULT false, -- the other agency has to verify: the longer term
  last_seq int NOT NULL DEFAULT 0,       -- number of the partner's last message that counted
  tries int NOT NULL DEFAULT 0,
  next_at timestamptz,                   -- when it is sent or asked about again
  asked_at timestamptz,
  due_at timestamptz,
  problem text,                          -- a closed list, each with its words on the screen of failures
  problem_detail text,
  problem_since timestamptz,
  reason text,                           -- the partner's words when it refuses
  result text,                           -- sealed: number of the entry or the card
  closed_by text,                        -- an officer's name where a person closed it by hand
  finished_at timestamptz,
  UNIQUE (group_id, part)
);
CREATE INDEX linkage_task_due ON linkage_task (next_at) WHERE state IN ('sending', 'sent', 'accepted', 'verifying');
CREATE INDEX linkage_task_problem ON linkage_task (agency_id, problem_since DESC, id DESC) WHERE problem IS NOT NULL;
CREATE INDEX linkage_task_dossier ON linkage_task (dossier_id);

-- Every call and every message, without personal values.
CREATE TABLE linkage_exchange (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id uuid NOT NULL,
  dossier_id uuid NOT NULL,
  at timestamptz NOT NULL,
  direction text NOT NULL CHECK (direction IN ('sent', 'asked', 'told', 'by-hand')),
  outcome text NOT NULL,
  detail text
);
CREATE INDEX linkage_exchange_task ON linkage_exchange (task_id, id);

-- Messages of partners as they came, stored before they are answered.
CREATE TABLE linkage_inbox (
  partner text NOT NULL,
  message_id text NOT NULL CHECK (length(message_id) BETWEEN 1 AND 80),
  sealed text NOT NULL,
  received_at timestamptz NOT NULL,
  processed_at timestamptz,
  verdict text,
  PRIMARY KEY (partner, message_id)
);
CREATE INDEX linkage_inbox_waiting ON linkage_inbox (received_at) WHERE processed_at IS NULL;

ALTER TABLE linkage_group ENABLE ROW LEVEL SECURITY;    ALTER TABLE linkage_group FORCE ROW LEVEL SECURITY;
ALTER TABLE linkage_task ENABLE ROW LEVEL SECURITY;     ALTER TABLE linkage_task FORCE ROW LEVEL SECURITY;
ALTER TABLE linkage_exchange ENABLE ROW LEVEL SECURITY; ALTER TABLE linkage_exchange FORCE ROW LEVEL SECURITY;
ALTER TABLE linkage_inbox ENABLE ROW LEVEL SECURITY;    ALTER TABLE linkage_inbox FORCE ROW LEVEL SECURITY;

-- Whoever sees the dossier sees its group.
CREATE POLICY group_read ON linkage_group FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY task_read ON linkage_task FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
CREATE POLICY exchange_read ON linkage_exchange FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
-- The person, or the office that received, chooses; what becomes of it is written by the worker.
CREATE POLICY group_choose ON linkage_group FOR INSERT TO motcua_app WITH CHECK (state = 'waiting' AND mc_kind() IN ('citizen', 'guest', 'officer') AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
-- An officer lets a part that failed be sent again, or closes it with what the other agency said otherwise.
CREATE POLICY task_again ON linkage_task FOR UPDATE TO motcua_app
  USING (mc_kind() = 'officer' AND state NOT IN ('done', 'refused', 'ended') AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id)) WITH CHECK (mc_kind() = 'officer' AND state IN ('sending', 'done'));
CREATE POLICY exchange_by_hand ON linkage_exchange FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'officer' AND direction = 'by-hand' AND EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
-- A partner's message is nobody's session: it may be added, and nothing here may be read.
CREATE POLICY inbox_add ON linkage_inbox FOR INSERT TO motcua_app WITH CHECK (mc_kind() = 'public' AND processed_at IS NULL AND verdict IS NULL);
CREATE POLICY group_worker ON linkage_group TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY task_worker ON linkage_task TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY exchange_worker ON linkage_exchange TO motcua_worker USING (true) WITH CHECK (true);
CREATE POLICY inbox_worker ON linkage_inbox TO motcua_worker USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON linkage_group TO motcua_app;
GRANT SELECT ON linkage_task TO motcua_app;
GRANT UPDATE (state, tries, next_at, problem, problem_detail, problem_since, result, closed_by, finished_at) ON linkage_task TO motcua_app;
GRANT SELECT, INSERT ON linkage_exchange TO motcua_app;
GRANT INSERT (partner, message_id, sealed, received_at) ON linkage_inbox TO motcua_app;
GRANT SELECT, INSERT, UPDATE ON linkage_group, linkage_task TO motcua_worker;
GRANT SELECT, INSERT ON linkage_exchange TO motcua_worker;
GRANT SELECT ON linkage_inbox TO motcua_worker;
GRANT INSERT (partner, message_id, sealed, received_at), UPDATE (processed_at, verdict) ON linkage_inbox TO motcua_worker;

-- What the public look-up shows of a group: parts, states and dates, for whoever has the dossier's secret.
CREATE FUNCTION linkage_track(p_dossier uuid, p_hash bytea) RETURNS TABLE (part text, state text, due_at timestamptz, finished_at timestamptz, group_state text, group_due timestamptz)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM set_config('mc.kind', 'tracking', true), set_config('mc.tracking', encode(p_hash, 'hex'), true);
  RETURN QUERY SELECT t.part, t.state, t.due_at, t.finished_at, g.state, g.due_at FROM linkage_group g LEFT JOIN linkage_task t ON t.group_id = g.id WHERE g.dossier_id = p_dossier ORDER BY t.part;
END $$;
