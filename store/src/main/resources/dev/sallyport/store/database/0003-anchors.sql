-- The install log: a leaf for each checkpoint of a tenant's log, in the order they were taken. Its nodes lie in `subtree`
-- under tenant 0, which no tenant has. `tenant` is the tenant's id: a leaf stays when its tenant vanishes.
CREATE TABLE install_leaf (
  number INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  record BLOB NOT NULL
) STRICT;

CREATE INDEX install_leaf_tenant ON install_leaf (tenant, number);

-- The newest leaf of each tenant.
CREATE TABLE install_tenant (
  tenant TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: the peaks of the install log's tree.
CREATE TABLE install_tree (
  number INTEGER PRIMARY KEY CHECK (number = 0),
  tree BLOB NOT NULL
) STRICT;

-- Checkpoints of the install log that others hold, with what they signed; one per origin and size, the newest of each.
CREATE TABLE anchor (
  number INTEGER PRIMARY KEY,
  origin TEXT NOT NULL,
  size INTEGER NOT NULL,
  time INTEGER NOT NULL,
  holders INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX anchor_size ON anchor (origin, size);
