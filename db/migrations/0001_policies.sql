-- The second wall: every request runs as a role that owns nothing,
-- with the user's id as a setting, and these policies decide. mb_app serves signed-in and public requests,
-- mb_auth serves the sign-in flow, which has no user yet.
--
-- Row-level security is enabled, not forced: a SECURITY DEFINER function of the owner has to see past the
-- policies (forced, they call themselves), LIKE may use the trigram index only outside a policy's barrier,
-- and pg_dump by an owner who is no superuser has to see every row. The role switch in db/client.ts is the
-- only way to a connection, and a test holds it to that.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['mb_app', 'mb_auth'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- roles belong to the whole server: another database of ours made it
    END;
    BEGIN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'could not grant % to %; an administrator has to', role_name, current_user;
    END;
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO mb_app, mb_auth;
--> statement-breakpoint

CREATE FUNCTION actor_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$ SELECT nullif(current_setting('mb.user_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION my_groups() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT id FROM public.groups WHERE owner_id = public.actor_id()
  UNION
  SELECT group_id FROM public.group_members WHERE user_id = public.actor_id()
$$;
--> statement-breakpoint
-- Who has which role where: the one statement of it. Own, granted, granted through a group, and the one
-- bucket being opened if its visibility is everyone.
CREATE FUNCTION bucket_roles() RETURNS TABLE (bucket_id uuid, role public.bucket_role)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT id, 'owner'::public.bucket_role FROM public.buckets WHERE owner_id = public.actor_id()
  UNION ALL
  SELECT bucket_id, role FROM public.grants WHERE user_id = public.actor_id()
  UNION ALL
  SELECT g.bucket_id, g.role FROM public.grants g
    JOIN public.group_members m ON m.group_id = g.group_id
    WHERE m.user_id = public.actor_id()
  UNION ALL
  SELECT id, 'visitor' FROM public.buckets
    WHERE id = nullif(current_setting('mb.open_bucket', true), '')::uuid AND visibility = 'everyone'
$$;
--> statement-breakpoint
CREATE FUNCTION readable_buckets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT bucket_id FROM public.bucket_roles() $$;
--> statement-breakpoint
CREATE FUNCTION writable_buckets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT bucket_id FROM public.bucket_roles() WHERE role >= 'editor' $$;
--> statement-breakpoint
CREATE FUNCTION owned_buckets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT id FROM public.buckets WHERE owner_id = public.actor_id() $$;
--> statement-breakpoint

-- Ids of up to `most` live movies of a readable bucket in whose titles every pattern occurs. Runs outside the
-- policies so that LIKE can use the trigram index, hence asks for the role itself; EXECUTE plans for the patterns.
CREATE FUNCTION search_movies(bucket uuid, patterns text[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = 'public', 'pg_temp'
AS $$
DECLARE
  -- One LIKE a pattern: no index serves LIKE ALL.
  every_pattern text := (SELECT string_agg(format('sort_title LIKE ($2)[%s]', at), ' AND ')
    FROM generate_subscripts(patterns, 1) AS at);
BEGIN
  IF bucket NOT IN (SELECT readable_buckets()) THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE 'SELECT id FROM movies WHERE bucket_id = $1 AND deleted_at IS NULL AND ' || coalesce(every_pattern, 'true') || ' LIMIT $3'
    USING bucket, patterns, most;
END $$;
--> statement-breakpoint

-- The signed-in user of a session, by the hash of its token; nothing when it is unknown or over.
CREATE FUNCTION session_actor(hash text)
RETURNS TABLE (session_id uuid, user_id uuid, name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT s.id, u.id, u.name, u.email
  FROM public.sessions s JOIN public.users u ON u.id = s.user_id
  WHERE s.token_hash = hash AND s.expires > now()
$$;
--> statement-breakpoint

-- Counts one request; returns 0, or the seconds to wait when there were more than `most` in the window.
CREATE FUNCTION take_rate_limit(for_key text, most integer, window_seconds integer) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  INSERT INTO public.rate_limits AS r (key, window_start, count) VALUES (for_key, now(), 1)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN r.window_start <= now() - make_interval(secs => window_seconds) THEN 1 ELSE r.count + 1 END,
    window_start = CASE WHEN r.window_start <= now() - make_interval(secs => window_seconds) THEN now() ELSE r.window_start END
  RETURNING CASE WHEN count <= most THEN 0
    ELSE greatest(1, ceil(extract(epoch FROM window_start + make_interval(secs => window_seconds) - now())))::integer END
$$;
--> statement-breakpoint

-- What is over: trash after 30 days, changes after 90, sessions past their end, rate-limit windows of yesterday.
CREATE FUNCTION purge_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  DELETE FROM public.movies WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movie_changes WHERE changed_at < now() - interval '90 days';
  DELETE FROM public.sessions WHERE expires < now();
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION actor_id(), my_groups(), bucket_roles(), readable_buckets(), writable_buckets(), owned_buckets(),
  search_movies(uuid, text[], integer), session_actor(text), take_rate_limit(text, integer, integer), purge_expired() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION actor_id(), my_groups(), bucket_roles(), readable_buckets(), writable_buckets(), owned_buckets(),
  search_movies(uuid, text[], integer) TO mb_app;
--> statement-breakpoint

ALTER TABLE users ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE buckets ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE groups ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE group_members ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE grants ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE movies ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE movie_changes ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;--> statement-breakpoint

GRANT SELECT, UPDATE, DELETE ON users TO mb_app;--> statement-breakpoint
CREATE POLICY self ON users TO mb_app USING (id = (SELECT actor_id()));--> statement-breakpoint
GRANT SELECT, DELETE ON accounts, sessions TO mb_app;--> statement-breakpoint
CREATE POLICY self ON accounts TO mb_app USING (user_id = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY self ON sessions TO mb_app USING (user_id = (SELECT actor_id()));--> statement-breakpoint

GRANT SELECT, INSERT, UPDATE, DELETE ON buckets TO mb_app;--> statement-breakpoint
CREATE POLICY read ON buckets FOR SELECT TO mb_app USING (id = ANY (ARRAY(SELECT readable_buckets())));--> statement-breakpoint
CREATE POLICY add ON buckets FOR INSERT TO mb_app WITH CHECK (owner_id = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY change ON buckets FOR UPDATE TO mb_app
  USING (owner_id = (SELECT actor_id())) WITH CHECK (owner_id = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY remove ON buckets FOR DELETE TO mb_app USING (owner_id = (SELECT actor_id()));--> statement-breakpoint

GRANT SELECT, INSERT, UPDATE, DELETE ON groups, group_members, grants TO mb_app;--> statement-breakpoint
CREATE POLICY read ON groups FOR SELECT TO mb_app USING (id = ANY (ARRAY(SELECT my_groups())));--> statement-breakpoint
CREATE POLICY own ON groups TO mb_app
  USING (owner_id = (SELECT actor_id())) WITH CHECK (owner_id = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY read ON group_members FOR SELECT TO mb_app USING (group_id = ANY (ARRAY(SELECT my_groups())));--> statement-breakpoint
CREATE POLICY leave ON group_members FOR DELETE TO mb_app USING (user_id = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY own ON group_members TO mb_app
  USING (EXISTS (SELECT FROM groups g WHERE g.id = group_id AND g.owner_id = (SELECT actor_id())))
  WITH CHECK (EXISTS (SELECT FROM groups g WHERE g.id = group_id AND g.owner_id = (SELECT actor_id())));--> statement-breakpoint
CREATE POLICY own ON grants TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT owned_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())));--> statement-breakpoint
CREATE POLICY mine ON grants FOR SELECT TO mb_app
  USING (user_id = (SELECT actor_id()) OR group_id = ANY (ARRAY(SELECT my_groups())));--> statement-breakpoint
CREATE POLICY leave ON grants FOR DELETE TO mb_app USING (user_id = (SELECT actor_id()));--> statement-breakpoint

-- The trash and the changes are for those who may write.
GRANT SELECT, INSERT, UPDATE, DELETE ON movies TO mb_app;--> statement-breakpoint
CREATE POLICY read ON movies FOR SELECT TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT readable_buckets()))
    AND (deleted_at IS NULL OR bucket_id = ANY (ARRAY(SELECT writable_buckets()))));--> statement-breakpoint
CREATE POLICY add ON movies FOR INSERT TO mb_app WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
CREATE POLICY change ON movies FOR UPDATE TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())))
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
CREATE POLICY remove ON movies FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint
GRANT SELECT, INSERT ON movie_changes TO mb_app;--> statement-breakpoint
CREATE POLICY write ON movie_changes TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT writable_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT writable_buckets())));--> statement-breakpoint

-- Signing in: makes people, their accounts and sessions, and everyone's first bucket; sees no movie.
GRANT SELECT, INSERT, UPDATE, DELETE ON users, accounts, sessions TO mb_auth;--> statement-breakpoint
CREATE POLICY sign_in ON users TO mb_auth USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY sign_in ON accounts TO mb_auth USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY sign_in ON sessions TO mb_auth USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT INSERT ON buckets TO mb_auth;--> statement-breakpoint
CREATE POLICY first_bucket ON buckets FOR INSERT TO mb_auth WITH CHECK (true);
