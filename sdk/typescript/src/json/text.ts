import { Buffer } from "node:buffer";
import { Refused } from "./refused.js";

const encoder = new TextEncoder();

/** The UTF-8 of a text that is known to be well formed. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** One byte, one character: for bytes that are known to be ASCII. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return view(bytes).toString("latin1", start, end);
}

/** The parts one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** Whether two byte strings are the same; not in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return view(a).equals(b);
}

/** The bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return view(bytes).toString("hex");
}

const HEX = /^(?:[0-9a-f]{2})*$/;
const HASH = /^[0-9a-f]{64}$/;

/** The bytes of lower-case hexadecimal digits, or undefined when the text is anything else. */
export function unhex(text: string): Uint8Array | undefined {
  return HEX.test(text) ? Buffer.from(text, "hex") : undefined;
}

/** Whether the text is 64 lower-case hexadecimal digits. */
export function isHash(text: string): boolean {
  return HASH.test(text);
}

/** The padded base64 of the bytes. */
export function base64(bytes: Uint8Array): string {
  return view(bytes).toString("base64");
}

/** The bytes of strict base64 (RFC 4648 section 4): padded, nothing stray, zero in the unused last bits. */
export function unbase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, "base64"); // forgives much; writing back does not
  if (bytes.toString("base64") !== text) {
    throw new Refused("base64_not_strict", "not strict base64: wrong padding, characters or last bits");
  }
  return bytes;
}

/** Whether the code point is one that Unicode keeps for internal use. */
export function isNoncharacter(point: number): boolean {
  return (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) === 0xfffe;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
