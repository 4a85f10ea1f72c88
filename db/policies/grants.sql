-- Every person a bucket reaches, once for each way: as its owner, by a grant, through a group. For its owner only.
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
REVOKE EXECUTE ON FUNCTION bucket_people(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bucket_people(uuid) TO mb_app;

ALTER TABLE grants ENABLE ROW LEVEL SECURITY;
-- The new values of an update meet the same policies, so an update cannot give a grant to a different person or group.
GRANT SELECT, INSERT, UPDATE (role, label), DELETE ON grants TO mb_app;
CREATE POLICY read ON grants FOR SELECT TO mb_app USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())));
CREATE POLICY mine ON grants FOR SELECT TO mb_app
  USING (user_id = (SELECT actor_id()) OR group_id = ANY (ARRAY(SELECT my_groups())));
-- An owner grants a bucket to a group they are in. A person gets a grant only by accepting an invitation.
CREATE POLICY add ON grants FOR INSERT TO mb_app
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())) AND group_id = ANY (ARRAY(SELECT my_groups())));
CREATE POLICY change ON grants FOR UPDATE TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT owned_buckets()))) WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())));
CREATE POLICY remove ON grants FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())));
CREATE POLICY leave ON grants FOR DELETE TO mb_app USING (user_id = (SELECT actor_id()));
