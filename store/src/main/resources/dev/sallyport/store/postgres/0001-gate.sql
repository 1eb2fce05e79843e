-- A `key` is a place in a tenant's chain as one integer, (tenant number << 40) | sequence: rows of one tenant lie together,
-- in order, and appending touches the end of the tree only.

CREATE TABLE tenant (
  number INTEGER PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE
);

-- Where each chain ends, and its Merkle tree's peaks.
CREATE TABLE chain (
  tenant INTEGER PRIMARY KEY,
  size BIGINT NOT NULL,
  head BYTEA NOT NULL,
  tree BYTEA NOT NULL
);

-- `decision` is the decision a receipt is about, if it is about one. `body` holds the canonical bytes.
CREATE TABLE receipt (
  key BIGINT PRIMARY KEY,
  tenant INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  decision TEXT COLLATE "C",
  hash BYTEA NOT NULL,
  body BYTEA NOT NULL
);

CREATE UNIQUE INDEX receipt_id ON receipt (tenant, id);

CREATE INDEX receipt_decision ON receipt (tenant, decision) WHERE decision IS NOT NULL;

-- One row per decision, under the key of its receipt; `sealed` is null once the facts were erased.
CREATE TABLE facts (
  key BIGINT PRIMARY KEY,
  decision TEXT COLLATE "C" NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  sealed BYTEA
);

-- `gateway` is the number of the one that dispatches; its writer's session says it.
CREATE TABLE open_release (
  tenant INTEGER NOT NULL,
  decision TEXT COLLATE "C" NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  gateway INTEGER NOT NULL DEFAULT current_setting('sallyport.gateway')::integer,
  PRIMARY KEY (tenant, decision)
);

CREATE TABLE outcome (
  tenant INTEGER NOT NULL,
  decision TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (tenant, decision)
);

-- First answers by request id. The index holds 64 bits of a hash, so that ids in random order stay cheap; a match is
-- compared in full.
CREATE TABLE answer (
  key BIGINT PRIMARY KEY,
  tenant INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  request TEXT COLLATE "C" NOT NULL,
  answer BYTEA NOT NULL
);

CREATE INDEX answer_fingerprint ON answer (tenant, fingerprint);

CREATE TABLE nonce (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant INTEGER NOT NULL,
  fingerprint BIGINT NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  nonce TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL
);

CREATE INDEX nonce_fingerprint ON nonce (tenant, fingerprint);

-- `key` is that of the receipt that opened the request.
CREATE TABLE approval (
  key BIGINT PRIMARY KEY,
  tenant INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  decision TEXT COLLATE "C" NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  session TEXT COLLATE "C" NOT NULL,
  tool TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  action_hash TEXT COLLATE "C" NOT NULL,
  approver_group TEXT COLLATE "C" NOT NULL,
  quorum INTEGER NOT NULL,
  binding TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  votes BYTEA NOT NULL,
  sealed BYTEA NOT NULL
);

CREATE UNIQUE INDEX approval_id ON approval (tenant, id);

CREATE INDEX approval_status ON approval (tenant, status);

CREATE INDEX approval_expires ON approval (expires) WHERE status IN ('PENDING', 'APPROVED');

-- The last time each trust level entered a session, and any session of an agent.
CREATE TABLE session_label (
  tenant INTEGER NOT NULL,
  session TEXT COLLATE "C" NOT NULL,
  trust TEXT COLLATE "C" NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL,
  PRIMARY KEY (tenant, session, trust)
);

CREATE TABLE agent_label (
  tenant INTEGER NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  trust TEXT COLLATE "C" NOT NULL,
  session TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL,
  PRIMARY KEY (tenant, agent, trust)
);

-- Every step of the registry, in order; replaying them gives the image.
CREATE TABLE registry_change (
  number BIGINT PRIMARY KEY,
  key BIGINT NOT NULL,
  change BYTEA NOT NULL
);

CREATE TABLE policy (
  tenant INTEGER NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  change BIGINT NOT NULL,
  PRIMARY KEY (tenant, digest)
);

-- Origins of this install's logs. A restore opens the next one and says where the history it restored ended.
CREATE TABLE origin (
  epoch INTEGER PRIMARY KEY,
  opened BIGINT NOT NULL
);

CREATE TABLE origin_head (
  epoch INTEGER NOT NULL,
  tenant INTEGER NOT NULL,
  size BIGINT NOT NULL,
  root BYTEA NOT NULL,
  PRIMARY KEY (epoch, tenant)
);

-- Hashes over complete subtrees of each tenant's log at the levels that tiles begin at (8, 16, 24 ...), so that a proof and
-- a tile read a few hundred hashes however long the log is. Derived from the receipts; what is missing is made at opening.
CREATE TABLE subtree (
  tenant INTEGER NOT NULL,
  level INTEGER NOT NULL,
  number BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (tenant, level, number)
);

-- Numbers of gateways, one for each start. Gaps do no harm.
CREATE SEQUENCE gateway_number AS INTEGER;
