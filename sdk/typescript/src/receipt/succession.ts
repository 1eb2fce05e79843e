import { Refused } from "../json/refused.js";
import { unbase64, utf8 } from "../json/text.js";
import { isObject } from "../json/value.js";
import { SIGNATURE_TYPES, VerifierKey } from "../log/key.js";
import { type Receipt, requireMembers, requireText } from "./receipt.js";

const MEMBER = "key_succession";
const DOMAIN = "sallyport/key-succession/1\n";

/** Reads the key of a log, which is of type Ed25519. */
export function logKey(text: string): VerifierKey {
  return VerifierKey.parse(text, SIGNATURE_TYPES.ed25519);
}

/**
 * The keys of one chain, receipt by receipt (spec/receipt section 7). Until a receipt introduces a key, only the id of the
 * first one is known.
 */
export class Succession {
  private givenSeen: boolean;
  private currentId: string | undefined;
  private current: VerifierKey | undefined;
  private since = 0;

  /** @param given the key that the reader has from elsewhere */
  constructor(private readonly given: VerifierKey | undefined) {
    this.givenSeen = given === undefined;
  }

  /** Holds a receipt to the key of its place. */
  require(receipt: Receipt, line: number): void {
    if (this.currentId === undefined) {
      this.currentId = receipt.keyId;
      this.since = line;
    }
    if (receipt.keyId !== this.currentId) {
      throw new Refused("foreign_key", `the receipt names another key than ${this.currentId}`);
    }
  }

  /** Goes on to the next key when a receipt, whose place was checked, introduces one. */
  advance(receipt: Receipt, line: number): void {
    const said = receipt.body.get(MEMBER);
    if (receipt.kind !== "administration" || said === undefined) {
      return;
    }
    if (!isObject(said)) {
      throw new Refused("wrong_member", `member \`${MEMBER}\` must be an object`);
    }
    requireMembers(said, ["endorsement", "next_vkey", "vkey"]);
    const endorsement = requireText(said, "endorsement");
    const next = logKey(requireText(said, "next_vkey"));
    const old = logKey(requireText(said, "vkey"));
    const signature = unbase64(endorsement);
    const text = `${DOMAIN}${receipt.tenant}\n${receipt.sequence}\n${receipt.previous}\n${next}\n`;
    const follows = next.name === old.name && next.toString() !== old.toString();
    if (!follows || !this.isCurrent(old) || !old.verify(utf8(text), signature)) {
      throw new Refused("key_endorsement", `the key ${this.currentId} did not endorse ${next.id} at this place`);
    }
    this.see(old);
    this.current = next;
    this.currentId = next.id;
    this.since = line;
  }

  /** Asks, when all receipts were read, whether the keys lead to the header's and past the reader's. */
  finish(newest: VerifierKey): void {
    this.see(newest);
    if (!this.givenSeen) {
      throw new Refused("key_differs", "the key given is none of the keys of this log", { line: 1 });
    }
    if (this.currentId !== undefined && !this.isCurrent(newest)) {
      throw new Refused("foreign_key", "no endorsement leads from this key to the header's", { line: this.since });
    }
  }

  private isCurrent(key: VerifierKey): boolean {
    return this.current === undefined ? key.id === this.currentId : key.toString() === this.current.toString();
  }

  private see(key: VerifierKey): void {
    this.givenSeen ||= key.toString() === this.given?.toString();
  }
}
