-- The signed-in user of a session, by the hash of its token; nothing when it is unknown or over. Called by the owner of
-- the database, before there is a user.
CREATE FUNCTION session_actor(hash text)
RETURNS TABLE (session_id uuid, user_id uuid, name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT s.id, u.id, u.name, u.email
  FROM public.sessions s JOIN public.users u ON u.id = s.user_id
  WHERE s.token_hash = hash AND s.expires > now()
$$;
REVOKE EXECUTE ON FUNCTION session_actor(text) FROM PUBLIC;

-- The names of the people the user has to do with: the user, owners of buckets the user reads, editors of those the user
-- edits, people the user's own buckets reach, members of the user's groups, people the user blocked. Names only: an address is shown to
-- nobody but its owner.
CREATE FUNCTION people() RETURNS TABLE (id uuid, name text)
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
REVOKE EXECUTE ON FUNCTION people() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people() TO mb_app;

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- Invitations find people by their verified address, so a request cannot change it.
GRANT SELECT, UPDATE (name, image), DELETE ON users TO mb_app;
CREATE POLICY self ON users TO mb_app USING (id = (SELECT actor_id()));

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE ON accounts TO mb_app;
CREATE POLICY self ON accounts TO mb_app USING (user_id = (SELECT actor_id()));

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE ON sessions TO mb_app;
CREATE POLICY self ON sessions TO mb_app USING (user_id = (SELECT actor_id()));

-- Signing in makes people, their accounts and sessions, and each person's first bucket; it sees no movie.
GRANT SELECT, INSERT, UPDATE, DELETE ON users, accounts, sessions TO mb_auth;
CREATE POLICY sign_in ON users TO mb_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON accounts TO mb_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON sessions TO mb_auth USING (true) WITH CHECK (true);
GRANT INSERT ON buckets TO mb_auth;
CREATE POLICY first_bucket ON buckets FOR INSERT TO mb_auth WITH CHECK (true);
