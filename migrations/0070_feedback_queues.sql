-- expand: runs beside the previous version
-- The queue of the desk by its next date, those that wait for their writer last; and what is finished, the latest first.
CREATE INDEX feedback_case_open ON feedback_case (agency_id, (coalesce(next_due, 'infinity'::timestamptz)), id) WHERE closed_at IS NULL;
CREATE INDEX feedback_case_done ON feedback_case (agency_id, closed_at, id) WHERE closed_at IS NOT NULL;
DROP INDEX feedback_case_queue;
-- What one signed-in person sent lately, as for guests.
CREATE INDEX feedback_case_citizen ON feedback_case (citizen_id, sent_at DESC) WHERE citizen_id IS NOT NULL;
