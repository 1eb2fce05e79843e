/** What a failure knows beyond its code. */
export interface FailureDetails {
  /** The HTTP status, when the gateway answered. */
  readonly status?: number;
  readonly decisionId?: string;
  readonly approvalId?: string;
  /** The receipt that records the refusal. */
  readonly receiptId?: string;
  /** All reasons of a denial; `code` is the one that decided. */
  readonly reasons?: readonly string[];
  readonly cause?: unknown;
}

/** Why something did not run, or a call of the API did not succeed. `code` is stable; the message is for people. */
export abstract class SallyportError extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly decisionId: string | undefined;
  readonly approvalId: string | undefined;
  readonly receiptId: string | undefined;
  readonly reasons: readonly string[];

  constructor(code: string, message: string, details: FailureDetails = {}) {
    super(`${message} (${code})`, details.cause === undefined ? {} : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.status = details.status;
    this.decisionId = details.decisionId;
    this.approvalId = details.approvalId;
    this.receiptId = details.receiptId;
    this.reasons = details.reasons ?? [];
  }
}

/** The gateway said no. */
export class Denied extends SallyportError {}

/** The gateway refused the request itself (RFC 9457), such as `credential_unknown` or `approval_consumed`. */
export class Problem extends Denied {}

/** A person said no. */
export class Rejected extends SallyportError {}

/** Nobody said yes in time: the approval expired, or the caller's patience did (`wait_deadline`). */
export class Expired extends SallyportError {}

/** The gateway speaks of other bytes, or of another scheme, than what would run here. */
export class HashMismatch extends SallyportError {}

/** There is no answer to act on: unreachable, too slow, malformed, or a failure of the gateway. */
export class Unavailable extends SallyportError {
  /** Whether the gateway was there and refused: such a failure opens nothing, not even a read. */
  readonly answered: boolean;
  /** @internal */
  readonly retryable: boolean;
  /** @internal */
  readonly retryAfterMs: number;

  constructor(
    code: string,
    message: string,
    details: FailureDetails & { readonly answered?: boolean; readonly retryable?: boolean; readonly retryAfterMs?: number } = {},
  ) {
    super(code, message, details);
    this.answered = details.answered ?? false;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs ?? 0;
  }
}
