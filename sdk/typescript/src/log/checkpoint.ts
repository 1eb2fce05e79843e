import { Refused } from "../json/refused.js";
import { unbase64 } from "../json/text.js";
import { HASH_BYTES } from "./hash.js";
import { SIGNATURE_TYPES, VerifierKey } from "./key.js";
import { MAX_SIZE } from "./merkle.js";
import { checkNote, parseNote } from "./note.js";

const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;

/** What a log says of itself at one moment (C2SP tlog-checkpoint v1.0.0). */
export interface Checkpoint {
  /** Which log. */
  readonly origin: string;
  /** How many leaves. */
  readonly size: bigint;
  /** The Merkle root over them, 32 bytes. */
  readonly root: Uint8Array;
  /** Further lines, which have none of our meaning. */
  readonly extensions: readonly string[];
}

/** Whom a checkpoint must be from. */
export interface CheckpointTrust {
  /** The log's origin. */
  readonly origin: string;
  /** The log's verifier key. */
  readonly vkey: string;
  /** Verifier keys of witnesses, whose cosignatures count. Default: none. */
  readonly witnesses?: readonly string[];
  /** How many of them must have cosigned. Default: 0. */
  readonly quorum?: number;
}

/** A checkpoint whose signatures were checked. */
export interface AcceptedCheckpoint extends Checkpoint {
  /** The number of distinct witnesses whose cosignatures hold. */
  readonly witnessed: number;
}

/**
 * Reads the text of a note whose signature was checked.
 *
 * @param origin the log it must be of
 * @throws {Refused} `checkpoint_lines`, `checkpoint_origin`, `checkpoint_size`, `checkpoint_root` or `base64_not_strict`
 */
export function parseCheckpoint(text: string, origin: string): Checkpoint {
  const lines = text.split("\n").slice(0, -1);
  const [named, digits, root, ...extensions] = lines;
  if (named === undefined || digits === undefined || root === undefined || lines.includes("")) {
    throw new Refused("checkpoint_lines", "a checkpoint must have the three lines origin, size and root");
  }
  if (named !== origin) {
    throw new Refused("checkpoint_origin", "the checkpoint is of another log");
  }
  const size = decimal(digits);
  if (size === undefined) {
    throw new Refused("checkpoint_size", "a log's size must be a plain decimal below 2^63");
  }
  const bytes = unbase64(root);
  if (bytes.length !== HASH_BYTES) {
    throw new Refused("checkpoint_root", "a root must be 32 bytes in base64");
  }
  return { origin, size, root: bytes, extensions };
}

/**
 * Accepts a signed checkpoint (spec/log section 3): the log's key signed it, no known signature is wrong, it is of that log,
 * and enough witnesses cosigned it.
 *
 * @throws {Refused} with a code of a verifier key, a note or a checkpoint, or `witness_quorum`
 */
export function verifyCheckpoint(note: Uint8Array | string, trust: CheckpointTrust): AcceptedCheckpoint {
  return acceptCheckpoint(note, trustedKeys(trust), trust);
}

/** The keys of {@link CheckpointTrust}, read. */
export interface TrustedKeys {
  readonly log: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
}

/** Reads the keys that were given. */
export function trustedKeys(trust: CheckpointTrust): TrustedKeys {
  const log = keyOf(trust.vkey, SIGNATURE_TYPES.ed25519);
  return { log, witnesses: (trust.witnesses ?? []).map((text) => keyOf(text, SIGNATURE_TYPES.cosignature)) };
}

/** {@link verifyCheckpoint} with keys that were read. */
export function acceptCheckpoint(note: Uint8Array | string, keys: TrustedKeys, trust: CheckpointTrust): AcceptedCheckpoint {
  const parsed = parseNote(note);
  const signed = checkNote(parsed, [keys.log, ...keys.witnesses]);
  if (!signed.includes(keys.log)) {
    throw new Refused("signature_unknown", "the log's key did not sign the checkpoint");
  }
  const checkpoint = parseCheckpoint(parsed.text, trust.origin);
  // One signer under two names is one witness: a cosignature does not name its maker.
  const witnessed = new Set(signed.filter((key) => key !== keys.log).map((key) => key.material)).size;
  const quorum = trust.quorum ?? 0;
  if (!(witnessed >= quorum)) {
    throw new Refused("witness_quorum", `${witnessed} witnesses cosigned, ${quorum} are needed`);
  }
  return { ...checkpoint, witnessed };
}

/** A decimal without leading zeros of at most 2^63 - 1, or undefined. */
export function decimal(digits: string): bigint | undefined {
  const value = DECIMAL.test(digits) ? BigInt(digits) : undefined;
  return value !== undefined && value <= MAX_SIZE ? value : undefined;
}

function keyOf(text: string, type: number): VerifierKey {
  // In its place among the checks of section 2: before the name and the length.
  return VerifierKey.parse(text, type);
}
