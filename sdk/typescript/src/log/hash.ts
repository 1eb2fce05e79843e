import { createHash } from "node:crypto";

/** The length of a hash in bytes. */
export const HASH_BYTES = 32;

/** SHA-256 over the parts, one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}
