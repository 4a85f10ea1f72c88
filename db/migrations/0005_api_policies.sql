-- One request to the API: whose token this is, and how many seconds they have to wait, having asked more than `most`
-- times in a minute. Nothing when the token is unknown, over or revoked.
CREATE FUNCTION take_api_request(hash text, most integer)
RETURNS TABLE (token_id uuid, user_id uuid, name text, scope text, wait integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
#variable_conflict use_column
DECLARE
  t public.api_tokens%ROWTYPE;
BEGIN
  SELECT * INTO t FROM public.api_tokens WHERE token_hash = hash AND expires_at > now();
  IF NOT FOUND THEN RETURN; END IF;
  -- A crash may forget a count or a time of use; waiting for the disk would cost every request more than its query.
  PERFORM set_config('synchronous_commit', 'off', true);
  IF t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute' THEN
    UPDATE public.api_tokens SET last_used_at = now() WHERE id = t.id;
  END IF;
  RETURN QUERY SELECT t.id, t.user_id, u.name, t.scope, public.take_rate_limit('api:' || t.user_id, most, 60)
    FROM public.users u WHERE u.id = t.user_id;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION purge_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
  DELETE FROM public.buckets WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movies WHERE deleted_at < now() - interval '30 days';
  DELETE FROM public.movie_changes WHERE changed_at < now() - interval '90 days';
  DELETE FROM public.invitations WHERE expires_at < now() OR uses_left = 0;
  DELETE FROM public.sessions WHERE expires < now();
  DELETE FROM public.rate_limits WHERE window_start < now() - interval '1 day';
  -- One that is over stays in the list for a while: whose script stopped working finds out why.
  DELETE FROM public.api_tokens WHERE expires_at < now() - interval '30 days';
  DELETE FROM public.idempotency_keys WHERE created_at < now() - interval '24 hours';
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION take_api_request(text, integer) FROM PUBLIC;
--> statement-breakpoint

ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON api_tokens TO mb_app;--> statement-breakpoint
CREATE POLICY self ON api_tokens TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (request_hash, answer, created_at) ON idempotency_keys TO mb_app;--> statement-breakpoint
CREATE POLICY self ON idempotency_keys TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));
