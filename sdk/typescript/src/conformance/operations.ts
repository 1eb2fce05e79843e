import { Action, ActionHash } from "../action/action.js";
import { canonicalBytes, isScheme, numbersOf, type Scheme } from "../json/canonical.js";
import { parseJson } from "../json/parse.js";
import { Refused } from "../json/refused.js";
import { hex, unhex } from "../json/text.js";
import type { Json, JsonObject } from "../json/value.js";
import { decimal, verifyCheckpoint } from "../log/checkpoint.js";
import { VerifierKey } from "../log/key.js";
import { Tree, verifyConsistency, verifyInclusion } from "../log/merkle.js";
import { checkNote, parseNote } from "../log/note.js";
import { verifyProof } from "../log/proof.js";
import { verifyReceipts } from "../receipt/export.js";
import { commitment, factsDigest, parseReceipt, receiptHash } from "../receipt/receipt.js";

/** A request that does not follow spec/conformance: the runner's fault, answered as unsupported. */
export class BadRequest extends Error {}

type Output = Readonly<Record<string, Json>>;

/** The operations of spec/conformance by name; each answers its output or throws the refusal. */
export const OPERATIONS: ReadonlyMap<string, (request: Request) => Output> = new Map([
  ["canon", canon],
  ["action", action],
  ["receipts", receipts],
  ["receipt_hash", hashOfReceipt],
  ["commitment", salted],
  ["root", root],
  ["inclusion", inclusion],
  ["consistency", consistency],
  ["note", note],
  ["checkpoint", checkpoint],
  ["proof", proof],
]);

/** The members of a request, read by type. */
export class Request {
  constructor(private readonly members: JsonObject) {}

  text(name: string): string {
    const value = this.members.get(name);
    if (typeof value !== "string") {
      throw new BadRequest(`no text ${name}`);
    }
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.members.has(name) ? this.text(name) : undefined;
  }

  flag(name: string): boolean {
    const value = this.members.get(name);
    if (typeof value !== "boolean") {
      throw new BadRequest(`no flag ${name}`);
    }
    return value;
  }

  bytes(name: string): Uint8Array {
    return bytesOf(this.text(name));
  }

  /** Text that travels as the digits of its UTF-8 bytes. */
  utf8(name: string): string {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.bytes(name));
  }

  texts(name: string): string[] {
    const value = this.members.get(name);
    if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
      throw new BadRequest(`no texts ${name}`);
    }
    return value as string[];
  }

  hashes(name: string): Uint8Array[] {
    return this.texts(name).map(bytesOf);
  }

  /** A decimal of the log format; another text has the fault of a number that makes no sense. */
  size(name: string, code: string): bigint {
    const size = decimal(this.text(name));
    if (size === undefined) {
      throw new Refused(code, `${name} is no decimal below 2^63`);
    }
    return size;
  }

  integer(name: string): number {
    const value = this.members.get(name);
    if (typeof value !== "number") {
      throw new BadRequest(`no integer ${name}`);
    }
    return value;
  }
}

function bytesOf(digits: string): Uint8Array {
  const bytes = unhex(digits);
  if (bytes === undefined) {
    throw new BadRequest("no hexadecimal digits");
  }
  return bytes;
}

function scheme(request: Request): Scheme {
  const word = request.text("scheme");
  if (!isScheme(word)) {
    throw new BadRequest("no such scheme");
  }
  return word;
}

function hashed(canonical: Uint8Array, by: Scheme): Output {
  return { canonical: hex(canonical), hash: ActionHash.of(canonical, by).hex };
}

function canon(request: Request): Output {
  const by = scheme(request);
  return hashed(canonicalBytes(parseJson(request.bytes("document"), { numbers: numbersOf(by) }), by), by);
}

function action(request: Request): Output {
  const by = scheme(request);
  return hashed(Action.parse(request.bytes("document"), by).canonical(by), by);
}

function receipts(request: Request): Output {
  const vkey = request.optionalText("vkey");
  const found = verifyReceipts(request.bytes("file"), vkey === undefined ? {} : { vkey });
  if (found.kind === "chain") {
    return { count: found.count, head: found.head };
  }
  const { count, origin, root: base64, signer, anchored } = found;
  return { count, origin, root: base64, signer, anchored };
}

function hashOfReceipt(request: Request): Output {
  const canonical = request.bytes("receipt");
  try {
    parseReceipt(canonical);
  } catch (e) {
    throw e instanceof Refused ? new Refused(e.code, e.message) : e; // the contract names no place here
  }
  return { hash: hex(receiptHash(canonical)) };
}

function salted(request: Request): Output {
  const digest = request.text("kind") === "facts" ? factsDigest : commitment;
  return { hash: digest(request.bytes("salt"), request.bytes("content")) };
}

function root(request: Request): Output {
  const tree = new Tree();
  for (const leaf of request.hashes("leaves")) {
    tree.append(leaf);
  }
  return { root: hex(tree.root()) };
}

function inclusion(request: Request): Output {
  verifyInclusion({
    leafHash: request.bytes("leaf_hash"),
    index: request.size("index", "proof_index"),
    size: request.size("size", "proof_index"),
    proof: request.hashes("proof"),
    root: request.bytes("root"),
  });
  return {};
}

function consistency(request: Request): Output {
  verifyConsistency({
    size1: request.size("size1", "proof_sizes"),
    size2: request.size("size2", "proof_sizes"),
    proof: request.hashes("proof"),
    root1: request.bytes("root1"),
    root2: request.bytes("root2"),
  });
  return {};
}

function note(request: Request): Output {
  const keys = new Map(request.texts("vkeys").map((text) => [text, VerifierKey.parse(text)]));
  const parsed = parseNote(request.bytes("note"));
  const verified = checkNote(parsed, [...keys.values()]);
  return { text: hex(new TextEncoder().encode(parsed.text)), verified: [...new Set(verified.map((key) => key.name))].sort() };
}

function trust(request: Request): { origin: string; vkey: string; witnesses: string[]; quorum: number } {
  return {
    origin: request.text("origin"),
    vkey: request.text("vkey"),
    witnesses: request.texts("witnesses"),
    quorum: request.integer("quorum"),
  };
}

function checkpoint(request: Request): Output {
  const accepted = verifyCheckpoint(request.bytes("note"), trust(request));
  return { size: String(accepted.size), root: hex(accepted.root), witnessed: accepted.witnessed };
}

function proof(request: Request): Output {
  const proven = verifyProof(request.bytes("proof"), request.bytes("record"), trust(request));
  return { index: String(proven.index), size: String(proven.checkpoint.size) };
}
