-- expand: runs beside the previous version
-- A refund that the gateway left unanswered is asked again at its own time, for as long as it takes: the sweep finds it here.
-- The default lets the previous version go on entering refunds; they are due at once.
ALTER TABLE payment_refund ADD COLUMN next_try_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX payment_refund_waiting ON payment_refund (next_try_at) WHERE state = 'requested';

-- Whoever sees the dossier sees that the office holds money for it: a person who paid too late must not be left to pay again.
DROP POLICY surplus_read ON payment_surplus;
CREATE POLICY surplus_read ON payment_surplus FOR SELECT TO motcua_app USING (EXISTS (SELECT 1 FROM v_dossier_scope v WHERE v.id = dossier_id));
