import { Refused } from "../json/refused.js";
import { hex, unbase64, utf8 } from "../json/text.js";
import { isKeyName, type VerifierKey } from "./key.js";

/** One signature line of a note. */
export interface NoteSignature {
  /** The name of the key. */
  readonly name: string;
  /** The key's hash, 8 lower-case hexadecimal digits. */
  readonly hash: string;
  /** The bare signature. */
  readonly signature: Uint8Array;
}

/** A text with signatures below it (C2SP signed-note v1.0.0). Its text means nothing before its signatures were checked. */
export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MAX_BYTES = 1 << 20;
const MAX_SIGNATURES = 100;
const KEY_HASH_BYTES = 4;
const START = "\u2014 ";
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/**
 * Reads a note; checks no signature.
 *
 * @throws {Refused} `note_size`, `note_text`, `note_signatures`, `signature_line` or `base64_not_strict`
 */
export function parseNote(note: Uint8Array | string): Note {
  const bytes = typeof note === "string" ? utf8(note) : note;
  if (bytes.length > MAX_BYTES) {
    throw new Refused("note_size", `a note may have ${MAX_BYTES} bytes, this one has ${bytes.length}`);
  }
  const whole = typeof note === "string" ? note : decode(note);
  const end = whole.lastIndexOf("\n\n");
  if (!whole.endsWith("\n") || end < 0 || CONTROL.test(whole)) {
    throw new Refused("note_text", "a note must be UTF-8 lines without controls, an empty line, and signature lines");
  }
  const below = whole.slice(end + 2, -1);
  const lines = below === "" ? [] : below.split("\n");
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) {
    throw new Refused("note_signatures", `a note must have 1 to ${MAX_SIGNATURES} signatures`);
  }
  return { text: whole.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

/**
 * Checks the signatures of known keys and ignores the others. One that does not hold spoils the note.
 *
 * @returns the known keys that signed, in the order of their signatures; at least one
 * @throws {Refused} `signature_count`, `signature_invalid` or `signature_unknown`
 */
export function checkNote(note: Note, known: readonly VerifierKey[]): readonly VerifierKey[] {
  const text = utf8(note.text);
  const signed: VerifierKey[] = [];
  for (const signature of note.signatures) {
    const key = known.find((one) => names(signature, one));
    if (key === undefined) {
      continue;
    }
    if (signed.includes(key)) {
      throw new Refused("signature_count", `the key ${key.id} signed twice`);
    }
    if (!key.verify(text, signature.signature)) {
      throw new Refused("signature_invalid", `the key ${key.id} did not sign this`);
    }
    signed.push(key);
  }
  if (signed.length === 0) {
    throw new Refused("signature_unknown", "none of the keys asked for signed this");
  }
  return signed;
}

/** Whether the line claims to be of this key. */
export function names(signature: NoteSignature, key: VerifierKey): boolean {
  return signature.name === key.name && signature.hash === key.hash;
}

function parseSignature(line: string): NoteSignature {
  const space = line.indexOf(" ", START.length);
  const name = line.slice(START.length, Math.max(0, space));
  if (!line.startsWith(START) || space < 0 || !isKeyName(name)) {
    throw new Refused("signature_line", "a signature line must read \u2014 name base64");
  }
  const bytes = unbase64(line.slice(space + 1));
  if (bytes.length <= KEY_HASH_BYTES) {
    throw new Refused("signature_line", "a signature must have more than 4 bytes");
  }
  return { name, hash: hex(bytes.subarray(0, KEY_HASH_BYTES)), signature: bytes.subarray(KEY_HASH_BYTES) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("note_text", "a note must be UTF-8");
  }
}
