-- Deletes what is past its time. Called by the owner of the database, from time to time.
CREATE FUNCTION purge_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  -- The trash, after 30 days.
  DELETE FROM public.buckets WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movies WHERE deleted_at < now() - interval '30 days';
  -- What Undo takes back, after 90 days, and the imports that made such changes.
  DELETE FROM public.movie_changes WHERE changed_at < now() - interval '90 days';
  -- An upload that broke off goes after a day, an import that waits for its owner after 14 days.
  DELETE FROM public.imports WHERE updated_at < now() - CASE state
    WHEN 'reading' THEN interval '1 day' WHEN 'staged' THEN interval '14 days' ELSE interval '90 days' END;
  DELETE FROM public.import_mappings WHERE updated_at < now() - interval '1 year';
  DELETE FROM public.invitations WHERE expires_at < now() OR uses_left = 0;
  DELETE FROM public.sessions WHERE expires < now();
  DELETE FROM public.account_notices WHERE created_at < now() - interval '14 days';
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
  -- An expired token stays in the list for a while, so that the owner of a failing script finds out why.
  DELETE FROM public.api_tokens WHERE expires_at < now() - interval '30 days';
  DELETE FROM public.idempotency_keys WHERE created_at < now() - interval '24 hours';
$$;
REVOKE EXECUTE ON FUNCTION purge_expired() FROM PUBLIC;
