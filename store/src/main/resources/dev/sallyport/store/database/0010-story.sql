-- What was told of closed incidents, apart from everything that is told to others: only its own routes read it.
CREATE TABLE soc_narrative (
  tenant TEXT NOT NULL,
  incident TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (tenant, incident)
) STRICT;
