-- A bucket in the trash is nobody's but its owner's, and not even theirs to read: only to restore.
-- A visitor comes by the public page's key, not by the bucket's id, so a new key shuts the old page at once.
CREATE OR REPLACE FUNCTION bucket_roles() RETURNS TABLE (bucket_id uuid, role public.bucket_role)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT id, 'owner'::public.bucket_role FROM public.buckets WHERE owner_id = public.actor_id() AND deleted_at IS NULL
  UNION ALL
  SELECT g.bucket_id, g.role FROM public.grants g
    JOIN public.buckets b ON b.id = g.bucket_id AND b.deleted_at IS NULL
    WHERE g.user_id = public.actor_id()
  UNION ALL
  SELECT g.bucket_id, g.role FROM public.group_members m
    JOIN public.grants g ON g.group_id = m.group_id
    JOIN public.buckets b ON b.id = g.bucket_id AND b.deleted_at IS NULL
    WHERE m.user_id = public.actor_id()
  UNION ALL
  SELECT id, 'visitor' FROM public.buckets
    WHERE public_key = nullif(current_setting('mb.open_key', true), '') AND visibility = 'everyone' AND deleted_at IS NULL
$$;
--> statement-breakpoint
CREATE FUNCTION my_admin_groups() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT id FROM public.groups WHERE owner_id = public.actor_id()
  UNION
  SELECT group_id FROM public.group_members WHERE user_id = public.actor_id() AND role = 'admin'
$$;
--> statement-breakpoint

-- The names of people one has to do with: oneself, owners and editors of buckets one reads, people one's own
-- buckets are shared with, members of one's groups, whom one has blocked. Names only: an address is never anybody else's to see.
CREATE FUNCTION people() RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT u.id, u.name FROM public.users u WHERE u.id IN (
    SELECT public.actor_id()
    UNION SELECT b.owner_id FROM public.buckets b WHERE b.id IN (SELECT public.readable_buckets())
    UNION SELECT g.user_id FROM public.grants g WHERE g.bucket_id IN (SELECT public.writable_buckets())
    UNION SELECT m.user_id FROM public.grants g JOIN public.group_members m ON m.group_id = g.group_id
      WHERE g.bucket_id IN (SELECT public.writable_buckets())
    UNION SELECT m.user_id FROM public.group_members m WHERE m.group_id IN (SELECT public.my_groups())
    UNION SELECT g.owner_id FROM public.groups g WHERE g.id IN (SELECT public.my_groups())
    UNION SELECT k.blocked_id FROM public.blocks k WHERE k.user_id = public.actor_id()
  )
$$;
--> statement-breakpoint

-- The name of a bucket's owner for who may read it: people() for the one name that every page of it needs.
CREATE FUNCTION owner_name(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT u.name FROM public.buckets b JOIN public.users u ON u.id = b.owner_id
  WHERE b.id = bucket AND bucket IN (SELECT public.readable_buckets())
$$;
--> statement-breakpoint

-- Everybody whom an owner's bucket reaches, once for each way: as its owner, by grant, through a group.
CREATE FUNCTION bucket_people(bucket uuid)
RETURNS TABLE (user_id uuid, name text, role public.bucket_role, grant_id uuid, group_id uuid, group_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT w.* FROM (
    SELECT u.id, u.name, 'owner'::public.bucket_role, NULL::uuid, NULL::uuid, NULL::text
      FROM public.buckets b JOIN public.users u ON u.id = b.owner_id WHERE b.id = bucket
    UNION ALL
    SELECT u.id, u.name, g.role, g.id, NULL, NULL
      FROM public.grants g JOIN public.users u ON u.id = g.user_id WHERE g.bucket_id = bucket
    UNION ALL
    SELECT u.id, u.name, g.role, g.id, gr.id, gr.name
      FROM public.grants g
      JOIN public.groups gr ON gr.id = g.group_id
      JOIN public.group_members m ON m.group_id = gr.id
      JOIN public.users u ON u.id = m.user_id
      WHERE g.bucket_id = bucket
  ) w WHERE bucket IN (SELECT public.owned_buckets())
$$;
--> statement-breakpoint

-- Invitations that name the reader by an address or a login that a provider vouched for. No link is among them.
-- An invitation holds only while whoever sent it may still invite there: no key survives them.
CREATE FUNCTION my_invitations()
RETURNS TABLE (id uuid, bucket_id uuid, group_id uuid, place text, role text, invited_by uuid, inviter text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT i.id, i.bucket_id, i.group_id, coalesce(b.name, g.name), i.role, i.invited_by, u.name, i.expires_at
  FROM public.invitations i
  JOIN public.users u ON u.id = i.invited_by
  LEFT JOIN public.buckets b ON b.id = i.bucket_id
  LEFT JOIN public.groups g ON g.id = i.group_id
  WHERE i.expires_at > now() AND b.deleted_at IS NULL AND i.invited_by <> public.actor_id()
    AND (i.invited_by IN (b.owner_id, g.owner_id) OR EXISTS (
      SELECT FROM public.group_members m WHERE m.group_id = i.group_id AND m.user_id = i.invited_by AND m.role = 'admin'))
    AND (i.email = (SELECT me.email FROM public.users me WHERE me.id = public.actor_id() AND me.email_verified IS NOT NULL)
      OR i.login IN (SELECT a.login FROM public.accounts a WHERE a.user_id = public.actor_id() AND a.provider = 'github'))
    AND NOT EXISTS (SELECT FROM public.blocks k WHERE k.user_id = public.actor_id() AND k.blocked_id = i.invited_by)
$$;
--> statement-breakpoint
-- What a link offers to whoever holds its token; nothing when it is unknown, over or used up.
CREATE FUNCTION invitation_by_link(hash text)
RETURNS TABLE (id uuid, bucket_id uuid, group_id uuid, place text, role text, invited_by uuid, inviter text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT i.id, i.bucket_id, i.group_id, coalesce(b.name, g.name), i.role, i.invited_by, u.name, i.expires_at
  FROM public.invitations i
  JOIN public.users u ON u.id = i.invited_by
  LEFT JOIN public.buckets b ON b.id = i.bucket_id
  LEFT JOIN public.groups g ON g.id = i.group_id
  WHERE i.token_hash = hash AND i.expires_at > now() AND b.deleted_at IS NULL AND i.uses_left IS DISTINCT FROM 0
    AND (i.invited_by IN (b.owner_id, g.owner_id) OR EXISTS (
      SELECT FROM public.group_members m WHERE m.group_id = i.group_id AND m.user_id = i.invited_by AND m.role = 'admin'))
$$;
--> statement-breakpoint
-- Accepts an invitation of one's own, or with a link's token that one. Returns what it opened; nothing if it is
-- not there any more. A role one has already is never lowered, and a link that gives nothing new is not used up.
-- The role `owner` hands the bucket over: its former owner stays on as an editor, and what they offered is off.
CREATE FUNCTION accept_invitation(invitation uuid, hash text) RETURNS TABLE (bucket_id uuid, group_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
  me uuid := public.actor_id();
  i public.invitations%ROWTYPE;
  former uuid;
BEGIN
  -- Locked first: of two uses of a link that allows one, the second finds none left.
  SELECT * INTO i FROM public.invitations WHERE id = invitation FOR UPDATE;
  IF NOT FOUND OR me IS NULL OR me = i.invited_by OR NOT EXISTS (
    SELECT FROM public.my_invitations() m WHERE m.id = i.id AND i.token_hash IS NULL
    UNION ALL
    SELECT FROM public.invitation_by_link(hash) l WHERE l.id = i.id
  ) THEN
    RETURN;
  END IF;

  IF i.role = 'owner' THEN
    SELECT owner_id INTO former FROM public.buckets WHERE id = i.bucket_id AND deleted_at IS NULL FOR UPDATE;
    -- Only the owner of this moment can give it away, and only to somebody they named.
    IF former IS DISTINCT FROM i.invited_by OR i.token_hash IS NOT NULL THEN RETURN; END IF;
    DELETE FROM public.grants WHERE bucket_id = i.bucket_id AND user_id IN (me, former);
    INSERT INTO public.grants (bucket_id, id, user_id, role) VALUES (i.bucket_id, i.id, former, 'editor');
    UPDATE public.buckets SET owner_id = me WHERE id = i.bucket_id;
    DELETE FROM public.invitations WHERE bucket_id = i.bucket_id;
  ELSIF i.bucket_id IS NOT NULL THEN
    IF NOT EXISTS (
      SELECT FROM public.buckets WHERE id = i.bucket_id AND owner_id = me
      UNION ALL
      SELECT FROM public.grants WHERE bucket_id = i.bucket_id AND user_id = me AND role >= i.role::public.bucket_role
    ) THEN
      INSERT INTO public.grants AS g (bucket_id, id, user_id, role, label)
      VALUES (i.bucket_id, gen_random_uuid(), me, i.role::public.bucket_role, coalesce(i.email, i.login))
      ON CONFLICT (bucket_id, user_id) WHERE user_id IS NOT NULL
      DO UPDATE SET role = greatest(g.role, excluded.role), label = coalesce(g.label, excluded.label);
      UPDATE public.invitations SET uses_left = uses_left - 1 WHERE id = i.id;
    END IF;
  ELSIF NOT EXISTS (
    SELECT FROM public.group_members WHERE group_id = i.group_id AND user_id = me AND (role = 'admin' OR i.role = 'member')
  ) THEN
    INSERT INTO public.group_members AS m (group_id, user_id, role) VALUES (i.group_id, me, i.role)
    ON CONFLICT (group_id, user_id)
    DO UPDATE SET role = CASE WHEN 'admin' IN (m.role, excluded.role) THEN 'admin' ELSE 'member' END;
    UPDATE public.invitations SET uses_left = uses_left - 1 WHERE id = i.id;
  END IF;

  DELETE FROM public.invitations WHERE id = i.id AND token_hash IS NULL;
  RETURN QUERY SELECT i.bucket_id, i.group_id;
END $$;
--> statement-breakpoint
-- Declines one's own invitation; whether there was one.
CREATE FUNCTION decline_invitation(invitation uuid) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  WITH declined AS (
    DELETE FROM public.invitations WHERE id IN (SELECT m.id FROM public.my_invitations() m WHERE m.id = invitation) RETURNING 1
  )
  SELECT EXISTS (SELECT FROM declined)
$$;
--> statement-breakpoint
-- Ids of up to `most` live movies in whose titles every pattern occurs, in all buckets one owns or was given; as
-- search_movies() outside the policies, for the trigram index, one bucket after the other. One LIKE a pattern: no
-- index serves LIKE ALL.
CREATE FUNCTION search_all_movies(patterns text[], most integer) RETURNS TABLE (bucket_id uuid, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = 'public', 'pg_temp'
AS $$
DECLARE
  matches text := (SELECT string_agg(format('m.sort_title LIKE ($1)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
BEGIN
  IF matches IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT f.bucket_id, f.id FROM (SELECT DISTINCT r.bucket_id FROM bucket_roles() r) b
    CROSS JOIN LATERAL (SELECT m.bucket_id, m.id FROM movies m
      WHERE m.bucket_id = b.bucket_id AND m.deleted_at IS NULL AND ' || matches || ' LIMIT $2) f LIMIT $2'
    USING patterns, most;
END $$;
--> statement-breakpoint
-- Gives one's own group to one of its members; whether it did. Both are admins of it then.
CREATE FUNCTION hand_over_group(the_group uuid, to_member uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  me uuid := public.actor_id();
BEGIN
  UPDATE public.groups g SET owner_id = to_member WHERE g.id = the_group AND g.owner_id = me
    AND EXISTS (SELECT FROM public.group_members m WHERE m.group_id = the_group AND m.user_id = to_member);
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.group_members (group_id, user_id, role)
    SELECT the_group, unnest(ARRAY[to_member, me]), 'admin'
    ON CONFLICT (group_id, user_id) DO UPDATE SET role = 'admin';
  RETURN true;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION purge_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  DELETE FROM public.buckets WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movies WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movie_changes WHERE changed_at < now() - interval '90 days';
  DELETE FROM public.invitations WHERE expires_at < now() OR uses_left = 0;
  DELETE FROM public.sessions WHERE expires < now();
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION my_admin_groups(), people(), owner_name(uuid), bucket_people(uuid), my_invitations(), invitation_by_link(text),
  accept_invitation(uuid, text), decline_invitation(uuid), hand_over_group(uuid, uuid), search_all_movies(text[], integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION my_admin_groups(), people(), owner_name(uuid), bucket_people(uuid), my_invitations(), invitation_by_link(text),
  accept_invitation(uuid, text), decline_invitation(uuid), hand_over_group(uuid, uuid), search_all_movies(text[], integer) TO mb_app;
--> statement-breakpoint

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE blocks ENABLE ROW LEVEL SECURITY;--> statement-breakpoint

-- The owner still sees a bucket that lies in the trash.
DROP POLICY read ON buckets;--> statement-breakpoint
CREATE POLICY read ON buckets FOR SELECT TO mb_app
  USING (id = ANY (ARRAY(SELECT readable_buckets())) OR owner_id = (SELECT actor_id()));--> statement-breakpoint

DROP POLICY own ON groups;--> statement-breakpoint
CREATE POLICY add ON groups FOR INSERT TO mb_app WITH CHECK (owner_id = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY change ON groups FOR UPDATE TO mb_app
  USING (id = ANY (ARRAY(SELECT my_admin_groups()))) WITH CHECK (id = ANY (ARRAY(SELECT my_admin_groups())));--> statement-breakpoint
CREATE POLICY remove ON groups FOR DELETE TO mb_app USING (owner_id = (SELECT actor_id()));--> statement-breakpoint
-- Admins decide about members, and everybody leaves as they like; but a group's owner stays in it, an admin, until
-- they hand it over or dissolve it. So a group is never without one.
DROP POLICY own ON group_members;--> statement-breakpoint
DROP POLICY leave ON group_members;--> statement-breakpoint
CREATE POLICY change ON group_members FOR UPDATE TO mb_app
  USING (group_id = ANY (ARRAY(SELECT my_admin_groups())) AND user_id <> (SELECT g.owner_id FROM groups g WHERE g.id = group_id))
  WITH CHECK (group_id = ANY (ARRAY(SELECT my_admin_groups())));--> statement-breakpoint
CREATE POLICY remove ON group_members FOR DELETE TO mb_app
  USING ((user_id = (SELECT actor_id()) OR group_id = ANY (ARRAY(SELECT my_admin_groups())))
    AND user_id <> (SELECT g.owner_id FROM groups g WHERE g.id = group_id));--> statement-breakpoint
-- Nobody is put into a group: they accept. Whoever makes one is its first admin.
CREATE POLICY found ON group_members FOR INSERT TO mb_app
  WITH CHECK (user_id = (SELECT actor_id()) AND EXISTS (SELECT FROM groups g WHERE g.id = group_id AND g.owner_id = (SELECT actor_id())));--> statement-breakpoint

-- A bucket is granted to a group by its owner if they are in it, to a person only by their own acceptance.
DROP POLICY own ON grants;--> statement-breakpoint
CREATE POLICY read ON grants FOR SELECT TO mb_app USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())));--> statement-breakpoint
CREATE POLICY add ON grants FOR INSERT TO mb_app
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())) AND group_id = ANY (ARRAY(SELECT my_groups())));--> statement-breakpoint
CREATE POLICY change ON grants FOR UPDATE TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT owned_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())));--> statement-breakpoint
CREATE POLICY remove ON grants FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())));--> statement-breakpoint
-- A row's new values are held to this as well, so an update cannot put somebody else into it.
REVOKE UPDATE ON grants, group_members, groups, buckets FROM mb_app;--> statement-breakpoint
-- Invitations find people by their verified address, so that is not for a request to change.
REVOKE UPDATE ON users FROM mb_app;--> statement-breakpoint
GRANT UPDATE (name, image) ON users TO mb_app;--> statement-breakpoint
GRANT UPDATE (role, label) ON grants TO mb_app;--> statement-breakpoint
GRANT UPDATE (role) ON group_members TO mb_app;--> statement-breakpoint
GRANT UPDATE (name) ON groups TO mb_app;--> statement-breakpoint
GRANT UPDATE (name, visibility, public_key, searchable, deleted_at) ON buckets TO mb_app;--> statement-breakpoint

GRANT SELECT, INSERT, UPDATE (role, expires_at, uses_left), DELETE ON invitations TO mb_app;--> statement-breakpoint
CREATE POLICY of_my_buckets ON invitations TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())))
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())) AND invited_by = (SELECT actor_id()));--> statement-breakpoint
CREATE POLICY of_my_groups ON invitations TO mb_app
  USING (group_id = ANY (ARRAY(SELECT my_admin_groups())))
  WITH CHECK (group_id = ANY (ARRAY(SELECT my_admin_groups())) AND invited_by = (SELECT actor_id()));--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON blocks TO mb_app;--> statement-breakpoint
CREATE POLICY mine ON blocks TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));
