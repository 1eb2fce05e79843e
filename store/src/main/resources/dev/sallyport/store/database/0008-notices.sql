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
  creating INTEGER NOT NULL,
  created INTEGER NOT NULL,
  due INTEGER NOT NULL,
  first_due INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  reference TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (tenant, incident, destination, revision, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_due ON notice (destination, due) WHERE state = 'WAITING';

CREATE INDEX notice_settled ON notice (settled) WHERE state <> 'WAITING';

CREATE INDEX notice_dead ON notice (tenant, settled) WHERE state = 'DEAD';

CREATE INDEX notice_created ON notice (tenant, destination, created);
