-- A `key` is a place in a tenant's chain as one integer, (tenant number << 40) | sequence: rows of one tenant lie together,
-- in order, and appending touches the end of the tree only.

CREATE TABLE tenant (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

-- Where each chain ends, and its Merkle tree's peaks.
CREATE TABLE chain (
  tenant INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,
  head BLOB NOT NULL,
  tree BLOB NOT NULL
) STRICT;

-- `decision` is the decision a receipt is about, if it is about one. `body` holds the canonical bytes.
CREATE TABLE receipt (
  key INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  id TEXT NOT NULL,
  decision TEXT,
  hash BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX receipt_id ON receipt (tenant, id);

CREATE INDEX receipt_decision ON receipt (tenant, decision) WHERE decision IS NOT NULL;

-- One row per decision, under the key of its receipt; `sealed` is null once the facts were erased.
CREATE TABLE facts (
  key INTEGER PRIMARY KEY,
  decision TEXT NOT NULL,
  agent TEXT NOT NULL,
  sealed BLOB
) STRICT;

CREATE TABLE open_release (
  tenant INTEGER NOT NULL,
  decision TEXT NOT NULL,
  agent TEXT NOT NULL,
  PRIMARY KEY (tenant, decision)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome (
  tenant INTEGER NOT NULL,
  decision TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (tenant, decision)
) STRICT, WITHOUT ROWID;

-- First answers by request id. The index holds 64 bits of a hash, so that ids in random order stay cheap; a match is
-- compared in full.
CREATE TABLE answer (
  key INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  agent TEXT NOT NULL,
  request TEXT NOT NULL,
  answer BLOB NOT NULL
) STRICT;

CREATE INDEX answer_fingerprint ON answer (tenant, fingerprint);

CREATE TABLE nonce (
  number INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  agent TEXT NOT NULL,
  nonce TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT;

CREATE INDEX nonce_fingerprint ON nonce (tenant, fingerprint);

-- `key` is that of the receipt that opened the request.
CREATE TABLE approval (
  key INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  id TEXT NOT NULL,
  decision TEXT NOT NULL,
  agent TEXT NOT NULL,
  session TEXT NOT NULL,
  tool TEXT NOT NULL,
  action TEXT NOT NULL,
  action_hash TEXT NOT NULL,
  approver_group TEXT NOT NULL,
  quorum INTEGER NOT NULL,
  binding TEXT NOT NULL,
  status TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  votes BLOB NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX approval_id ON approval (tenant, id);

CREATE INDEX approval_status ON approval (tenant, status);

CREATE INDEX approval_expires ON approval (expires) WHERE status IN ('PENDING', 'APPROVED');

-- The last time each trust level entered a session, and any session of an agent.
CREATE TABLE session_label (
  tenant INTEGER NOT NULL,
  session TEXT NOT NULL,
  trust TEXT NOT NULL,
  agent TEXT NOT NULL,
  source TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (tenant, session, trust)
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_label (
  tenant INTEGER NOT NULL,
  agent TEXT NOT NULL,
  trust TEXT NOT NULL,
  session TEXT NOT NULL,
  source TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (tenant, agent, trust)
) STRICT, WITHOUT ROWID;

-- Every step of the registry, in order; replaying them gives the image.
CREATE TABLE registry_change (
  number INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  change BLOB NOT NULL
) STRICT;

CREATE TABLE policy (
  tenant INTEGER NOT NULL,
  digest TEXT NOT NULL,
  change INTEGER NOT NULL,
  PRIMARY KEY (tenant, digest)
) STRICT, WITHOUT ROWID;

-- Origins of this install's logs. A restore opens the next one and says where the history it restored ended.
CREATE TABLE origin (
  epoch INTEGER PRIMARY KEY,
  opened INTEGER NOT NULL
) STRICT;

CREATE TABLE origin_head (
  epoch INTEGER NOT NULL,
  tenant INTEGER NOT NULL,
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  PRIMARY KEY (epoch, tenant)
) STRICT, WITHOUT ROWID;
