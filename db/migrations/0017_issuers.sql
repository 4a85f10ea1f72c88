CREATE TABLE "provider_issuers" (
	"provider" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invitation_accounts" ADD COLUMN "issuer" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "issuer" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_provider_provider_account_id_pk";
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_provider_issuer_provider_account_id_pk" PRIMARY KEY("provider","issuer","provider_account_id");
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION settle_issuer(text, text, text) FROM PUBLIC;
--> statement-breakpoint
-- The release before, which serves while this one starts, stores accounts without an issuer.
CREATE FUNCTION fill_issuer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  NEW.issuer := coalesce((SELECT p.issuer FROM public.provider_issuers p WHERE p.provider = NEW.provider), '');
  RETURN NEW;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION fill_issuer() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER fill_it BEFORE INSERT ON accounts FOR EACH ROW WHEN (NEW.issuer = '') EXECUTE FUNCTION fill_issuer();
--> statement-breakpoint
ALTER TABLE provider_issuers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION forget_user() RETURNS trigger
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
--> statement-breakpoint
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
        JOIN public.accounts a ON a.provider = 'github' AND a.issuer = x.issuer AND a.provider_account_id = x.account_id
        WHERE a.user_id = public.actor_id()))
    AND NOT EXISTS (SELECT FROM public.blocks k WHERE k.user_id = public.actor_id() AND k.blocked_id = i.invited_by)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION bind_invitations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
  INSERT INTO public.invitation_accounts (invitation_id, account_id, issuer)
    SELECT i.id, NEW.provider_account_id, NEW.issuer FROM public.invitations i WHERE i.login = NEW.login
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
