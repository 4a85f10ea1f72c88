-- Takes the ids of deleted users out of movies, histories and imports of other people.
CREATE FUNCTION forget_removed_users() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  gone uuid[] := (SELECT array_agg(r.id) FROM public.removed_users r);
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  IF gone IS NULL THEN RETURN; END IF;
  UPDATE public.movies SET created_by = CASE WHEN created_by = ANY (gone) THEN nobody ELSE created_by END,
    updated_by = CASE WHEN updated_by = ANY (gone) THEN nobody ELSE updated_by END,
    deleted_by = CASE WHEN deleted_by = ANY (gone) THEN nobody ELSE deleted_by END
    WHERE created_by = ANY (gone) OR updated_by = ANY (gone) OR deleted_by = ANY (gone);
  UPDATE public.movie_changes SET changed_by = nobody WHERE changed_by = ANY (gone);
  UPDATE public.imports SET created_by = nobody WHERE created_by = ANY (gone);
  DELETE FROM public.removed_users WHERE id = ANY (gone);
END $$;
REVOKE EXECUTE ON FUNCTION forget_removed_users() FROM PUBLIC;

-- Deletes expired rows. The owner of the database calls it every hour.
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
  SELECT public.forget_removed_users();
  DELETE FROM public.account_notices WHERE created_at < now() - interval '14 days';
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
  -- An expired token stays in the list for a while, so that the owner of a failing script finds out why.
  DELETE FROM public.api_tokens WHERE expires_at < now() - interval '30 days';
  DELETE FROM public.idempotency_keys WHERE created_at < now() - interval '24 hours';
$$;
REVOKE EXECUTE ON FUNCTION purge_expired() FROM PUBLIC;
