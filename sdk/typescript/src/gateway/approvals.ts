import type { ActionHash } from "../action/action.js";
import type { Scheme } from "../json/canonical.js";
import { Denied, Expired, HashMismatch, Rejected, Unavailable } from "./failures.js";
import { type Approval, approvalOf, type Claim, claimOf, type Consumed } from "./model.js";
import { segment, type Transport } from "./transport.js";

/** How to wait for people. */
export interface WaitOptions {
  /** What the approval must be of; another hash ends the wait. */
  readonly hash?: ActionHash;
  /** The longest wait. Default: 15 minutes. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const WAIT_MS = 15 * 60_000;
const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 15_000;

/** Held actions: look at one, wait for people, claim it. */
export class Approvals {
  readonly #transport: Transport;
  readonly #scheme: Scheme;

  constructor(transport: Transport, scheme: Scheme) {
    this.#transport = transport;
    this.#scheme = scheme;
  }

  /** Where an approval stands. */
  async get(approvalId: string, signal?: AbortSignal): Promise<Approval> {
    const path = `/v1/approvals/${segment(approvalId)}`;
    const approval = approvalOf(await this.#transport.call({ method: "GET", path, expect: 200, repeatable: true, signal }));
    if (approval.approvalId !== approvalId) {
      throw new Unavailable("malformed_answer", "the gateway answered with another approval", { approvalId });
    }
    return approval;
  }

  /**
   * Waits until people agreed. Asks again after pauses that grow and vary; a question without an answer is asked again until
   * the wait is over.
   *
   * @throws {Rejected} when they did not
   * @throws {Expired} when its time ran out, or the wait did (`wait_deadline`)
   * @throws {Denied} when it was used or invalidated
   */
  async wait(approvalId: string, options: WaitOptions = {}): Promise<Approval> {
    const { time } = this.#transport;
    const deadline = time.now() + (options.waitMs ?? WAIT_MS);
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LAST_PAUSE_MS, pause * 1.5)) {
      const approval = await this.#look(approvalId, options.signal);
      if (!(approval instanceof Unavailable)) {
        requireSame(approval, options.hash);
        if (settled(approval)) {
          return approval;
        }
      }
      const left = deadline - time.now();
      if (left <= 0) {
        throw new Expired("wait_deadline", "nobody decided while this program was willing to wait", { approvalId });
      }
      await time.sleep(Math.min(left, pause * (0.5 + time.random())), options.signal);
    }
  }

  /**
   * Uses an approval up, once. Not repeated on failure: whoever lost the answer does not know whether it was used, and does
   * not run.
   *
   * @throws {Unavailable} `consume_unknown` when the answer is lost or cannot be used
   * @throws {HashMismatch} when the gateway speaks of other bytes
   * @throws {Denied} `claim_not_granted` when it does not say that this approval was used and the action allowed
   */
  async consume(approvalId: string, hash: ActionHash, signal?: AbortSignal): Promise<Consumed> {
    const claim = await this.#claim(approvalId, hash, signal);
    const { consumed } = claim;
    if (consumed.actionHashScheme !== this.#scheme || hash.scheme !== this.#scheme) {
      throw new HashMismatch("scheme_skew", "the approval was given by another scheme", { approvalId });
    }
    if (!hash.equals(consumed.actionHash)) {
      throw new HashMismatch("hash_mismatch", "the approval is of another action", { approvalId });
    }
    if (!claim.granted || consumed.approvalId !== approvalId) {
      throw new Denied("claim_not_granted", "the gateway did not grant the claim", { approvalId, decisionId: consumed.decisionId });
    }
    return consumed;
  }

  async #claim(approvalId: string, hash: ActionHash, signal: AbortSignal | undefined): Promise<Claim> {
    const path = `/v1/approvals/${segment(approvalId)}/consume`;
    const body = new Map([["action_hash", hash.hex]]);
    try {
      return claimOf(await this.#transport.call({ method: "POST", path, body, expect: 200, repeatable: false, signal }));
    } catch (e) {
      if (e instanceof Unavailable) {
        const message = `whether the approval was used is unknown [${e.code}]: ask for a new one`;
        throw new Unavailable("consume_unknown", message, { approvalId, answered: true });
      }
      throw e;
    }
  }

  /** An answer, or the lack of one that another question may end. */
  async #look(approvalId: string, signal: AbortSignal | undefined): Promise<Approval | Unavailable> {
    try {
      return await this.get(approvalId, signal);
    } catch (e) {
      if (e instanceof Unavailable && e.retryable) {
        return e;
      }
      throw e;
    }
  }
}

function requireSame(approval: Approval, hash: ActionHash | undefined): void {
  if (hash !== undefined && !hash.equals(approval.actionHash)) {
    throw new HashMismatch("hash_mismatch", "the approval is of another action", placeOf(approval));
  }
}

/** Whether people agreed; throws when they no longer can. */
function settled(approval: Approval): boolean {
  switch (approval.status) {
    case "PENDING":
      return false;
    case "APPROVED":
      return true;
    case "REJECTED":
      throw new Rejected("approval_rejected", "a person refused it", placeOf(approval));
    case "EXPIRED":
      throw new Expired("approval_expired", "its time ran out", placeOf(approval));
    case "CONSUMED":
      throw new Denied("approval_consumed", "it was used before; an approval is for one run", placeOf(approval));
    case "INVALIDATED":
      throw new Denied("approval_invalidated", "the judgement changed, or other bytes were presented", placeOf(approval));
  }
}

function placeOf(approval: Approval): { readonly approvalId: string; readonly decisionId: string } {
  return { approvalId: approval.approvalId, decisionId: approval.decisionId };
}
