-- Ids of up to `most` live movies of a readable bucket whose titles contain every pattern. It runs outside the policies
-- so that LIKE can use the trigram index, hence it asks for the role itself. EXECUTE plans for the patterns, and each
-- pattern has a LIKE of its own: no index serves LIKE ALL.
CREATE FUNCTION search_movies(bucket uuid, patterns text[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = 'public', 'pg_temp'
AS $$
DECLARE
  every_pattern text := (SELECT string_agg(format('sort_title LIKE ($2)[%s]', at), ' AND ')
    FROM generate_subscripts(patterns, 1) AS at);
BEGIN
  IF bucket NOT IN (SELECT readable_buckets()) THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE 'SELECT id FROM movies WHERE bucket_id = $1 AND deleted_at IS NULL AND ' || coalesce(every_pattern, 'true') || ' LIMIT $3'
    USING bucket, patterns, most;
END $$;

-- The same for all buckets that the user owns or was given, one bucket after the other. It takes the first of each by
-- title, so that a bucket with more matches than are counted leaves room for the others.
CREATE FUNCTION search_all_movies(patterns text[], most integer) RETURNS TABLE (bucket_id uuid, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = 'public', 'pg_temp'
AS $$
DECLARE
  matches text := (SELECT string_agg(format('m.sort_title LIKE ($1)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
BEGIN
  IF matches IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT f.bucket_id, f.id FROM (SELECT DISTINCT r.bucket_id FROM bucket_roles() r) b
    CROSS JOIN LATERAL (SELECT m.bucket_id, m.id, m.sort_title FROM movies m
      WHERE m.bucket_id = b.bucket_id AND m.deleted_at IS NULL AND ' || matches || '
      ORDER BY m.sort_title, m.id LIMIT $2) f ORDER BY f.sort_title, f.id LIMIT $2'
    USING patterns, most;
END $$;

REVOKE EXECUTE ON FUNCTION search_movies(uuid, text[], integer), search_all_movies(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_movies(uuid, text[], integer), search_all_movies(text[], integer) TO mb_app;

ALTER TABLE movies ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE, UPDATE (bucket_id, title, sort_title, format, length, release_year, rating, version,
  updated_at, updated_by, deleted_at, deleted_by) ON movies TO mb_app;
-- The trash and the history are for those who may write.
CREATE POLICY read ON movies FOR SELECT TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT readable_buckets()))
    AND (deleted_at IS NULL OR bucket_id = ANY (ARRAY(SELECT writable_buckets()))));
CREATE POLICY add ON movies FOR INSERT TO mb_app
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())) AND deleted_at IS NULL AND deleted_by IS NULL
    AND created_by = (SELECT actor_id()) AND updated_by = (SELECT actor_id()));
CREATE POLICY change ON movies FOR UPDATE TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())))
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));
-- What an editor deletes waits in the trash, where the owner finds it: only the owner deletes for good.
CREATE POLICY remove ON movies FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())));

-- Whether the user owns a bucket that is not in the trash.
CREATE FUNCTION owns_bucket(bucket uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.buckets WHERE id = bucket AND owner_id = public.actor_id() AND deleted_at IS NULL);
END $$;
REVOKE EXECUTE ON FUNCTION owns_bucket(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owns_bucket(uuid) TO mb_app;

-- What no policy can say, as it compares a row with what it was. An edit is the user's, now, and a new version; a deletion
-- is the user's, now, so that the trash keeps the movie its 30 days; only the owner takes a movie out of a bucket.
CREATE FUNCTION refuse_movie_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'this change of a movie is not the user''s to make';
END $$;
REVOKE EXECUTE ON FUNCTION refuse_movie_change() FROM PUBLIC;
CREATE TRIGGER own_changes_only BEFORE UPDATE ON movies FOR EACH ROW WHEN (current_user = 'mb_app' AND (
  OLD.bucket_id <> NEW.bucket_id AND NOT owns_bucket(OLD.bucket_id)
  OR (OLD.title, OLD.sort_title, OLD.format, OLD.length, OLD.release_year, OLD.rating, OLD.version, OLD.updated_at, OLD.updated_by)
      IS DISTINCT FROM
     (NEW.title, NEW.sort_title, NEW.format, NEW.length, NEW.release_year, NEW.rating, NEW.version, NEW.updated_at, NEW.updated_by)
    AND (NEW.version <> OLD.version + 1 OR NEW.updated_by <> actor_id() OR NEW.updated_at <> now()::timestamptz(3))
  OR (OLD.deleted_at, OLD.deleted_by) IS DISTINCT FROM (NEW.deleted_at, NEW.deleted_by)
    AND (NEW.deleted_at, NEW.deleted_by) IS DISTINCT FROM (NULL::timestamptz, NULL::uuid)
    AND (NEW.deleted_at, NEW.deleted_by) IS DISTINCT FROM (now()::timestamptz(3), actor_id())
)) EXECUTE FUNCTION refuse_movie_change();

ALTER TABLE movie_changes ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON movie_changes TO mb_app;
-- The history says who did it, and when.
CREATE POLICY write ON movie_changes TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())))
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())) AND changed_by = (SELECT actor_id())
    AND changed_at = now()::timestamptz(3));
