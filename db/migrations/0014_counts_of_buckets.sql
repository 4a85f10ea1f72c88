-- A statement added a row to these counts, and each quota summed all of them: of ten thousand additions in an hour the
-- last one read twenty thousand rows. Now a writer adds to a row that is there.
-- Counts that a migration before this one made wait for the commit otherwise, and their table cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "bucket_writes" ADD COLUMN "writes" bigint DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "bucket_writes" DROP COLUMN "at";
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION note_write(uuid, bigint, bigint) FROM PUBLIC;
--> statement-breakpoint
-- Notes each statement that changes movies, in its own transaction.
CREATE OR REPLACE FUNCTION note_writes() RETURNS trigger
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
--> statement-breakpoint
-- The version of a readable bucket: while it is the same, its movies are. It only grows.
CREATE OR REPLACE FUNCTION bucket_version(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT coalesce(sum(w.writes), 0)::text FROM public.bucket_writes w
  WHERE w.bucket_id = bucket AND bucket IN (SELECT public.readable_buckets())
$$;
--> statement-breakpoint
-- Does nothing: the release before calls it.
CREATE OR REPLACE FUNCTION fold_writes() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT $$;
--> statement-breakpoint
-- Refuses a transaction after which a person would have more than the limit that the server set for it. It runs at the
-- commit and under a lock, so that no two of them count at once and none waits for a long one. Far from a limit, a small
-- change takes no lock: a hundred of them at once could not reach it. The number is for the person alone.
CREATE OR REPLACE FUNCTION require_quota() RETURNS trigger
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
--> statement-breakpoint
-- Notes each statement that adds to the history or purges it.
CREATE OR REPLACE FUNCTION note_changes() RETURNS trigger
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
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER quota_more_movies AFTER UPDATE ON bucket_writes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.movies > OLD.movies) EXECUTE FUNCTION require_quota('movies');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER quota_more_changes AFTER UPDATE ON bucket_writes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.changes > OLD.changes) EXECUTE FUNCTION require_quota('changes');
--> statement-breakpoint
-- One row a bucket in place of one a statement.
WITH "old" AS (DELETE FROM "bucket_writes" RETURNING "bucket_id", "movies", "changes")
INSERT INTO "bucket_writes" ("bucket_id", "movies", "changes")
  SELECT "bucket_id", sum("movies"), sum("changes") FROM "old" GROUP BY 1;
