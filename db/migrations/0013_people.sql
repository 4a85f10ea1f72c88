CREATE TABLE "invitation_accounts" (
	"invitation_id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account_notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_notices_kind" CHECK ("account_notices"."kind" in ('account', 'token'))
);
--> statement-breakpoint
CREATE TABLE "removed_users" (
	"id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email" text;
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "confirmed_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "notices_seen_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "invitation_accounts" ADD CONSTRAINT "invitation_accounts_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "account_notices" ADD CONSTRAINT "account_notices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "invitation_accounts_account" ON "invitation_accounts" USING btree ("account_id");
--> statement-breakpoint
CREATE INDEX "account_notices_user" ON "account_notices" USING btree ("user_id","created_at");
--> statement-breakpoint
-- One account a provider: of several, the oldest stays. The others were ways in that Settings did not show; nobody can
-- sign in with them any more, and their owner connects the one they want in place of the one that stayed.
LOCK TABLE "accounts" IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
DELETE FROM "accounts" a USING "accounts" older WHERE older.user_id = a.user_id AND older.provider = a.provider
  AND (older.created_at, older.provider_account_id) < (a.created_at, a.provider_account_id);
--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_user_provider" ON "accounts" USING btree ("user_id","provider");
--> statement-breakpoint
DROP INDEX "accounts_user";
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION clean_name() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER clean_it BEFORE INSERT OR UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION clean_name();
--> statement-breakpoint
-- What providers gave before: cut, and without what nobody can see.
UPDATE "users" SET "name" = "name" WHERE "name" IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_name" CHECK (char_length("users"."name") between 1 and 50 and "users"."name" ~ '\S');
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_name_plain" CHECK ("users"."name" is nfc normalized and "users"."name" !~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]');
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION note_new_way_in() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER note_it AFTER INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION note_new_way_in();
--> statement-breakpoint
CREATE TRIGGER note_it AFTER INSERT ON api_tokens FOR EACH ROW EXECUTE FUNCTION note_new_way_in();
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION session_person(text) FROM PUBLIC;
--> statement-breakpoint
-- Deletes with a user what no foreign key leads to: invitations to them, and counts under their id. The purge then takes
-- their id out of other people's movies, which may be many.
CREATE FUNCTION forget_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.invitations i WHERE i.email = OLD.email AND OLD.email_verified IS NOT NULL
    OR i.id IN (SELECT x.invitation_id FROM public.invitation_accounts x
      JOIN public.accounts a ON a.provider = 'github' AND a.provider_account_id = x.account_id WHERE a.user_id = OLD.id);
  DELETE FROM public.rate_limits WHERE position(OLD.id::text IN key) > 0;
  INSERT INTO public.removed_users (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
  RETURN OLD;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION forget_user() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER forget_it BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION forget_user();
--> statement-breakpoint
ALTER TABLE removed_users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT UPDATE (notices_seen_at) ON sessions TO mb_app;
--> statement-breakpoint
-- Nobody takes a notice away: a session that dismisses it leaves it to the others.
ALTER TABLE account_notices ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON account_notices TO mb_app;
--> statement-breakpoint
CREATE POLICY self ON account_notices TO mb_app USING (user_id = (SELECT actor_id()));
--> statement-breakpoint
-- Invitations that name the user by an address that a provider vouched for, or that are bound to their account at
-- GitHub. A login alone is not enough: it may be that of another person by now. No link is among them. An invitation
-- holds only while its sender may still invite there: nothing outlives the sender's own access.
CREATE OR REPLACE FUNCTION my_invitations()
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
        JOIN public.accounts a ON a.provider = 'github' AND a.provider_account_id = x.account_id
        WHERE a.user_id = public.actor_id()))
    AND NOT EXISTS (SELECT FROM public.blocks k WHERE k.user_id = public.actor_id() AND k.blocked_id = i.invited_by)
$$;
--> statement-breakpoint
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
--> statement-breakpoint
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
--> statement-breakpoint
-- Binds the invitations of a login to the account that has it at a sign-in, for good: a person who renames themselves
-- keeps them, and the next holder of the login gets none of them.
CREATE FUNCTION bind_invitations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  INSERT INTO public.invitation_accounts (invitation_id, account_id)
    SELECT i.id, NEW.provider_account_id FROM public.invitations i WHERE i.login = NEW.login
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION bind_invitations() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER bind_it AFTER INSERT OR UPDATE OF login ON accounts FOR EACH ROW
  WHEN (NEW.provider = 'github' AND NEW.login IS NOT NULL) EXECUTE FUNCTION bind_invitations();
--> statement-breakpoint
-- Whether the holder of an address has blocked a person, who gets no mail to them through. Called by the owner of the
-- database only: it would tell an inviter who has an account and who blocks them.
CREATE FUNCTION is_blocked(inviter uuid, address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM public.blocks k JOIN public.users u ON u.id = k.user_id
    WHERE k.blocked_id = inviter AND u.email = address AND u.email_verified IS NOT NULL)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION is_blocked(uuid, text) FROM PUBLIC;
--> statement-breakpoint
-- Accepts an invitation that names the user, or with a link's token that link. Returns what it opened; nothing if it is
-- not there any more. It never lowers a role the user has, and a link that gives nothing new is not used up. The role
-- `owner` transfers the bucket: its former owner stays as an editor, all its other invitations end, and the addresses
-- and logins that the former owner typed are forgotten.
CREATE OR REPLACE FUNCTION accept_invitation(invitation uuid, hash text) RETURNS TABLE (bucket_id uuid, group_id uuid)
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION received_invitations(), login_is_invited() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION received_invitations(), login_is_invited() TO mb_app;
--> statement-breakpoint
-- Which account an invitation found is for no request to read: it tells whether a person exists.
ALTER TABLE invitation_accounts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The name of a bucket's owner, for those who have a role in it: people() for the one name that each page of it needs. A
-- visitor of its public page learns no name.
CREATE OR REPLACE FUNCTION owner_name(bucket uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT u.name FROM public.buckets b JOIN public.users u ON u.id = b.owner_id
  WHERE b.id = bucket AND bucket IN (SELECT r.bucket_id FROM public.bucket_roles() r WHERE r.role > 'visitor')
$$;
--> statement-breakpoint
-- Takes the ids of deleted users out of movies, histories and imports of other people.
CREATE FUNCTION forget_removed_users() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  gone uuid[] := (SELECT array_agg(r.id) FROM public.removed_users r);
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  IF gone IS NULL THEN RETURN; END IF;
  UPDATE public.movies SET created_by = CASE WHEN created_by = ANY (gone) THEN nobody ELSE created_by END,
    updated_by = CASE WHEN updated_by = ANY (gone) THEN nobody ELSE updated_by END,
    deleted_by = CASE WHEN deleted_by = ANY (gone) THEN nobody ELSE deleted_by END
    WHERE created_by = ANY (gone) OR updated_by = ANY (gone) OR deleted_by = ANY (gone);
  UPDATE public.movie_changes SET changed_by = nobody WHERE changed_by = ANY (gone);
  UPDATE public.imports SET created_by = nobody WHERE created_by = ANY (gone);
  DELETE FROM public.removed_users WHERE id = ANY (gone);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION forget_removed_users() FROM PUBLIC;
--> statement-breakpoint
-- Deletes what is past its time. Called by the owner of the database, from time to time.
CREATE OR REPLACE FUNCTION purge_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  -- The trash, after 30 days.
  DELETE FROM public.buckets WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movies WHERE deleted_at < now() - interval '30 days';
  -- What Undo takes back, after 90 days, and the imports that made such changes.
  DELETE FROM public.movie_changes WHERE changed_at < now() - interval '90 days';
  -- An upload that broke off goes after a day, an import that waits for its owner after 14 days.
  DELETE FROM public.imports WHERE updated_at < now() - CASE state
    WHEN 'reading' THEN interval '1 day' WHEN 'staged' THEN interval '14 days' ELSE interval '90 days' END;
  DELETE FROM public.import_mappings WHERE updated_at < now() - interval '1 year';
  DELETE FROM public.invitations WHERE expires_at < now() OR uses_left = 0;
  DELETE FROM public.sessions WHERE expires < now();
  SELECT public.forget_removed_users();
  DELETE FROM public.account_notices WHERE created_at < now() - interval '14 days';
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
  -- An expired token stays in the list for a while, so that the owner of a failing script finds out why.
  DELETE FROM public.api_tokens WHERE expires_at < now() - interval '30 days';
  DELETE FROM public.idempotency_keys WHERE created_at < now() - interval '24 hours';
$$;
