import { createPublicKey, verify } from "node:crypto";
import { Refused } from "../json/refused.js";
import { base64, concat, hex, unbase64, utf8 } from "../json/text.js";
import { sha256 } from "./hash.js";

/** The kinds of signature that are checked, by C2SP's identifier byte. 0x06 (ML-DSA-44) is reserved. */
export const SIGNATURE_TYPES = { ed25519: 0x01, cosignature: 0x04 } as const;

const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;

/** The DER that stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 section 4). */
const SPKI = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

const KEY_HASH = /^[0-9a-f]{8}$/;
const NOT_IN_NAMES = /[+\p{Z}\p{Cc}]/u;
const MAX_NAME = 255;

/** Whether a key may have this name: not empty, no plus, no space of any script, no control character. */
export function isKeyName(name: string): boolean {
  return name !== "" && name.length <= MAX_NAME && !NOT_IN_NAMES.test(name);
}

/** The public half of a signing key under its name (C2SP signed-note, "Verifier keys"). Immutable. */
export class VerifierKey {
  private constructor(
    /** The name of the key; for a log, its origin by custom. */
    readonly name: string,
    /** The first 4 bytes of the key's hash as 8 digits: a hint, not a fingerprint. */
    readonly hash: string,
    /** What kind of signature it makes, see {@link SIGNATURE_TYPES}. */
    readonly type: number,
    private readonly publicKey: Uint8Array,
  ) {}

  /**
   * Reads `NAME+8 hex digits+base64` strictly; where `use` is given, a key of another type is as good as unknown.
   *
   * @throws {Refused} `vkey_malformed`, `vkey_unknown_type`, `vkey_wrong_hash`, `key_name` or `base64_not_strict`
   */
  static parse(text: string, use?: number): VerifierKey {
    // A name holds no plus, but base64 may: the first two separate.
    const first = text.indexOf("+");
    const second = text.indexOf("+", first + 1);
    const name = text.slice(0, Math.max(0, first));
    const hash = text.slice(first + 1, Math.max(0, second));
    if (first < 0 || second < 0 || !KEY_HASH.test(hash)) {
      throw new Refused("vkey_malformed", "a verifier key must read name+8 hexadecimal digits+base64");
    }
    const typed = unbase64(text.slice(second + 1));
    const type = typed[0];
    if (type === undefined) {
      throw new Refused("vkey_malformed", "a verifier key must name its type");
    }
    const known = type === SIGNATURE_TYPES.ed25519 || type === SIGNATURE_TYPES.cosignature;
    if (!known || type !== (use ?? type)) {
      throw new Refused("vkey_unknown_type", `signature type 0x${hex(Uint8Array.of(type))} is unknown`);
    }
    if (!isKeyName(name)) {
      throw new Refused("key_name", "a key name must be 1 to 255 characters without spaces, plus signs or controls");
    }
    if (typed.length !== 1 + PUBLIC_KEY_BYTES) {
      throw new Refused("vkey_malformed", `a public key of this type has ${PUBLIC_KEY_BYTES} bytes`);
    }
    if (hex(sha256(utf8(`${name}\n`), typed)).slice(0, 8) !== hash) {
      throw new Refused("vkey_wrong_hash", "the key has another hash than its text says");
    }
    return new VerifierKey(name, hash, type, typed.slice(1));
  }

  /** `NAME+8 hex digits`: how receipts name the key. */
  get id(): string {
    return `${this.name}+${this.hash}`;
  }

  /** The text form. */
  toString(): string {
    return `${this.id}+${base64(concat(Uint8Array.of(this.type), this.publicKey))}`;
  }

  /** The key without its name and type: two verifier keys of one signer share it. */
  get material(): string {
    return hex(this.publicKey);
  }

  /** Whether the key made this signature (without the 4 bytes that name the key) over the text of a note. */
  verify(text: Uint8Array, signature: Uint8Array): boolean {
    if (this.type === SIGNATURE_TYPES.ed25519) {
      return this.#ed25519(text, signature);
    }
    if (signature.length !== TIME_BYTES + SIGNATURE_BYTES || ((signature[0] ?? 0xff) & 0x80) !== 0) {
      return false; // a time beyond 2^63 - 1 is none
    }
    const seconds = BigInt(`0x${hex(signature.subarray(0, TIME_BYTES))}`);
    return this.#ed25519(concat(utf8(`cosignature/v1\ntime ${seconds}\n`), text), signature.subarray(TIME_BYTES));
  }

  #ed25519(message: Uint8Array, signature: Uint8Array): boolean {
    if (signature.length !== SIGNATURE_BYTES) {
      return false;
    }
    try {
      const key = createPublicKey({ key: concat(SPKI, this.publicKey), format: "der", type: "spki" });
      return verify(null, message, key, signature);
    } catch {
      return false; // no point of the curve: nothing this key signed
    }
  }
}
