CREATE TABLE "film_facts" (
	"id" integer PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"sort_title" text COLLATE "C" NOT NULL,
	"release_year" smallint NOT NULL,
	"length" smallint,
	CONSTRAINT "film_facts_title" CHECK (char_length("film_facts"."title") between 1 and 200),
	CONSTRAINT "film_facts_release_year" CHECK ("film_facts"."release_year" between 1800 and 2100),
	CONSTRAINT "film_facts_length" CHECK ("film_facts"."length" between 1 and 500)
);
--> statement-breakpoint
CREATE INDEX "film_facts_by_title" ON "film_facts" USING btree ("sort_title","release_year" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "film_facts_search" ON "film_facts" USING gin ("sort_title" gin_trgm_ops);
--> statement-breakpoint
-- Facts of films are for everybody who is signed in. Only the owner of the database writes them, with `npm run facts`.
ALTER TABLE film_facts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON film_facts TO mb_app;
--> statement-breakpoint
CREATE POLICY read ON film_facts FOR SELECT TO mb_app USING ((SELECT actor_id()) IS NOT NULL);
--> statement-breakpoint
-- Films whose titles contain every pattern, the first `most` of them by title. Outside the policies for the same reason
-- as search_movies().
CREATE FUNCTION search_facts(patterns text[], most integer)
RETURNS TABLE (title text, sort_title text, release_year smallint, length smallint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = 'public', 'pg_temp'
AS $$
DECLARE
  every_pattern text := (SELECT string_agg(format('f.sort_title LIKE ($1)[%s]', at), ' AND ')
    FROM generate_subscripts(patterns, 1) AS at);
BEGIN
  IF actor_id() IS NULL OR every_pattern IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE 'SELECT f.title, f.sort_title, f.release_year, f.length FROM film_facts f WHERE ' || every_pattern || '
    ORDER BY f.sort_title, f.release_year DESC LIMIT $2'
    USING patterns, most;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION search_facts(text[], integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_facts(text[], integer) TO mb_app;
