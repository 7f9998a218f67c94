-- expand: runs beside the previous version
-- The catalogue: procedures, their versions (content as data), and what each agency offers of them.

CREATE TABLE catalog_procedure (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]\.[0-9]{6}$'),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE catalog_version (
  id uuid PRIMARY KEY,
  code text NOT NULL REFERENCES catalog_procedure (code),
  version_no int NOT NULL CHECK (version_no > 0),
  state text NOT NULL CHECK (state IN ('draft', 'published', 'superseded')),
  content jsonb NOT NULL,
  -- SHA-256 over the canonical JSON of the content
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  -- what keeps a draft from being published, as last judged; for lists only, judged again when it is published
  lacks jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  published_at timestamptz,
  published_by text,
  superseded_at timestamptz,
  UNIQUE (code, version_no),
  CHECK ((state = 'draft') = (published_at IS NULL)),
  CHECK ((state = 'superseded') = (superseded_at IS NOT NULL))
);
CREATE UNIQUE INDEX catalog_version_one_published ON catalog_version (code) WHERE state = 'published';
-- two procedures in use never share a readable address
CREATE UNIQUE INDEX catalog_version_slug ON catalog_version ((content->>'slug')) WHERE state = 'published';
CREATE UNIQUE INDEX catalog_version_one_draft ON catalog_version (code) WHERE state = 'draft';

-- A dossier keeps the version under which it was submitted, so what was published can never be rewritten or lost.
CREATE FUNCTION catalog_version_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'catalog_version %: a published version is never deleted', OLD.id; END IF;
    RETURN OLD;
  END IF;
  IF OLD.state <> 'draft' AND (NEW.content IS DISTINCT FROM OLD.content OR NEW.content_hash IS DISTINCT FROM OLD.content_hash
      OR NEW.code <> OLD.code OR NEW.version_no <> OLD.version_no OR NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.published_by IS DISTINCT FROM OLD.published_by) THEN
    RAISE EXCEPTION 'catalog_version %: a published version is never changed', OLD.id;
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('draft', 'draft'), ('draft', 'published'), ('published', 'published'), ('published', 'superseded'), ('superseded', 'superseded')) THEN
    RAISE EXCEPTION 'catalog_version %: % cannot become %', OLD.id, OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER catalog_version_keep BEFORE UPDATE OR DELETE ON catalog_version FOR EACH ROW EXECUTE FUNCTION catalog_version_keep();

-- What one agency offers. No row: the procedure is offered as announced.
CREATE TABLE catalog_offering (
  agency_id int NOT NULL,
  code text NOT NULL REFERENCES catalog_procedure (code),
  offered boolean NOT NULL DEFAULT true,
  online boolean NOT NULL DEFAULT true,
  -- the office that receives and decides, where it is not the agency itself
  office text CHECK (length(office) BETWEEN 2 AND 200),
  -- {value, unit}: shorter than announced (a province may shorten a time limit, never lengthen it)
  term jsonb,
  -- fee rules of the province's people's council, in place of those announced
  fees jsonb,
  legal_basis text CHECK (length(legal_basis) <= 400),
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by text NOT NULL,
  PRIMARY KEY (agency_id, code),
  CHECK ((term IS NULL AND fees IS NULL) OR legal_basis IS NOT NULL)
);
CREATE INDEX catalog_offering_code ON catalog_offering (code);

-- Counts changes, so that every process knows with one small read whether what it remembers is still true.
CREATE TABLE catalog_counter (one boolean PRIMARY KEY DEFAULT true CHECK (one), n bigint NOT NULL);
INSERT INTO catalog_counter (n) VALUES (1);
CREATE FUNCTION catalog_count_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE public.catalog_counter SET n = n + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER catalog_version_count AFTER INSERT OR UPDATE OR DELETE ON catalog_version FOR EACH STATEMENT EXECUTE FUNCTION catalog_count_change();
CREATE TRIGGER catalog_offering_count AFTER INSERT OR UPDATE OR DELETE ON catalog_offering FOR EACH STATEMENT EXECUTE FUNCTION catalog_count_change();

-- Searches without an answer, folded and without long numbers: from them the words of the catalogue are mended.
CREATE TABLE catalog_unanswered (
  query text PRIMARY KEY CHECK (length(query) <= 80),
  times int NOT NULL DEFAULT 1,
  last_on date NOT NULL
);

GRANT SELECT ON catalog_procedure, catalog_version, catalog_offering, catalog_counter, catalog_unanswered TO motcua_app, motcua_worker, motcua_report;
GRANT INSERT, UPDATE ON catalog_procedure, catalog_offering, catalog_unanswered TO motcua_app;
GRANT INSERT, UPDATE ON catalog_version TO motcua_app;
