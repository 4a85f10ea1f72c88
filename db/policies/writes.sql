-- Notes each statement that changes movies, in its own transaction.
CREATE FUNCTION note_writes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.bucket_writes (bucket_id, movies) SELECT n.bucket_id, count(*) FROM now_there n GROUP BY 1;
  ELSIF TG_OP = 'DELETE' THEN
    -- Not of a bucket that is deleted with its movies.
    INSERT INTO public.bucket_writes (bucket_id, movies) SELECT o.bucket_id, -count(*) FROM was_there o
      WHERE EXISTS (SELECT FROM public.buckets b WHERE b.id = o.bucket_id) GROUP BY 1;
  ELSE
    INSERT INTO public.bucket_writes (bucket_id, movies) SELECT w.bucket_id, sum(w.more) FROM (
      SELECT n.bucket_id, 1 AS more FROM now_there n UNION ALL SELECT o.bucket_id, -1 FROM was_there o) w GROUP BY 1;
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

-- The version of a readable bucket: while it is the same, its movies are.
CREATE FUNCTION bucket_version(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT concat_ws(' ', count(*), sum(w.id)) FROM public.bucket_writes w
  WHERE w.bucket_id = bucket AND bucket IN (SELECT public.readable_buckets())
$$;
REVOKE EXECUTE ON FUNCTION bucket_version(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bucket_version(uuid) TO mb_app;

-- Puts the rows of more than an hour ago together, a bucket's into one with their sum. Called by the owner of the
-- database, with the purge. Within ten minutes no version comes again: the rows that go are older than any that came.
CREATE FUNCTION fold_writes() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  WITH old AS (
    DELETE FROM public.bucket_writes w WHERE w.at < now() - interval '1 hour' AND w.bucket_id IN (
      SELECT o.bucket_id FROM public.bucket_writes o WHERE o.at < now() - interval '1 hour' GROUP BY 1 HAVING count(*) > 1)
    RETURNING w.bucket_id, w.movies, w.changes
  )
  INSERT INTO public.bucket_writes (bucket_id, movies, changes)
    SELECT o.bucket_id, sum(o.movies), sum(o.changes) FROM old o GROUP BY 1;
$$;
REVOKE EXECUTE ON FUNCTION fold_writes() FROM PUBLIC;

ALTER TABLE bucket_writes ENABLE ROW LEVEL SECURITY;
