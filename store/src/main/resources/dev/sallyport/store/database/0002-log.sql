-- Hashes over complete subtrees of each tenant's log at the levels that tiles begin at (8, 16, 24 ...), so that a proof and
-- a tile read a few hundred hashes however long the log is. Derived from the receipts; what is missing is made at opening.
CREATE TABLE subtree (
  tenant INTEGER NOT NULL,
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (tenant, level, number)
) STRICT, WITHOUT ROWID;
