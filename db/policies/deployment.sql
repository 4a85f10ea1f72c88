-- No policy and no grant: only the login that owns the tables reads and writes it.
ALTER TABLE deployment ENABLE ROW LEVEL SECURITY;
