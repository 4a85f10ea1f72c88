-- For the owner of the database alone: no role of the app reads or writes it.
ALTER TABLE backups ENABLE ROW LEVEL SECURITY;
