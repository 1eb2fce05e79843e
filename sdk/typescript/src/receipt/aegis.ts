import { canonicalBytes } from "../json/canonical.js";
import { Refused } from "../json/refused.js";
import { hex, isHash } from "../json/text.js";
import { isObject, type Json } from "../json/value.js";
import { sha256 } from "../log/hash.js";

/** A chain of the interchange form links up. Nobody signed it and it has no end: its tail may be missing. */
export interface ChainOnly {
  readonly kind: "chain";
  /** How many receipts. */
  readonly count: number;
  /** The hash of the last one, empty when there is none. */
  readonly head: string;
}

/** One check of one `aegis-1` chain, receipt by receipt (spec/receipt section 6). */
export class AegisChain {
  private head = "";
  private count = 0;

  /**
   * Checks the next receipt.
   *
   * @throws {Refused} `wrong_member`, `chain_broken` or `hash_mismatch`, or what the canonical form refuses
   */
  add(receipt: Json): void {
    if (!isObject(receipt)) {
      throw new Refused("wrong_member", "a receipt must be an object");
    }
    const stated = receipt.get("receipt_hash");
    if (typeof stated !== "string" || !isHash(stated)) {
      throw new Refused("wrong_member", "receipt_hash must be 64 lower-case hexadecimal digits");
    }
    if (receipt.get("prev_receipt_hash") !== this.head) {
      throw new Refused("chain_broken", "prev_receipt_hash is not the hash of the receipt before");
    }
    const others = new Map(receipt);
    others.delete("receipt_hash");
    if (hex(sha256(canonicalBytes(others, "aegis-jcs-1"))) !== stated) {
      throw new Refused("hash_mismatch", "receipt_hash is not the hash of the receipt");
    }
    this.head = stated;
    this.count++;
  }

  end(): ChainOnly {
    return { kind: "chain", count: this.count, head: this.head };
  }
}
