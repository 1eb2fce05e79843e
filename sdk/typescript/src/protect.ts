import { Action, type ActionHash } from "./action/action.js";
import { type AuthorizeOptions, type Client, mismatch } from "./gateway/client.js";
import { Denied, Unavailable } from "./gateway/failures.js";
import type { Decision, OutcomeStatus } from "./gateway/model.js";
import { canonicalBytes, numbersOf } from "./json/canonical.js";
import { fromHost, toHost } from "./json/host.js";
import { parseJson } from "./json/parse.js";

/** How a function is protected. */
export interface ProtectOptions<A> extends Omit<AuthorizeOptions, "requestId" | "signal"> {
  readonly client: Client;
  /** The tool, such as `mail`. */
  readonly tool: string;
  /** The operation, such as `send`. */
  readonly action: string;
  /** Whether it changes anything outside. If in doubt, true. */
  readonly mutatesState: boolean;
  /** What it acts on. Default: null. */
  readonly resource?: string | null | ((args: A) => string | null);
  /** The longest wait for people. Default: 15 minutes. */
  readonly waitMs?: number;
  /**
   * Whether this function runs when the gateway gives no answer. Only for functions that change nothing; a refusal, a
   * mismatch or an expired wait never opens.
   */
  readonly readOpen?: boolean;
  /** Told when the function runs without an answer. */
  readonly onReadOpen?: (failure: Unavailable) => void;
  /** Told when the function ran and its outcome could not be reported. */
  readonly onOutcomeLost?: (failure: unknown) => void;
}

/** A function that runs only when the gateway released exactly these arguments. */
export type Protected<A, R> = (args: A, call?: { readonly signal?: AbortSignal }) => Promise<R>;

/**
 * Puts the gateway before a function: authorize, wait for people if the action is held, claim the approval, run, report.
 *
 * The function gets a deeply frozen copy of the arguments: the one that was hashed. Whatever is not a clear yes to that hash
 * ends in an exception, and the function does not run.
 *
 * @throws {TypeError} now, when a function that changes something should read open
 */
export function protect<A extends object, R>(fn: (args: A) => R | Promise<R>, options: ProtectOptions<A>): Protected<A, R> {
  if (options.readOpen === true && options.mutatesState !== false) {
    throw new TypeError("only a function that changes nothing may read open");
  }
  return async (args, call = {}) => {
    call.signal?.throwIfAborted();
    const bound = bind(args, options);
    let decision: Decision;
    try {
      decision = await options.client.authorize(bound.action, said(options, call.signal));
    } catch (e) {
      if (options.readOpen === true && e instanceof Unavailable && !e.answered) {
        options.onReadOpen?.(e);
        return fn(bound.args);
      }
      throw e;
    }
    const decisionId = await release(bound, decision, options, call.signal);
    return run(fn, bound, decisionId, options, call.signal);
  };
}

/** An action, its hash, and the copy of the arguments that the hash is of. */
interface Bound<A> {
  readonly action: Action;
  readonly hash: ActionHash;
  readonly args: A;
}

/** Copies the arguments through their canonical bytes, so that what runs is what those bytes say. */
function bind<A extends object>(args: A, options: ProtectOptions<A>): Bound<A> {
  const { scheme } = options.client;
  const canonical = canonicalBytes(fromHost(args), scheme);
  const copy = toHost(parseJson(canonical, { numbers: numbersOf(scheme) })) as A;
  const action = actionOf(copy, options);
  return { action, hash: action.hash(scheme), args: copy };
}

function actionOf<A>(args: A, options: ProtectOptions<A>): Action {
  const { tool, action, mutatesState, resource } = options;
  return Action.of({
    tool,
    action,
    mutatesState,
    resource: typeof resource === "function" ? resource(args) : (resource ?? null),
    parameters: args,
  });
}

/** Gets a person's yes where it is needed; answers the decision that released the action. Silence from here on opens nothing. */
async function release<A>(
  bound: Bound<A>,
  decision: Decision,
  options: ProtectOptions<A>,
  signal?: AbortSignal,
): Promise<string> {
  const { client } = options;
  switch (decision.decision) {
    case "allow":
      return decision.decisionId;
    case "deny":
      throw new Denied(decision.reason, "the gateway denies this action", decision);
    case "held":
      break;
  }
  const approvalId = decision.approval?.approvalId ?? "";
  await client.approvals.wait(approvalId, {
    hash: bound.hash,
    signal,
    ...(options.waitMs === undefined ? {} : { waitMs: options.waitMs }),
  });
  requireUnchanged(bound, options);
  return (await client.approvals.consume(approvalId, bound.hash, signal)).decisionId;
}

function said<A>(options: ProtectOptions<A>, signal?: AbortSignal): AuthorizeOptions {
  const { session, user, sourceTrust, containsSensitiveData, runId, traceId } = options;
  return {
    ...(session === undefined ? {} : { session }),
    ...(user === undefined ? {} : { user }),
    ...(sourceTrust === undefined ? {} : { sourceTrust }),
    ...(containsSensitiveData === undefined ? {} : { containsSensitiveData }),
    ...(runId === undefined ? {} : { runId }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Hashes again what would run. */
function requireUnchanged<A>(bound: Bound<A>, options: ProtectOptions<A>): void {
  const { scheme } = options.client;
  const again = Action.of({ ...bound.action, parameters: bound.args }).hash(scheme);
  if (!again.equals(bound.hash.hex)) {
    throw mismatch("the arguments changed while people looked at them", {});
  }
}

async function run<A, R>(
  fn: (args: A) => R | Promise<R>,
  bound: Bound<A>,
  decisionId: string,
  options: ProtectOptions<A>,
  signal?: AbortSignal,
): Promise<R> {
  const report = async (status: OutcomeStatus): Promise<void> => {
    const executed = status === "not_started" ? {} : { executedHash: bound.hash.hex };
    try {
      await options.client.reportOutcome({ decisionId, status, ...executed });
    } catch (e) {
      options.onOutcomeLost?.(e); // it ran: that nobody heard of it must not make it look as if it had not
    }
  };
  if (isAborted(signal)) {
    await report("not_started");
    throw signal?.reason;
  }
  let result: R;
  try {
    result = await fn(bound.args);
  } catch (e) {
    await report(isAborted(signal) ? "unknown" : "failed");
    throw e;
  }
  await report("succeeded");
  return result;
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
