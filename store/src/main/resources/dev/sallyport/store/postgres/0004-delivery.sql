-- Messages owed to channels about approvals, one per approval, channel and revision. They hold no content. `tenant` is the
-- tenant's id, as in the install log.
CREATE TABLE delivery (
  tenant TEXT NOT NULL,
  approval TEXT NOT NULL,
  channel TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  due BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  reference TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (tenant, approval, channel, revision)
);

CREATE INDEX delivery_due ON delivery (channel, due) WHERE state = 'WAITING';

CREATE INDEX delivery_settled ON delivery (settled) WHERE state <> 'WAITING';
