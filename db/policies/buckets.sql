-- The name of a bucket's owner, for those who have a role in it: people() for the one name that each page of it needs. A
-- visitor of its public page learns no name.
CREATE FUNCTION owner_name(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT u.name FROM public.buckets b JOIN public.users u ON u.id = b.owner_id
  WHERE b.id = bucket AND bucket IN (SELECT r.bucket_id FROM public.bucket_roles() r WHERE r.role > 'visitor')
$$;
REVOKE EXECUTE ON FUNCTION owner_name(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owner_name(uuid) TO mb_app;

-- The names of the owners of the buckets in which the user has a role, and which of them the user owns. A visitor of a public
-- page learns no owner.
CREATE FUNCTION bucket_owners() RETURNS TABLE (bucket_id uuid, own boolean, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT b.id, u.id = public.actor_id(), u.name FROM public.buckets b JOIN public.users u ON u.id = b.owner_id
  WHERE b.id IN (SELECT r.bucket_id FROM public.bucket_roles() r WHERE r.role > 'visitor')
$$;

-- The key of a bucket's public page, for its owner.
CREATE FUNCTION own_public_key(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT b.public_key FROM public.buckets b WHERE b.id = bucket AND b.owner_id = public.actor_id() $$;
REVOKE EXECUTE ON FUNCTION bucket_owners(), own_public_key(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bucket_owners(), own_public_key(uuid) TO mb_app;

ALTER TABLE buckets ENABLE ROW LEVEL SECURITY;
-- SELECT is on all columns for the release before alone, which read public_key and owner_id itself: everyone who reads a
-- bucket can by SQL. This one does without. The next release has
--   REVOKE SELECT ON buckets FROM mb_app;
--   GRANT SELECT (id, name, visibility, searchable, created_at, deleted_at) ON buckets TO mb_app;
-- which tests/integration/access/next-release.test.ts does already.
-- A policy does not compare a row's new values with its old ones, so the columns say what an update may change: ownership
-- passes only through accept_invitation().
GRANT SELECT, INSERT, UPDATE (name, visibility, public_key, searchable, deleted_at), DELETE ON buckets TO mb_app;
-- The owner still sees a bucket that lies in the trash, to restore it.
CREATE POLICY read ON buckets FOR SELECT TO mb_app
  USING (id = ANY (ARRAY(SELECT readable_buckets())) OR owner_id = (SELECT actor_id()));
CREATE POLICY add ON buckets FOR INSERT TO mb_app WITH CHECK (owner_id = (SELECT actor_id()));
CREATE POLICY change ON buckets FOR UPDATE TO mb_app
  USING (owner_id = (SELECT actor_id())) WITH CHECK (owner_id = (SELECT actor_id()));
CREATE POLICY remove ON buckets FOR DELETE TO mb_app USING (owner_id = (SELECT actor_id()));
