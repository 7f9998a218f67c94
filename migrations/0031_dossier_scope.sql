-- expand: runs beside the previous version
-- Which dossiers the caller may see, and nothing else of them. Modules that keep something beside a dossier (payments, posted
-- parcels, linked procedures) hang their own row-level security on this view: whoever sees the dossier sees their rows, and a
-- dossier that becomes a person's after sign-in brings them along.
CREATE VIEW v_dossier_scope WITH (security_invoker = true) AS SELECT id FROM dossier;
GRANT SELECT ON v_dossier_scope TO motcua_app, motcua_worker;
