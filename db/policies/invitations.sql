-- Invitations that name the user by an address that a provider vouched for, or that are bound to their account at
-- GitHub. A login alone is not enough: it may be that of another person by now. No link is among them. An invitation
-- holds only while its sender may still invite there: nothing outlives the sender's own access.
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
      OR i.id IN (SELECT x.invitation_id FROM public.invitation_accounts x
        JOIN public.accounts a ON a.provider = 'github' AND a.issuer = x.issuer AND a.provider_account_id = x.account_id
        WHERE a.user_id = public.actor_id()))
    AND NOT EXISTS (SELECT FROM public.blocks k WHERE k.user_id = public.actor_id() AND k.blocked_id = i.invited_by)
$$;

-- The same with the address or login each was sent to, the user's login at GitHub as of now, and the inviter's verified
-- address, by which the user can tell who invites them: a name says nothing.
CREATE FUNCTION received_invitations()
RETURNS TABLE (id uuid, bucket_id uuid, group_id uuid, place text, role text, invited_by uuid, inviter text, expires_at timestamptz,
  email text, login text, my_login text, inviter_email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT m.*, i.email, i.login,
    (SELECT a.login FROM public.accounts a WHERE a.user_id = public.actor_id() AND a.provider = 'github'),
    (SELECT u.email FROM public.users u WHERE u.id = m.invited_by AND u.email_verified IS NOT NULL)
  FROM public.my_invitations() m JOIN public.invitations i ON i.id = m.id
$$;

-- Whether an invitation waits for the login that the user had at GitHub at their last sign-in. It is theirs, and shown,
-- once they sign in and still have it.
CREATE FUNCTION login_is_invited() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM public.invitations i JOIN public.accounts a ON a.provider = 'github' AND a.login = i.login
    WHERE a.user_id = public.actor_id() AND i.expires_at > now() AND i.invited_by <> public.actor_id()
      AND NOT EXISTS (SELECT FROM public.invitation_accounts x WHERE x.invitation_id = i.id)
      AND NOT EXISTS (SELECT FROM public.blocks k WHERE k.user_id = public.actor_id() AND k.blocked_id = i.invited_by))
$$;

-- Whether an invitation waits for a person who has no account here yet: by address, by login at GitHub, or by a link.
CREATE FUNCTION newcomer_is_invited(address text, github_login text, link_hash text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM public.invitations i
    WHERE i.expires_at > now() AND (i.uses_left IS NULL OR i.uses_left > 0)
      AND (i.email = address OR i.login = github_login OR i.token_hash = link_hash)
      AND NOT EXISTS (SELECT FROM public.invitation_accounts x WHERE x.invitation_id = i.id))
$$;

-- Binds the invitations of a login to the account that has it at a sign-in, for good: a person who renames themselves
-- keeps them, and the next holder of the login gets none of them.
CREATE FUNCTION bind_invitations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  INSERT INTO public.invitation_accounts (invitation_id, account_id, issuer)
    SELECT i.id, NEW.provider_account_id, NEW.issuer FROM public.invitations i WHERE i.login = NEW.login
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION bind_invitations() FROM PUBLIC;
CREATE TRIGGER bind_it AFTER INSERT OR UPDATE OF login ON accounts FOR EACH ROW
  WHEN (NEW.provider = 'github' AND NEW.login IS NOT NULL) EXECUTE FUNCTION bind_invitations();

-- Whether the holder of an address has blocked a person, who gets no mail to them through. Called by the owner of the
-- database only: it would tell an inviter who has an account and who blocks them.
CREATE FUNCTION is_blocked(inviter uuid, address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM public.blocks k JOIN public.users u ON u.id = k.user_id
    WHERE k.blocked_id = inviter AND u.email = address AND u.email_verified IS NOT NULL)
$$;
REVOKE EXECUTE ON FUNCTION is_blocked(uuid, text) FROM PUBLIC;

-- What a link gives to the holder of its token; nothing when it is unknown, over or used up.
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

-- Accepts an invitation that names the user, or with a link's token that link. Returns what it opened; nothing if it is
-- not there any more. It never lowers a role the user has, and a link that gives nothing new is not used up. The role
-- `owner` transfers the bucket: its former owner stays as an editor, all its other invitations end, and the addresses
-- and logins that the former owner typed are forgotten.
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
    -- Only the owner of this moment can give it away, and only to a person they named.
    IF former IS DISTINCT FROM i.invited_by OR i.token_hash IS NOT NULL THEN RETURN; END IF;
    DELETE FROM public.grants WHERE bucket_id = i.bucket_id AND user_id IN (me, former);
    UPDATE public.grants SET label = NULL WHERE bucket_id = i.bucket_id AND label IS NOT NULL;
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

-- Declines an invitation that names the user and says whether there was one.
CREATE FUNCTION decline_invitation(invitation uuid) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  WITH declined AS (
    DELETE FROM public.invitations WHERE id IN (SELECT m.id FROM public.my_invitations() m WHERE m.id = invitation) RETURNING 1
  )
  SELECT EXISTS (SELECT FROM declined)
$$;

REVOKE EXECUTE ON FUNCTION received_invitations(), login_is_invited() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION received_invitations(), login_is_invited() TO mb_app;
REVOKE EXECUTE ON FUNCTION newcomer_is_invited(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION newcomer_is_invited(text, text, text) TO mb_auth;
REVOKE EXECUTE ON FUNCTION my_invitations(), invitation_by_link(text), accept_invitation(uuid, text),
  decline_invitation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_invitations(), invitation_by_link(text), accept_invitation(uuid, text),
  decline_invitation(uuid) TO mb_app;

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (role, expires_at, uses_left), DELETE ON invitations TO mb_app;
CREATE POLICY of_my_buckets ON invitations TO mb_app
  USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())))
  WITH CHECK (bucket_id = ANY (ARRAY(SELECT owned_buckets())) AND invited_by = (SELECT actor_id()));
CREATE POLICY of_my_groups ON invitations TO mb_app
  USING (group_id = ANY (ARRAY(SELECT my_admin_groups())))
  WITH CHECK (group_id = ANY (ARRAY(SELECT my_admin_groups())) AND invited_by = (SELECT actor_id()));

-- Which account an invitation found is for no request to read: it tells whether a person exists.
ALTER TABLE invitation_accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE blocks ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON blocks TO mb_app;
CREATE POLICY mine ON blocks TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));
