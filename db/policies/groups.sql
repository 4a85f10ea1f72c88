-- Transfers the user's own group to one of its members and says whether it did. Both are admins of it afterwards.
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
REVOKE EXECUTE ON FUNCTION hand_over_group(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hand_over_group(uuid, uuid) TO mb_app;

ALTER TABLE groups ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (name), DELETE ON groups TO mb_app;
CREATE POLICY read ON groups FOR SELECT TO mb_app USING (id = ANY (ARRAY(SELECT my_groups())));
CREATE POLICY add ON groups FOR INSERT TO mb_app WITH CHECK (owner_id = (SELECT actor_id()));
CREATE POLICY change ON groups FOR UPDATE TO mb_app
  USING (id = ANY (ARRAY(SELECT my_admin_groups()))) WITH CHECK (id = ANY (ARRAY(SELECT my_admin_groups())));
CREATE POLICY remove ON groups FOR DELETE TO mb_app USING (owner_id = (SELECT actor_id()));

ALTER TABLE group_members ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (role), DELETE ON group_members TO mb_app;
CREATE POLICY read ON group_members FOR SELECT TO mb_app USING (group_id = ANY (ARRAY(SELECT my_groups())));
-- People join a group only by accepting an invitation; the person who makes a group is its first admin.
CREATE POLICY found ON group_members FOR INSERT TO mb_app
  WITH CHECK (user_id = (SELECT actor_id()) AND EXISTS (SELECT FROM groups g WHERE g.id = group_id AND g.owner_id = (SELECT actor_id())));
-- Admins decide about members, and members leave as they like. But a group's owner stays in it, as an admin, until they
-- transfer or delete it, so that a group is never without one.
CREATE POLICY change ON group_members FOR UPDATE TO mb_app
  USING (group_id = ANY (ARRAY(SELECT my_admin_groups())) AND user_id <> (SELECT g.owner_id FROM groups g WHERE g.id = group_id))
  WITH CHECK (group_id = ANY (ARRAY(SELECT my_admin_groups())));
CREATE POLICY remove ON group_members FOR DELETE TO mb_app
  USING ((user_id = (SELECT actor_id()) OR group_id = ANY (ARRAY(SELECT my_admin_groups())))
    AND user_id <> (SELECT g.owner_id FROM groups g WHERE g.id = group_id));
