import { Refused } from "../json/refused.js";
import { latin1, unbase64 } from "../json/text.js";
import { acceptCheckpoint, type AcceptedCheckpoint, type CheckpointTrust, decimal, trustedKeys } from "./checkpoint.js";
import { leafHash, verifyInclusion } from "./merkle.js";

/** What a tlog-proof file shows: the record is the leaf at `index` of the log that the checkpoint is of. */
export interface ProvenRecord {
  readonly index: bigint;
  readonly checkpoint: AcceptedCheckpoint;
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const NEWLINE = 0x0a;

/**
 * Checks a proof file (C2SP tlog-proof@v1, spec/log section 5): the keys, its lines, its base64,
 * its checkpoint, the inclusion.
 *
 * @param record what the leaf is the hash of; for a receipt, its 32-byte receipt hash
 * @throws {Refused} `proof_format`, `base64_not_strict`, or a code of the checkpoint or the inclusion
 */
export function verifyProof(file: Uint8Array, record: Uint8Array, trust: CheckpointTrust): ProvenRecord {
  const keys = trustedKeys(trust);
  const end = emptyLine(file);
  const lines = latin1(file, 0, end).split("\n");
  const first = lines.shift();
  const extra = lines[0]?.startsWith("extra ") === true ? lines.shift() : undefined;
  const stated = lines.shift();
  const index = stated?.startsWith("index ") === true ? decimal(stated.slice("index ".length)) : undefined;
  if (first !== FIRST_LINE || index === undefined || extra === "extra ") {
    throw malformed("a proof must start with its name, perhaps extra data, and the index");
  }
  if (extra !== undefined) {
    unbase64(extra.slice("extra ".length));
  }
  const proof = lines.map(unbase64);
  const checkpoint = acceptCheckpoint(file.subarray(end + 2), keys, trust);
  verifyInclusion({ leafHash: leafHash(record), index, size: checkpoint.size, proof, root: checkpoint.root });
  return { index, checkpoint };
}

/** Where the newline before the first empty line stands. */
function emptyLine(file: Uint8Array): number {
  for (let i = file.indexOf(NEWLINE); i >= 0; i = file.indexOf(NEWLINE, i + 1)) {
    if (file[i + 1] === NEWLINE) {
      return i;
    }
  }
  throw malformed("a proof must have an empty line before its checkpoint");
}

function malformed(what: string): Refused {
  return new Refused("proof_format", what);
}
