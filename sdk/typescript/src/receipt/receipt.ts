import { canonicalBytes } from "../json/canonical.js";
import { parseJson } from "../json/parse.js";
import { Refused } from "../json/refused.js";
import { hex, isHash, sameBytes, utf8 } from "../json/text.js";
import { isObject, type Json, type JsonObject } from "../json/value.js";
import { sha256 } from "../log/hash.js";
import { MAX_DEPTH, type Limits } from "../json/limits.js";

/** A receipt of the format `sallyport-2` (spec/receipt section 1). */
export interface Receipt {
  /** What it says; the format gives its members no meaning. */
  readonly body: JsonObject;
  /** The receipt hash of the one before it, 64 digits. */
  readonly previous: string;
  /** Its place in the chain, from 0. */
  readonly sequence: number;
  /** The key that signs the chain's checkpoints, `NAME+8 hex digits`. */
  readonly keyId: string;
  readonly kind: ReceiptKind;
  readonly receiptId: string;
  readonly tenant: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly timeMs: number;
}

/** What a receipt is about. */
export type ReceiptKind = "decision" | "outcome" | "approval" | "administration";

/** The name of the format, which every receipt and every export carries. */
export const FORMAT = "sallyport-2";

const LIMITS: Limits = { bytes: 65_536, depth: 32, members: 65_536, string: 65_536 };
const MEMBERS = ["body", "chain", "format", "hash", "key_id", "kind", "receipt_id", "scheme", "tenant", "time_ms"] as const;
const KINDS: ReadonlySet<string> = new Set(["decision", "outcome", "approval", "administration"]);
const ID = /^[A-Za-z0-9._:-]{1,128}$/;
const KEY_ID = /^[^+\p{Z}\p{Cc}]{1,255}\+[0-9a-f]{8}$/u;
const DOMAIN = utf8("sallyport/receipt/2\n");

/**
 * Reads one receipt from its canonical bytes.
 *
 * @throws {Refused} with a code of the parser, or `not_canonical`, `unknown_member`, `missing_member`, `wrong_member`
 */
export function parseReceipt(canonical: Uint8Array): Receipt {
  const object = canonicalObject(canonical, LIMITS);
  requireMembers(object, MEMBERS);
  requireText(object, "format", (text) => text === FORMAT);
  requireText(object, "hash", (text) => text === "sha-256");
  requireText(object, "scheme", (text) => text === "sallyport-jcs-2");
  const chain = requireObject(object, "chain");
  requireMembers(chain, ["previous", "sequence"]);
  return {
    body: requireObject(object, "body"),
    previous: requireText(chain, "previous", isHash),
    sequence: requireNatural(chain, "sequence"),
    keyId: requireText(object, "key_id", (text) => KEY_ID.test(text)),
    kind: requireText(object, "kind", (text) => KINDS.has(text)) as ReceiptKind,
    receiptId: requireText(object, "receipt_id", (text) => ID.test(text)),
    tenant: requireText(object, "tenant", (text) => ID.test(text)),
    timeMs: requireNatural(object, "time_ms"),
  };
}

/** The hash of a receipt's canonical bytes, 32 bytes: what the next one names, and the record of its leaf in the log. */
export function receiptHash(canonical: Uint8Array): Uint8Array {
  return sha256(DOMAIN, canonical);
}

/** The object that a line is, when the line is its canonical form. */
export function canonicalObject(line: Uint8Array, limits: Limits): JsonObject {
  const value = parseJson(line, { limits: { ...limits, depth: Math.min(limits.depth, MAX_DEPTH) } });
  if (!sameBytes(canonicalBytes(value, "sallyport-jcs-2"), line)) {
    throw new Refused("not_canonical", "the line is not in canonical form");
  }
  if (!isObject(value)) {
    throw new Refused("wrong_member", "the line must be an object");
  }
  return value;
}

/** Refuses an object that has not exactly these members. */
export function requireMembers(object: JsonObject, members: readonly string[]): void {
  for (const name of object.keys()) {
    if (!members.includes(name)) {
      throw new Refused("unknown_member", "a member that the format does not know");
    }
  }
  for (const name of members) {
    if (!object.has(name)) {
      throw new Refused("missing_member", `member \`${name}\` is missing`);
    }
  }
}

/** The member that is a text of this form. */
export function requireText(object: JsonObject, name: string, form: (text: string) => boolean = () => true): string {
  const value = object.get(name);
  if (typeof value !== "string" || !form(value)) {
    throw wrong(name);
  }
  return value;
}

function requireObject(object: JsonObject, name: string): JsonObject {
  const value = object.get(name);
  if (!isObject(value)) {
    throw wrong(name);
  }
  return value;
}

function requireNatural(object: JsonObject, name: string): number {
  const value: Json | undefined = object.get(name);
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw wrong(name);
  }
  return value;
}

function wrong(name: string): Refused {
  return new Refused("wrong_member", `member \`${name}\` is not what the format says`);
}

const COMMITMENT = utf8("sallyport/commitment/1\n");
const FACTS = utf8("sallyport/facts/1\n");
const SALT_BYTES = 32;

/** The hash that stands for content in a receipt (spec/receipt section 1), in hexadecimal digits. */
export function commitment(salt: Uint8Array, content: Uint8Array): string {
  return salted(COMMITMENT, salt, content);
}

/** The hash that stands for the facts of a decision, in hexadecimal digits. */
export function factsDigest(salt: Uint8Array, canonicalFacts: Uint8Array): string {
  return salted(FACTS, salt, canonicalFacts);
}

function salted(domain: Uint8Array, salt: Uint8Array, content: Uint8Array): string {
  if (salt.length !== SALT_BYTES) {
    throw new Refused("wrong_member", `a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  }
  return hex(sha256(domain, salt, content));
}
