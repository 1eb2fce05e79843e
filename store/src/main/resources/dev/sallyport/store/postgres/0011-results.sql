-- Results that were made elsewhere and handed in: runs of campaigns, imports of code findings, and what people accepted of those. `seq`
-- is the place among those of one name, from 1. A body is the canonical form of one JSON value; which, says its kind. `tenant` is the
-- tenant's id.
CREATE TABLE result (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  run TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  digest TEXT NOT NULL,
  receipt TEXT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (tenant, kind, name, run)
);
CREATE UNIQUE INDEX result_seq ON result (tenant, kind, name, seq);
