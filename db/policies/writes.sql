-- Adds to the counts of a bucket, in a row of it that nobody else writes to just now.
CREATE FUNCTION note_write(bucket uuid, more_movies bigint, more_changes bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  UPDATE public.bucket_writes w
    SET writes = w.writes + 1, movies = w.movies + more_movies, changes = w.changes + more_changes
    WHERE w.bucket_id = bucket AND w.id = (
      SELECT f.id FROM public.bucket_writes f WHERE f.bucket_id = bucket LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED);
  IF NOT FOUND THEN
    INSERT INTO public.bucket_writes (bucket_id, movies, changes) VALUES (bucket, more_movies, more_changes);
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION note_write(uuid, bigint, bigint) FROM PUBLIC;

-- Notes each statement that changes movies, in its own transaction.
CREATE FUNCTION note_writes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM public.note_write(n.bucket_id, count(*), 0) FROM now_there n GROUP BY n.bucket_id;
  ELSIF TG_OP = 'DELETE' THEN
    -- Not of a bucket that is deleted with its movies.
    PERFORM public.note_write(o.bucket_id, -count(*), 0) FROM was_there o
      WHERE EXISTS (SELECT FROM public.buckets b WHERE b.id = o.bucket_id) GROUP BY o.bucket_id;
  ELSE
    PERFORM public.note_write(w.bucket_id, sum(w.more)::bigint, 0) FROM (
      SELECT n.bucket_id, count(*) AS more FROM now_there n GROUP BY 1
      UNION ALL SELECT o.bucket_id, -count(*) FROM was_there o GROUP BY 1) w GROUP BY w.bucket_id;
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_writes() FROM PUBLIC;
CREATE TRIGGER note_added AFTER INSERT ON movies REFERENCING NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_writes();
CREATE TRIGGER note_changed AFTER UPDATE ON movies REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_writes();
CREATE TRIGGER note_deleted AFTER DELETE ON movies REFERENCING OLD TABLE AS was_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_writes();

CREATE FUNCTION forget_writes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.bucket_writes WHERE bucket_id = OLD.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION forget_writes() FROM PUBLIC;
CREATE TRIGGER writes_go_with_it AFTER DELETE ON buckets FOR EACH ROW EXECUTE FUNCTION forget_writes();

-- The version of a readable bucket: while it is the same, its movies are. It only grows.
CREATE FUNCTION bucket_version(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT coalesce(sum(w.writes), 0)::text FROM public.bucket_writes w
  WHERE w.bucket_id = bucket AND bucket IN (SELECT public.readable_buckets())
$$;
REVOKE EXECUTE ON FUNCTION bucket_version(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bucket_version(uuid) TO mb_app;

-- Does nothing: the release before calls it.
CREATE FUNCTION fold_writes() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT $$;
REVOKE EXECUTE ON FUNCTION fold_writes() FROM PUBLIC;

ALTER TABLE bucket_writes ENABLE ROW LEVEL SECURITY;
