-- expand: runs beside the previous version
-- `verify` counts the clocks of feedback again from which event came when. What was written stays out of the worker's sight.
CREATE POLICY event_worker ON feedback_event FOR SELECT TO motcua_worker USING (true);
GRANT SELECT (case_id, seq, kind, at) ON feedback_event TO motcua_worker;
GRANT SELECT (id, code, agency_id, state, sent_at, next_due, closed_at, head_seq) ON feedback_case TO motcua_worker;
CREATE POLICY book_worker ON feedback_book FOR SELECT TO motcua_worker USING (true);
GRANT SELECT ON feedback_book TO motcua_worker;
