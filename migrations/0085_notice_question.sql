-- expand: runs beside the previous version
-- What people send to the short number. A question is stored before the centre is told that it was taken; its words
-- (code and secret) are erased as soon as it is settled, the sender's number after the days of the budgets.
CREATE TABLE notice_question (
  id uuid PRIMARY KEY,
  digest bytea NOT NULL,                 -- keyed: the centre's own number for the message, or sender, words and part
  marked boolean NOT NULL,               -- the centre gave a number of its own: the same number is the same message for ever
  sender_key bytea NOT NULL,
  sender_sealed text,                    -- null once settled
  asked_at_number text NOT NULL,         -- the short number that it was sent to
  text_sealed text,                      -- null once settled
  state text NOT NULL CHECK (state IN ('waiting', 'answered', 'silent')),
  outcome text,                          -- which answer, or why there is none
  received_at timestamptz NOT NULL,
  settled_at timestamptz
);
CREATE UNIQUE INDEX notice_question_marked ON notice_question (digest) WHERE marked;
CREATE INDEX notice_question_digest ON notice_question (digest, received_at DESC) WHERE NOT marked;
CREATE INDEX notice_question_sender ON notice_question (sender_key, received_at DESC);
CREATE INDEX notice_question_waiting ON notice_question (received_at) WHERE state = 'waiting';
CREATE INDEX notice_question_age ON notice_question (received_at);

-- An answer that names no dossier belongs to no agency, and one that comes too late would say something untrue.
ALTER TABLE notice_message ALTER COLUMN dossier_id DROP NOT NULL;
ALTER TABLE notice_message ALTER COLUMN dossier_code DROP NOT NULL;
ALTER TABLE notice_message ALTER COLUMN agency_id DROP NOT NULL;
ALTER TABLE notice_message ADD COLUMN expires_at timestamptz;
DROP INDEX notice_message_failed;
CREATE INDEX notice_message_failed ON notice_message (agency_id, channel, cause_of_failure, created_at DESC, id DESC) WHERE state = 'dead' OR delivery = 'undelivered';
CREATE POLICY notice_message_read_answers ON notice_message FOR SELECT TO motcua_app USING (mc_kind() = 'officer' AND agency_id IS NULL);

-- Wrong look-ups of a code and secret, on the web and by SMS, under one count that outlives a process.
CREATE TABLE notice_guess (
  who bytea PRIMARY KEY,
  since timestamptz NOT NULL,
  tries int NOT NULL
);
CREATE INDEX notice_guess_age ON notice_guess (since);

ALTER TABLE notice_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_question FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_question_worker ON notice_question TO motcua_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_question TO motcua_worker;
GRANT SELECT, INSERT, UPDATE ON notice_guess TO motcua_app, motcua_worker;
GRANT DELETE ON notice_guess TO motcua_worker;
-- The page of messages shows how many asked and how it ended, nobody's number and nobody's words.
GRANT SELECT (state, outcome, received_at) ON notice_question TO motcua_app, motcua_report;
CREATE POLICY notice_question_count ON notice_question FOR SELECT TO motcua_app USING (mc_kind() = 'officer');
CREATE POLICY notice_question_report ON notice_question FOR SELECT TO motcua_report USING (true);
