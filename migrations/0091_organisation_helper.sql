-- expand: runs beside the previous version
-- Tổ công nghệ số cộng đồng, nhân viên bưu điện: they file for people and see nothing of the office's dossiers.
ALTER TABLE organisation_assignment DROP CONSTRAINT organisation_assignment_role_check;
ALTER TABLE organisation_assignment ADD CONSTRAINT organisation_assignment_role_check CHECK (role IN ('reception', 'specialist', 'leader', 'clerk', 'accountant', 'desk-head', 'control', 'inspector', 'admin', 'helper'));

-- As before; who is nothing but administrator or helper sees no agency's dossiers.
CREATE OR REPLACE FUNCTION v_officer_rights(who uuid, day date, wanted int)
RETURNS TABLE (name text, title text, agency_id int, agency_ids int[], roles text[])
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE held AS (
    SELECT g.body_id, a.role, a.deputy_for, a.valid_from, a.id
    FROM organisation_assignment a JOIN organisation_agency g ON g.id = a.agency_id
    WHERE a.officer_id = who AND a.revoked_at IS NULL AND a.valid_from <= day AND (a.valid_to IS NULL OR a.valid_to >= day)
  ), seat AS (
    SELECT body_id FROM held ORDER BY (body_id IS DISTINCT FROM wanted), (deputy_for IS NOT NULL), valid_from, id LIMIT 1
  ), mine AS (
    SELECT array_agg(DISTINCT h.role ORDER BY h.role) AS roles,
      bool_or(h.role IN ('desk-head', 'control', 'inspector')) AND bool_or(p.kind = 'province') AS supervises
    FROM held h JOIN seat USING (body_id) JOIN organisation_agency p ON p.id = seat.body_id
  ), seen AS (
    SELECT seat.body_id AS id FROM seat, mine WHERE NOT mine.roles <@ '{admin,helper}'
    UNION
    SELECT near.id FROM seen, mine, LATERAL (
      SELECT g.id FROM organisation_agency g WHERE g.body_id = seen.id
      UNION ALL
      SELECT g.id FROM organisation_agency g WHERE g.successor_id = seen.id AND g.valid_to < day
      UNION ALL
      SELECT g.id FROM organisation_agency g WHERE mine.supervises AND g.parent_id = seen.id
    ) AS near
  )
  SELECT o.name, o.title, seat.body_id, coalesce((SELECT array_agg(id ORDER BY id) FROM seen), '{}'), mine.roles
  FROM organisation_officer o, seat, mine
  WHERE o.id = who AND o.active AND mine.roles IS NOT NULL
$$;
