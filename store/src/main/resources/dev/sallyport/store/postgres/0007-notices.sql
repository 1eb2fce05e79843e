-- What is owed to destinations about incidents, one row per tenant, incident, destination, revision and kind. `notice` is what is
-- told: names, numbers and categories, never the contents of an action. `tenant` is the tenant's id, as in the install log.
CREATE TABLE notice (
  tenant TEXT NOT NULL,
  incident TEXT NOT NULL,
  destination TEXT NOT NULL,
  revision INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  notice TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  creating BIGINT NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT NOT NULL,
  first_due BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  reference TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (tenant, incident, destination, revision, kind)
);

CREATE INDEX notice_due ON notice (destination, due) WHERE state = 'WAITING';

CREATE INDEX notice_settled ON notice (settled) WHERE state <> 'WAITING';

CREATE INDEX notice_dead ON notice (tenant, settled) WHERE state = 'DEAD';

CREATE INDEX notice_created ON notice (tenant, destination, created);
