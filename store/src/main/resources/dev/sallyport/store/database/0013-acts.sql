-- Receipts that no decision and no outcome made, so that who did something to an agent last is found among millions of decisions.
CREATE INDEX receipt_act ON receipt (tenant, key) WHERE decision IS NULL;
