-- What the second plane keeps: alerts, incidents, steps of playbooks, where detection stands, and who detects. They hold names and
-- categories, no content. `tenant` is the tenant's id, as in the install log; `body` is the whole thing as JSON.
CREATE TABLE soc_alert (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  incident TEXT NOT NULL,
  detected BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX soc_alert_newest ON soc_alert (tenant, detected, id);

CREATE INDEX soc_alert_incident ON soc_alert (tenant, incident, detected, id);

CREATE TABLE soc_incident (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  open INTEGER NOT NULL,
  updated BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX soc_incident_updated ON soc_incident (tenant, updated, id);

CREATE INDEX soc_incident_open ON soc_incident (tenant, updated, id) WHERE open = 1;

CREATE TABLE soc_step (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  incident TEXT NOT NULL,
  target TEXT NOT NULL,
  revision INTEGER NOT NULL,
  stands INTEGER NOT NULL,
  due BIGINT NOT NULL,
  begun BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX soc_step_incident ON soc_step (tenant, incident, id);

CREATE INDEX soc_step_due ON soc_step (tenant, due);

CREATE INDEX soc_step_begun ON soc_step (tenant, begun);

CREATE INDEX soc_step_standing ON soc_step (tenant, target, id) WHERE stands = 1;

CREATE TABLE soc_mark (
  tenant TEXT NOT NULL PRIMARY KEY,
  next BIGINT NOT NULL,
  part INTEGER NOT NULL,
  previous TEXT NOT NULL,
  snapshot BYTEA NOT NULL
);

CREATE TABLE soc_lead (
  number INTEGER NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until BIGINT NOT NULL
);
