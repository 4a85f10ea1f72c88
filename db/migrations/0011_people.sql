CREATE TABLE "account_notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_notices_kind" CHECK ("account_notices"."kind" in ('account', 'token'))
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email" text;
--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "account_id" text;
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "confirmed_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "notices_seen_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "account_notices" ADD CONSTRAINT "account_notices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
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
GRANT UPDATE (notices_seen_at) ON sessions TO mb_app;
--> statement-breakpoint
ALTER TABLE account_notices ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON account_notices TO mb_app;
--> statement-breakpoint
CREATE POLICY self ON account_notices TO mb_app USING (user_id = (SELECT actor_id()));
--> statement-breakpoint
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
  DELETE FROM public.account_notices WHERE created_at < now() - interval '14 days';
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
  -- An expired token stays in the list for a while, so that the owner of a failing script finds out why.
  DELETE FROM public.api_tokens WHERE expires_at < now() - interval '30 days';
  DELETE FROM public.idempotency_keys WHERE created_at < now() - interval '24 hours';
$$;
