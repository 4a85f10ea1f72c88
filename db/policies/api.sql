-- One request to the API: whose token this is, and how many seconds the caller has to wait after more than `most`
-- requests in a minute. Nothing when the token is unknown, over or revoked. Called by the owner of the database.
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
REVOKE EXECUTE ON FUNCTION take_api_request(text, integer) FROM PUBLIC;

ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON api_tokens TO mb_app;
-- A token works for a year at most, and a day more where a year has a change of the clock.
CREATE POLICY self ON api_tokens TO mb_app
  USING (user_id = (SELECT actor_id()))
  WITH CHECK (user_id = (SELECT actor_id()) AND expires_at <= now() + interval '366 days');

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (request_hash, answer, created_at) ON idempotency_keys TO mb_app;
CREATE POLICY self ON idempotency_keys TO mb_app
  USING (user_id = (SELECT actor_id())) WITH CHECK (user_id = (SELECT actor_id()));
