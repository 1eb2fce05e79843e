-- The hashes of each 256 receipts that fill a tile of a tenant's log, end to end, under the key of the first: a proof reads
-- one row instead of 256 that lie as far apart as the receipts are long. Derived from the receipts.
CREATE TABLE receipt_tile (
  key INTEGER PRIMARY KEY,
  hashes BLOB NOT NULL
) STRICT;

INSERT INTO receipt_tile (key, hashes)
SELECT min(key), unhex(group_concat(hex(hash), '' ORDER BY key))
FROM receipt GROUP BY key >> 8 HAVING count(*) = 256;
