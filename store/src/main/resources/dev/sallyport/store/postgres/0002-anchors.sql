-- The install log: a leaf for each checkpoint of a tenant's log, in the order they were taken by whichever gateway. Its nodes
-- lie in `subtree` under tenant 0, which no tenant has. `tenant` is the tenant's id: a leaf stays when its tenant vanishes.
CREATE TABLE install_leaf (
  number BIGINT PRIMARY KEY,
  tenant TEXT COLLATE "C" NOT NULL,
  checkpoint TEXT COLLATE "C" NOT NULL,
  record BYTEA NOT NULL
);

CREATE INDEX install_leaf_tenant ON install_leaf (tenant, number);

-- The newest leaf of each tenant.
CREATE TABLE install_tenant (
  tenant TEXT COLLATE "C" PRIMARY KEY,
  number BIGINT NOT NULL
);

-- One row: the peaks of the install log's tree.
CREATE TABLE install_tree (
  number INTEGER PRIMARY KEY CHECK (number = 0),
  tree BYTEA NOT NULL
);

-- Checkpoints of the install log that others hold, with what they signed; one per origin and size, the newest of each.
CREATE TABLE anchor (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  time BIGINT NOT NULL,
  holders INTEGER NOT NULL,
  note TEXT COLLATE "C" NOT NULL
);

CREATE UNIQUE INDEX anchor_size ON anchor (origin, size);
