-- What waits to go into a bucket is for those who may write in it.
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (state, settings, mode, fields, parts, undone, cancelled, updated_at), DELETE ON imports TO mb_app;
CREATE POLICY read ON imports FOR SELECT TO mb_app USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())));
CREATE POLICY add ON imports FOR INSERT TO mb_app
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())) AND created_by = (SELECT actor_id()));
CREATE POLICY change ON imports FOR UPDATE TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));
CREATE POLICY remove ON imports FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())));

-- A row keeps what stood in the file; what is made of it changes.
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE, UPDATE (fixes, state, title, sort_title, format, length, release_year, rating, given_id, added_at,
  changed_at, problems, format_word, same_row, same_id, included, choice, same_version, differs, takes, chosen_fields, offers)
  ON import_rows TO mb_app;
CREATE POLICY write ON import_rows TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));

-- Deletes an import's rows with it, as a foreign key would, without looking the import up for each new row.
CREATE FUNCTION forget_import_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.import_rows WHERE bucket_id = OLD.bucket_id AND import_id = OLD.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION forget_import_rows() FROM PUBLIC;
CREATE TRIGGER rows_go_with_it AFTER DELETE ON imports FOR EACH ROW EXECUTE FUNCTION forget_import_rows();

ALTER TABLE import_mappings ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (settings, updated_at), DELETE ON import_mappings TO mb_app;
CREATE POLICY mine ON import_mappings TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));
