-- What people of the console keep: searches with a name and an owner. A query holds what its owner typed. `tenant` is the tenant's id, as
-- in the install log.
CREATE TABLE console_search (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  pinned INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
