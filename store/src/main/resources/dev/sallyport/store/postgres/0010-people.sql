-- Who came to the console, and who was turned away: for people who watch over it, not for judgement. `tenant` is the tenant's id.
CREATE TABLE console_visit (
  tenant TEXT NOT NULL,
  at BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  person TEXT NOT NULL,
  way TEXT NOT NULL,
  address TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (tenant, at, id)
);
