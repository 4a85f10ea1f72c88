-- Counts `amount` requests under a key, all of them or none, so that a refused request costs nothing. Returns 0, or the
-- seconds to wait. Called by the owner of the database only: no role sees the table.
CREATE FUNCTION take_rate_limit(for_key text, most integer, window_seconds integer, amount integer DEFAULT 1) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  spent interval := make_interval(secs => window_seconds);
  r public.rate_limits;
BEGIN
  INSERT INTO public.rate_limits (key, window_start, count) VALUES (for_key, now(), 0) ON CONFLICT DO NOTHING;
  SELECT * INTO r FROM public.rate_limits WHERE key = for_key FOR UPDATE;
  IF r.window_start <= now() - spent THEN
    r.window_start := now();
    r.count := 0;
  END IF;
  IF r.count + amount > most THEN
    RETURN greatest(1, ceil(extract(epoch FROM r.window_start + spent - now())))::integer;
  END IF;
  UPDATE public.rate_limits SET window_start = r.window_start, count = r.count + amount WHERE key = for_key;
  RETURN 0;
END $$;
REVOKE EXECUTE ON FUNCTION take_rate_limit(text, integer, integer, integer) FROM PUBLIC;

ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;
