DROP FUNCTION take_rate_limit(text, integer, integer);
--> statement-breakpoint
-- Counts `amount` requests under a key, all of them or none, so that nobody pays for what was refused. Returns 0, or the
-- seconds to wait.
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
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION take_rate_limit(text, integer, integer, integer) FROM PUBLIC;
--> statement-breakpoint
-- The first of each bucket by title, so that a bucket with more matches than are counted leaves room for the others.
CREATE OR REPLACE FUNCTION search_all_movies(patterns text[], most integer) RETURNS TABLE (bucket_id uuid, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = 'public', 'pg_temp'
AS $$
DECLARE
  matches text := (SELECT string_agg(format('m.sort_title LIKE ($1)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
BEGIN
  IF matches IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT f.bucket_id, f.id FROM (SELECT DISTINCT r.bucket_id FROM bucket_roles() r) b
    CROSS JOIN LATERAL (SELECT m.bucket_id, m.id, m.sort_title FROM movies m
      WHERE m.bucket_id = b.bucket_id AND m.deleted_at IS NULL AND ' || matches || '
      ORDER BY m.sort_title, m.id LIMIT $2) f ORDER BY f.sort_title, f.id LIMIT $2'
    USING patterns, most;
END $$;
