import { createHash } from "node:crypto";
import type { Limits } from "../json/limits.js";
import { parseJson } from "../json/parse.js";
import { Refused } from "../json/refused.js";
import { base64, hex, sameBytes, utf8 } from "../json/text.js";
import { isObject } from "../json/value.js";
import { parseCheckpoint } from "../log/checkpoint.js";
import { VerifierKey } from "../log/key.js";
import { Tree } from "../log/merkle.js";
import { names, parseNote } from "../log/note.js";
import { AegisChain, type ChainOnly } from "./aegis.js";
import { Lines, MAX_LINE_BYTES } from "./lines.js";
import { canonicalObject, FORMAT, parseReceipt, type Receipt, receiptHash, requireMembers, requireText } from "./receipt.js";
import { logKey, Succession } from "./succession.js";

/** An export is complete and unchanged up to its signed checkpoint. */
export interface VerifiedExport {
  readonly kind: "verified";
  /** How many receipts. */
  readonly count: number;
  /** The log's name in the checkpoint. */
  readonly origin: string;
  /** The Merkle root in base64. */
  readonly root: string;
  /** `checked` with the key the reader gave; `unchecked` with the file's own: whoever made the file may have made it. */
  readonly signer: "checked" | "unchecked";
  /** Whether something out of the signer's reach holds the checkpoint too; a file by itself never shows that. */
  readonly anchored: false;
}

/** What the reader knows beforehand. */
export interface VerifyOptions {
  /** A verifier key of the log, its newest or an earlier one, obtained elsewhere than with the file. */
  readonly vkey?: string;
}

const LINE: Limits = { bytes: MAX_LINE_BYTES, depth: 64, members: 100_000, string: MAX_LINE_BYTES };
/** Header and trailer. */
const ENDS: Limits = { bytes: MAX_LINE_BYTES, depth: 2, members: 16, string: MAX_LINE_BYTES };
const CHECKPOINT_LINES = 3;
const ARRAY: Limits = { bytes: 64 << 20, depth: 65, members: 10_000_000, string: MAX_LINE_BYTES };
const TRAILER_START = utf8('{"checkpoint":');
const GENESIS = "0".repeat(64);

/**
 * Checks exported receipts (spec/receipt sections 4 to 6): an export of the format `sallyport-2`, or an `aegis-1` chain as
 * lines or as one JSON array. A file is right in every byte or it is refused.
 *
 * @throws {Refused} for the first fault, with its code and its line
 */
export function verifyReceipts(file: Uint8Array, options: VerifyOptions = {}): VerifiedExport | ChainOnly {
  const key = options.vkey === undefined ? undefined : logKey(options.vkey);
  if (file.length === 0) {
    throw new Refused("empty_file", "the file is empty", { line: 1 });
  }
  const lines = new Lines(file);
  try {
    return file[0] === 0x5b ? unsigned(chainOfArray(file), key) : verifyLines(lines, key);
  } catch (e) {
    if (e instanceof Refused && e.line === undefined) {
      throw e.onLine(Math.max(1, lines.number));
    }
    throw e;
  }
}

function verifyLines(lines: Lines, key: VerifierKey | undefined): VerifiedExport | ChainOnly {
  const first = lines.next() ?? new Uint8Array(0);
  const value = parseJson(first, { limits: LINE });
  if (isObject(value) && value.has("format")) {
    return new Export(lines, first, key).check();
  }
  if (!isObject(value) || !value.has("receipt_hash")) {
    throw new Refused("unknown_format", "the first line is neither a header nor a receipt");
  }
  const chain = new AegisChain();
  for (let line: Uint8Array | undefined = first; line !== undefined; line = lines.next()) {
    chain.add(parseJson(line, { limits: LINE }));
  }
  return unsigned(chain.end(), key);
}

function chainOfArray(file: Uint8Array): ChainOnly {
  const chain = new AegisChain();
  const receipts = parseJson(file, { limits: ARRAY });
  for (const [i, receipt] of (Array.isArray(receipts) ? receipts : []).entries()) {
    try {
      chain.add(receipt);
    } catch (e) {
      throw e instanceof Refused ? e.onLine(i + 1) : e;
    }
  }
  return chain.end();
}

/** A chain that nobody signed is no answer to whoever named a key: anyone can write one that links up. */
function unsigned(chain: ChainOnly, key: VerifierKey | undefined): ChainOnly {
  if (key !== undefined) {
    throw new Refused("unsigned", "an aegis-1 chain has no signature that the key given could have made", { line: 1 });
  }
  return chain;
}

/** One check of one export, line by line. */
class Export {
  private readonly origin: string;
  private readonly key: VerifierKey;
  private readonly keys: Succession;
  private readonly before = createHash("sha256");
  private readonly tree = new Tree();
  private head = GENESIS;
  private tenant: string | undefined;

  constructor(
    private readonly lines: Lines,
    header: Uint8Array,
    private readonly given: VerifierKey | undefined,
  ) {
    const members = canonicalObject(header, ENDS);
    requireMembers(members, ["format", "origin", "vkey"]);
    if (requireText(members, "format") !== FORMAT) {
      throw new Refused("unknown_format", `the format is not ${FORMAT}`);
    }
    this.origin = requireText(members, "origin");
    this.key = logKey(requireText(members, "vkey"));
    this.keys = new Succession(given);
    this.digest(header);
  }

  check(): VerifiedExport {
    let line = this.lines.next();
    for (; line !== undefined && !isTrailer(line); line = this.lines.next()) {
      this.receipt(line);
      this.digest(line);
    }
    if (line === undefined) {
      throw new Refused("unanchored", "the file ends without its trailer: nothing shows that its tail is there");
    }
    const root = this.trailer(line);
    if (this.lines.next() !== undefined) {
      throw new Refused("after_trailer", "something follows the trailer");
    }
    return {
      kind: "verified",
      count: this.tree.size,
      origin: this.origin,
      root: base64(root),
      signer: this.given === undefined ? "unchecked" : "checked",
      anchored: false,
    };
  }

  private receipt(line: Uint8Array): void {
    const receipt = parseReceipt(line);
    this.tenant ??= receipt.tenant;
    if (receipt.tenant !== this.tenant) {
      throw new Refused("foreign_tenant", "a receipt of another tenant than the ones before it");
    }
    this.keys.require(receipt, this.lines.number);
    this.place(receipt);
    if (receipt.previous !== this.head) {
      throw new Refused("chain_broken", "the receipt does not name the hash of the one before it");
    }
    this.keys.advance(receipt, this.lines.number);
    const hash = receiptHash(line);
    this.head = hex(hash);
    this.tree.append(hash);
  }

  private place(receipt: Receipt): void {
    const due = this.tree.size;
    if (receipt.sequence < due) {
      throw new Refused("repeated_receipt", `receipt ${receipt.sequence} stands here again; ${due} is due`);
    }
    if (receipt.sequence > due) {
      const line = this.lines.number;
      throw this.laterHolds(due)
        ? new Refused("out_of_order", `receipt ${receipt.sequence} stands before receipt ${due}`, { line })
        : new Refused("missing_receipt", `receipt ${due} is missing; this is ${receipt.sequence}`, { line });
    }
  }

  /** Whether the missing receipt stands further below; only asked once the file has failed, to say how. */
  private laterHolds(sequence: number): boolean {
    try {
      for (let line = this.lines.next(); line !== undefined && !isTrailer(line); line = this.lines.next()) {
        if (parseReceipt(line).sequence === sequence) {
          return true;
        }
      }
    } catch (e) {
      if (!(e instanceof Refused)) {
        throw e;
      }
    }
    return false;
  }

  /** Checks the last line and answers the root. */
  private trailer(line: Uint8Array): Uint8Array {
    this.keys.finish(this.key);
    const members = canonicalObject(line, ENDS);
    requireMembers(members, ["checkpoint", "sha256"]);
    const signed = requireText(members, "checkpoint");
    const stated = requireText(members, "sha256");
    const text = this.signedText(signed);
    if (text.split("\n").length > CHECKPOINT_LINES + 1) {
      throw new Refused("checkpoint_lines", "the checkpoint of an export has three lines, this one has more");
    }
    const checkpoint = parseCheckpoint(text, this.origin);
    if (checkpoint.size !== BigInt(this.tree.size)) {
      throw new Refused("checkpoint_size", `the checkpoint is of ${checkpoint.size} receipts, the file has ${this.tree.size}`);
    }
    if (!sameBytes(checkpoint.root, this.tree.root())) {
      throw new Refused("checkpoint_root", "the receipts have another root than the checkpoint");
    }
    if (stated !== this.before.digest("hex")) {
      throw new Refused("trailer_digest", "the bytes before the trailer have another SHA-256 than it says");
    }
    return checkpoint.root;
  }

  private signedText(signed: string): string {
    const note = parseNote(signed);
    const [signature, ...others] = note.signatures;
    if (signature === undefined || others.length > 0) {
      throw new Refused("signature_count", `the checkpoint of an export has one signature, not ${note.signatures.length}`);
    }
    if (!names(signature, this.key)) {
      throw new Refused("signature_unknown", `the checkpoint is signed by another key than ${this.key.id}`);
    }
    if (!this.key.verify(utf8(note.text), signature.signature)) {
      throw new Refused("signature_invalid", `the key ${this.key.id} did not sign this checkpoint`);
    }
    return note.text;
  }

  private digest(line: Uint8Array): void {
    this.before.update(line).update("\n");
  }
}

function isTrailer(line: Uint8Array): boolean {
  return sameBytes(line.subarray(0, TRAILER_START.length), TRAILER_START);
}
