-- A bucket that is transferred brings its movies, which count for the person who takes it.
CREATE CONSTRAINT TRIGGER quota_transferred_movies AFTER UPDATE OF owner_id ON buckets DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.owner_id <> OLD.owner_id) EXECUTE FUNCTION require_quota('movies');
