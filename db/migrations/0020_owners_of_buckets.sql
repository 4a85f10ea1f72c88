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
