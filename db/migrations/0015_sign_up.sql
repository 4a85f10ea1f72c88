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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION newcomer_is_invited(text, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION newcomer_is_invited(text, text, text) TO mb_auth;
