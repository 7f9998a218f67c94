-- expand: runs beside the previous version
-- The public look-up reads parts at other agencies only for a dossier that has some: asking for every dossier cost the page
-- a second statement, and with it a third of its rate.
ALTER TABLE dossier ADD COLUMN linked boolean NOT NULL DEFAULT false;
GRANT UPDATE (linked) ON dossier TO motcua_app, motcua_worker;

-- Called where the parts are chosen, in that transaction, with the rights of whoever chooses.
CREATE FUNCTION dossier_mark_linked(p_dossier uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
  UPDATE dossier SET linked = true WHERE id = p_dossier;
  IF NOT FOUND THEN RAISE EXCEPTION 'no dossier leads these linked parts'; END IF;
END $$;

-- Beside dossier_track, not in its place: a version that is still running holds a prepared plan of that one.
CREATE FUNCTION dossier_look_up(p_value text, p_hash bytea) RETURNS TABLE (
  id uuid, reference text, code text, procedure_code text, version_id uuid, competent_agency int, status text, "national" int, step text,
  submitted_at timestamptz, received_at timestamptz, due_at timestamptz, next_due timestamptz, finished_at timestamptz, closed_at timestamptz, linked boolean
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM set_config('mc.kind', 'tracking', true), set_config('mc.tracking', encode(p_hash, 'hex'), true);
  IF left(p_value, 2) = 'T-' THEN
    RETURN QUERY SELECT d.id, d.reference, d.code, d.procedure_code, d.version_id, d.competent_agency, d.status, d.national, d.step, d.submitted_at, d.received_at, d.due_at, d.next_due, d.finished_at, d.closed_at, d.linked
      FROM dossier d WHERE d.reference = p_value AND d.tracking_hash = p_hash;
  ELSE
    RETURN QUERY SELECT d.id, d.reference, d.code, d.procedure_code, d.version_id, d.competent_agency, d.status, d.national, d.step, d.submitted_at, d.received_at, d.due_at, d.next_due, d.finished_at, d.closed_at, d.linked
      FROM dossier d WHERE d.code = p_value AND d.tracking_hash = p_hash;
  END IF;
END $$;
