-- The second wall. Each request runs as a role that owns nothing, with the user's id as a setting, and the policies
-- decide. mb_app serves signed-in and public requests, mb_auth the sign-in flow, which has no user yet.
--
-- Row-level security is enabled, not forced: a SECURITY DEFINER function of the owner has to see past the policies
-- (forced, they call themselves), LIKE uses the trigram index only outside a policy's barrier, and pg_dump by an owner
-- who is no superuser has to see every row. The role switch in db/client.ts is the only way to a connection, and a
-- test holds it to that.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['mb_app', 'mb_auth'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- Roles belong to the whole server: another database of ours made it.
    END;
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO mb_app, mb_auth;

-- The signed-in user of this transaction; null for a visitor.
CREATE FUNCTION actor_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$ SELECT nullif(current_setting('mb.user_id', true), '')::uuid $$;

-- The groups that the user owns or belongs to.
CREATE FUNCTION my_groups() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT id FROM public.groups WHERE owner_id = public.actor_id()
  UNION
  SELECT group_id FROM public.group_members WHERE user_id = public.actor_id()
$$;

-- The groups that the user owns or administers.
CREATE FUNCTION my_admin_groups() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT id FROM public.groups WHERE owner_id = public.actor_id()
  UNION
  SELECT group_id FROM public.group_members WHERE user_id = public.actor_id() AND role = 'admin'
$$;

-- Who has which role where, stated once: owned, granted, granted through a group, and the one public bucket that this
-- request opens. A bucket in the trash gives no role, not even to its owner. A visitor comes by the public page's key
-- and not by the bucket's id, so a new key shuts the old page at once.
CREATE FUNCTION bucket_roles() RETURNS TABLE (bucket_id uuid, role public.bucket_role)
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

-- Policies ask for these as `bucket_id = ANY (ARRAY(SELECT readable_buckets()))`: an init plan, evaluated once and not
-- for each row.
CREATE FUNCTION readable_buckets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT bucket_id FROM public.bucket_roles() $$;

CREATE FUNCTION writable_buckets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT bucket_id FROM public.bucket_roles() WHERE role >= 'editor' $$;

-- Those in the trash are among them.
CREATE FUNCTION owned_buckets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT id FROM public.buckets WHERE owner_id = public.actor_id() $$;

REVOKE EXECUTE ON FUNCTION actor_id(), my_groups(), my_admin_groups(), bucket_roles(), readable_buckets(),
  writable_buckets(), owned_buckets() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION actor_id(), my_groups(), my_admin_groups(), bucket_roles(), readable_buckets(),
  writable_buckets(), owned_buckets() TO mb_app;
