ALTER TABLE imports ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE import_mappings ENABLE ROW LEVEL SECURITY;--> statement-breakpoint

-- What is on its way into a bucket is for those who may write in it.
GRANT SELECT, INSERT, UPDATE (state, settings, parts, undone, cancelled, updated_at), DELETE ON imports TO mb_app;--> statement-breakpoint
CREATE POLICY read ON imports FOR SELECT TO mb_app USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
CREATE POLICY add ON imports FOR INSERT TO mb_app
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())) AND created_by = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY change ON imports FOR UPDATE TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
CREATE POLICY remove ON imports FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
-- A row stays what it was in the file; what is made of it changes.
GRANT SELECT, INSERT, DELETE, UPDATE (fixes, state, title, sort_title, format, length, release_year, rating, given_id, added_at,
  changed_at, problems, format_word, same_row, same_id, included) ON import_rows TO mb_app;--> statement-breakpoint
CREATE POLICY write ON import_rows TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (settings, updated_at), DELETE ON import_mappings TO mb_app;--> statement-breakpoint
CREATE POLICY mine ON import_mappings TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));--> statement-breakpoint

-- Also: uploads that broke off after a day, imports that nobody went on with after 14 days, what is known of the others
-- with their changes, mappings that nobody used for a year.
CREATE OR REPLACE FUNCTION purge_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  DELETE FROM public.buckets WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movies WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movie_changes WHERE changed_at < now() - interval '90 days';
  DELETE FROM public.imports WHERE updated_at < now() - CASE state
    WHEN 'reading' THEN interval '1 day' WHEN 'staged' THEN interval '14 days' ELSE interval '90 days' END;
  DELETE FROM public.import_mappings WHERE updated_at < now() - interval '1 year';
  DELETE FROM public.invitations WHERE expires_at < now() OR uses_left = 0;
  DELETE FROM public.sessions WHERE expires < now();
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
  DELETE FROM public.api_tokens WHERE expires_at < now() - interval '30 days';
  DELETE FROM public.idempotency_keys WHERE created_at < now() - interval '24 hours';
$$;
--> statement-breakpoint
-- As a foreign key would, without looking the import up for each of its rows.
CREATE FUNCTION forget_import_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.import_rows WHERE bucket_id = OLD.bucket_id AND import_id = OLD.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION forget_import_rows() FROM PUBLIC;--> statement-breakpoint
CREATE TRIGGER rows_go_with_it AFTER DELETE ON imports FOR EACH ROW EXECUTE FUNCTION forget_import_rows();
