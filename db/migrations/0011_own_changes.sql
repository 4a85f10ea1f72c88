-- What an editor may do to the movies of another owner, stated by row. A build of before this migration goes on to work,
-- but for moves out of a bucket by its editors: those are refused until the new build runs.
REVOKE UPDATE ON movies FROM mb_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (bucket_id, title, sort_title, format, length, release_year, rating, version,
  updated_at, updated_by, deleted_at, deleted_by) ON movies TO mb_app;
--> statement-breakpoint
DROP POLICY add ON movies;
--> statement-breakpoint
CREATE POLICY add ON movies FOR INSERT TO mb_app
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())) AND deleted_at IS NULL AND deleted_by IS NULL
    AND created_by = (SELECT actor_id()) AND updated_by = (SELECT actor_id()));
--> statement-breakpoint
-- Whether the user owns a bucket that is not in the trash.
CREATE FUNCTION owns_bucket(bucket uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.buckets WHERE id = bucket AND owner_id = public.actor_id() AND deleted_at IS NULL);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION owns_bucket(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION owns_bucket(uuid) TO mb_app;
--> statement-breakpoint
-- What no policy can say, as it compares a row with what it was. An edit is the user's, now, and a new version; a deletion
-- is the user's, now, so that the trash keeps the movie its 30 days; only the owner takes a movie out of a bucket.
CREATE FUNCTION refuse_movie_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'this change of a movie is not the user''s to make';
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION refuse_movie_change() FROM PUBLIC;
--> statement-breakpoint
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
--> statement-breakpoint
DROP POLICY write ON movie_changes;
--> statement-breakpoint
CREATE POLICY write ON movie_changes TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())))
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())) AND changed_by = (SELECT actor_id())
    AND changed_at = now()::timestamptz(3));
--> statement-breakpoint
-- An editor knows the names of other editors, whose work the history shows, and not those of readers.
CREATE OR REPLACE FUNCTION people() RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT u.id, u.name FROM public.users u WHERE u.id IN (
    SELECT public.actor_id()
    UNION SELECT b.owner_id FROM public.buckets b WHERE b.id IN (SELECT public.readable_buckets())
    UNION SELECT g.user_id FROM public.grants g WHERE g.bucket_id IN (SELECT public.writable_buckets())
      AND (g.role >= 'editor' OR g.bucket_id IN (SELECT public.owned_buckets()))
    UNION SELECT m.user_id FROM public.grants g JOIN public.group_members m ON m.group_id = g.group_id
      WHERE g.bucket_id IN (SELECT public.writable_buckets())
        AND (g.role >= 'editor' OR g.bucket_id IN (SELECT public.owned_buckets()))
    UNION SELECT m.user_id FROM public.group_members m WHERE m.group_id IN (SELECT public.my_groups())
    UNION SELECT g.owner_id FROM public.groups g WHERE g.id IN (SELECT public.my_groups())
    UNION SELECT k.blocked_id FROM public.blocks k WHERE k.user_id = public.actor_id()
  )
$$;
--> statement-breakpoint
DROP POLICY self ON api_tokens;
--> statement-breakpoint
CREATE POLICY self ON api_tokens TO mb_app
  USING (user_id = (SELECT actor_id()))
  WITH CHECK (user_id = (SELECT actor_id()) AND expires_at <= now() + interval '366 days');
