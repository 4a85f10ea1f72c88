-- The signed-in user of a session, by the hash of its token; nothing when it is unknown or over. `confirmed_at` is when
-- they last signed in, `notices` whether some wait that this session has not dismissed. Called by the owner of the
-- database, before there is a user.
CREATE FUNCTION session_person(hash text)
RETURNS TABLE (session_id uuid, user_id uuid, name text, email text, confirmed_at timestamptz, notices boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT s.id, u.id, u.name, u.email, coalesce(s.confirmed_at, s.created_at), EXISTS (
    SELECT FROM public.account_notices n WHERE n.user_id = u.id AND n.created_at > now() - interval '14 days'
      AND n.created_at > coalesce(s.notices_seen_at, '-infinity'))
  FROM public.sessions s JOIN public.users u ON u.id = s.user_id
  WHERE s.token_hash = hash AND s.expires > now()
$$;
REVOKE EXECUTE ON FUNCTION session_person(text) FROM PUBLIC;

-- The same as the release before asks for it, which serves while this one starts.
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

-- A provider gives a name of any kind. The app cleans it before it is stored; this does the same for the release before.
CREATE FUNCTION clean_name() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  NEW.name := btrim(left(btrim(normalize(regexp_replace(NEW.name,
    '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+', ' ', 'g'), NFC)), 50));
  IF NEW.name !~ '\S' THEN NEW.name := NULL; END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION clean_name() FROM PUBLIC;
CREATE TRIGGER clean_it BEFORE INSERT OR UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION clean_name();

-- Notes each new account and token of a user, whatever made it, for the notice on their next screens. The account that
-- comes with the user in one transaction is no news.
CREATE FUNCTION note_new_way_in() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  IF TG_TABLE_NAME = 'api_tokens' THEN
    INSERT INTO public.account_notices (user_id, kind, what) VALUES (NEW.user_id, 'token', NEW.name);
  ELSIF NOT EXISTS (SELECT FROM public.users u WHERE u.id = NEW.user_id AND u.created_at = now()::timestamptz(3)) THEN
    INSERT INTO public.account_notices (user_id, kind, what) VALUES (NEW.user_id, 'account', NEW.provider);
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_new_way_in() FROM PUBLIC;
CREATE TRIGGER note_it AFTER INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION note_new_way_in();
CREATE TRIGGER note_it AFTER INSERT ON api_tokens FOR EACH ROW EXECUTE FUNCTION note_new_way_in();

-- Says whose the accounts of a provider are that the release before stored without an issuer: those of the issuer that is
-- configured (`present`; `unknown` where none is) when this runs for the first time, and never again. Then it hands the
-- accounts of an issuer that the operator says has moved (`former`) to the present one. Called by the owner of the
-- database only.
CREATE FUNCTION settle_issuer(provider text, present text, former text) RETURNS void
LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE first text;
BEGIN
  INSERT INTO public.provider_issuers VALUES (settle_issuer.provider, present) ON CONFLICT DO NOTHING;
  SELECT p.issuer INTO first FROM public.provider_issuers p WHERE p.provider = settle_issuer.provider;
  UPDATE public.accounts a SET issuer = first WHERE a.provider = settle_issuer.provider AND a.issuer = '';
  UPDATE public.invitation_accounts x SET issuer = first WHERE x.issuer = '' AND settle_issuer.provider = 'github';
  IF present = 'unknown' THEN RETURN; END IF;
  UPDATE public.invitation_accounts x SET issuer = present
    WHERE x.issuer = former AND settle_issuer.provider = 'github';
  UPDATE public.accounts a SET issuer = present WHERE a.provider = settle_issuer.provider AND a.issuer = former
    AND NOT EXISTS (SELECT FROM public.accounts b WHERE b.provider = a.provider AND b.issuer = present
      AND b.provider_account_id = a.provider_account_id);
END $$;
REVOKE EXECUTE ON FUNCTION settle_issuer(text, text, text) FROM PUBLIC;

-- The release before, which serves while this one starts, stores accounts without an issuer.
CREATE FUNCTION fill_issuer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  NEW.issuer := coalesce((SELECT p.issuer FROM public.provider_issuers p WHERE p.provider = NEW.provider), '');
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION fill_issuer() FROM PUBLIC;
CREATE TRIGGER fill_it BEFORE INSERT ON accounts FOR EACH ROW WHEN (NEW.issuer = '') EXECUTE FUNCTION fill_issuer();

ALTER TABLE provider_issuers ENABLE ROW LEVEL SECURITY;

-- Deletes with a user what no foreign key leads to: invitations to them, and counts under their id. The purge then takes
-- their id out of other people's movies, which may be many.
CREATE FUNCTION forget_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.invitations i WHERE i.email = OLD.email AND OLD.email_verified IS NOT NULL
    OR i.id IN (SELECT x.invitation_id FROM public.invitation_accounts x
      JOIN public.accounts a ON a.provider = 'github' AND a.issuer = x.issuer AND a.provider_account_id = x.account_id WHERE a.user_id = OLD.id);
  DELETE FROM public.rate_limits WHERE position(OLD.id::text IN key) > 0;
  INSERT INTO public.removed_users (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
  RETURN OLD;
END $$;
REVOKE EXECUTE ON FUNCTION forget_user() FROM PUBLIC;
CREATE TRIGGER forget_it BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION forget_user();

ALTER TABLE removed_users ENABLE ROW LEVEL SECURITY;

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
-- Invitations find people by their verified address, so a request cannot change it.
GRANT SELECT, UPDATE (name, image), DELETE ON users TO mb_app;
CREATE POLICY self ON users TO mb_app USING (id = (SELECT actor_id()));

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE ON accounts TO mb_app;
CREATE POLICY self ON accounts TO mb_app USING (user_id = (SELECT actor_id()));

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE (notices_seen_at), DELETE ON sessions TO mb_app;
CREATE POLICY self ON sessions TO mb_app USING (user_id = (SELECT actor_id()));

-- Nobody takes a notice away: a session that dismisses it leaves it to the others.
ALTER TABLE account_notices ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON account_notices TO mb_app;
CREATE POLICY self ON account_notices TO mb_app USING (user_id = (SELECT actor_id()));

-- Signing in makes people, their accounts and sessions, and each person's first bucket; it sees no movie.
GRANT SELECT, INSERT, UPDATE, DELETE ON users, accounts, sessions TO mb_auth;
CREATE POLICY sign_in ON users TO mb_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON accounts TO mb_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON sessions TO mb_auth USING (true) WITH CHECK (true);
GRANT INSERT ON buckets TO mb_auth;
CREATE POLICY first_bucket ON buckets FOR INSERT TO mb_auth WITH CHECK (true);
