-- expand: runs beside the previous version
-- Published to whoever keeps something per dossier: which dossiers there are and how far each has come. Nothing personal.
CREATE VIEW v_dossier_head WITH (security_invoker = true) AS SELECT id, head_seq, demo FROM dossier;
GRANT SELECT ON v_dossier_head TO motcua_worker;
