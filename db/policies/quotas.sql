-- How much a person uses of what has a limit.
CREATE FUNCTION used_by(person uuid, what text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT CASE what
    WHEN 'buckets' THEN (SELECT count(*) FROM public.buckets b WHERE b.owner_id = person)
    WHEN 'groups' THEN (SELECT count(*) FROM public.groups g WHERE g.owner_id = person)
    WHEN 'tokens' THEN (SELECT count(*) FROM public.api_tokens t WHERE t.user_id = person)
    WHEN 'staged_bytes' THEN (
      SELECT coalesce(sum(i.bytes), 0) FROM public.imports i WHERE i.created_by = person AND i.state <> 'done')
    ELSE (
      SELECT coalesce(sum(CASE what WHEN 'movies' THEN w.movies ELSE w.changes END), 0)
      FROM public.buckets b JOIN public.bucket_writes w ON w.bucket_id = b.id WHERE b.owner_id = person)
  END
$$;
REVOKE EXECUTE ON FUNCTION used_by(uuid, text) FROM PUBLIC;

-- The same for the user.
CREATE FUNCTION my_usage(what text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT public.used_by(public.actor_id(), what) $$;
REVOKE EXECUTE ON FUNCTION my_usage(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_usage(text) TO mb_app;

-- Refuses a transaction after which a person would have more than the limit that the server set for it. It runs at the
-- commit and under a lock, so that no two of them count at once and none waits for a long one. Far from a limit, a small
-- change takes no lock: a hundred of them at once could not reach it. The number is for the person alone.
CREATE FUNCTION require_quota() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  what text := TG_ARGV[0];
  far constant integer := 10000;
  small constant integer := 100;
  most bigint := nullif(current_setting('mb.quotas', true), '')::jsonb ->> what;
  added bigint := far;
  person uuid;
  present bigint;
BEGIN
  IF most IS NULL THEN RETURN NULL; END IF;
  IF TG_TABLE_NAME = 'bucket_writes' THEN
    SELECT b.owner_id INTO person FROM public.buckets b WHERE b.id = NEW.bucket_id;
    added := CASE what WHEN 'movies' THEN NEW.movies ELSE NEW.changes END;
    IF TG_OP = 'UPDATE' THEN added := added - CASE what WHEN 'movies' THEN OLD.movies ELSE OLD.changes END; END IF;
  ELSE
    person := coalesce(to_jsonb(NEW) ->> 'owner_id', to_jsonb(NEW) ->> 'user_id', to_jsonb(NEW) ->> 'created_by');
  END IF;
  IF added <= small AND public.used_by(person, what) + far <= most THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(person::text, 2));
  present := public.used_by(person, what);
  IF present > most THEN
    RAISE EXCEPTION 'quota % % %', what, CASE WHEN person = public.actor_id() THEN present END, most USING ERRCODE = 'MBQ01';
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION require_quota() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER quota_added AFTER INSERT ON buckets DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_quota('buckets');
CREATE CONSTRAINT TRIGGER quota_transferred AFTER UPDATE OF owner_id ON buckets DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_quota('buckets');
CREATE CONSTRAINT TRIGGER quota_transferred_movies AFTER UPDATE OF owner_id ON buckets DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.owner_id <> OLD.owner_id) EXECUTE FUNCTION require_quota('movies');
CREATE CONSTRAINT TRIGGER quota_added AFTER INSERT ON groups DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_quota('groups');
CREATE CONSTRAINT TRIGGER quota_added AFTER INSERT ON api_tokens DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_quota('tokens');
CREATE CONSTRAINT TRIGGER quota_staged AFTER UPDATE OF bytes ON imports DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.bytes > OLD.bytes) EXECUTE FUNCTION require_quota('staged_bytes');
CREATE CONSTRAINT TRIGGER quota_movies AFTER INSERT ON bucket_writes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.movies > 0) EXECUTE FUNCTION require_quota('movies');
CREATE CONSTRAINT TRIGGER quota_changes AFTER INSERT ON bucket_writes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.changes > 0) EXECUTE FUNCTION require_quota('changes');
CREATE CONSTRAINT TRIGGER quota_more_movies AFTER UPDATE ON bucket_writes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.movies > OLD.movies) EXECUTE FUNCTION require_quota('movies');
CREATE CONSTRAINT TRIGGER quota_more_changes AFTER UPDATE ON bucket_writes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.changes > OLD.changes) EXECUTE FUNCTION require_quota('changes');

-- Adds up what an import stages.
CREATE FUNCTION note_staged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  UPDATE public.imports i SET bytes = i.bytes + s.bytes FROM (
    SELECT n.bucket_id, n.import_id, sum(pg_column_size(n)) AS bytes FROM now_there n GROUP BY 1, 2) s
  WHERE i.bucket_id = s.bucket_id AND i.id = s.import_id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_staged() FROM PUBLIC;
CREATE TRIGGER note_staged AFTER INSERT ON import_rows REFERENCING NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_staged();

-- Notes each statement that adds to the history or purges it.
CREATE FUNCTION note_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM public.note_write(n.bucket_id, 0, count(*)) FROM now_there n GROUP BY n.bucket_id;
  ELSE
    PERFORM public.note_write(o.bucket_id, 0, -count(*)) FROM was_there o
      WHERE EXISTS (SELECT FROM public.buckets b WHERE b.id = o.bucket_id) GROUP BY o.bucket_id;
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_changes() FROM PUBLIC;
CREATE TRIGGER note_added AFTER INSERT ON movie_changes REFERENCING NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_changes();
CREATE TRIGGER note_deleted AFTER DELETE ON movie_changes REFERENCING OLD TABLE AS was_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_changes();

-- Deletes the oldest changes of each person who has more than `most`, whole changes only and never the latest one.
-- Called by the owner of the database, with the purge.
CREATE FUNCTION trim_history(most bigint) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  WITH kept AS (
    SELECT c.bucket_id, c.change_id,
      sum(count(*)) OVER (PARTITION BY b.owner_id ORDER BY c.change_id DESC, c.bucket_id) - count(*) AS newer
    FROM public.movie_changes c JOIN public.buckets b ON b.id = c.bucket_id
    WHERE b.owner_id IN (
      SELECT o.owner_id FROM public.buckets o JOIN public.bucket_writes w ON w.bucket_id = o.id
      GROUP BY 1 HAVING sum(w.changes) > most)
    GROUP BY b.owner_id, c.bucket_id, c.change_id
  )
  DELETE FROM public.movie_changes c USING kept k
  WHERE k.newer >= most AND c.bucket_id = k.bucket_id AND c.change_id = k.change_id
$$;
REVOKE EXECUTE ON FUNCTION trim_history(bigint) FROM PUBLIC;
