import { Client, type Outcome } from "../gateway/client.js";
import { Denied, Expired, HashMismatch, Rejected, SallyportError, Unavailable } from "../gateway/failures.js";
import type { OutcomeStatus } from "../gateway/model.js";
import { SYSTEM_TIME, type Time } from "../gateway/time.js";
import { isScheme } from "../json/canonical.js";
import { toHost } from "../json/host.js";
import { parseJson } from "../json/parse.js";
import type { Json } from "../json/value.js";
import { protect } from "../protect.js";
import { BadRequest, type Request } from "./operations.js";

/** Pauses are asked for as always and kept short: vectors say what happens, not how long it takes. */
function hasty(longest: number): Time {
  return { ...SYSTEM_TIME, now: () => SYSTEM_TIME.now(), random: () => SYSTEM_TIME.random(), timeout: (ms, then) => SYSTEM_TIME.timeout(ms, then), sleep: (ms, signal) => SYSTEM_TIME.sleep(Math.min(ms, longest), signal) };
}

function clientOf(request: Request): Client {
  const scheme = request.text("scheme");
  if (!isScheme(scheme)) {
    throw new BadRequest("no scheme");
  }
  return new Client({
    url: request.text("url"),
    token: request.text("token"),
    agent: request.text("agent"),
    scheme,
    retry: { timeoutMs: request.integer("timeout_ms"), deadlineMs: request.integer("deadline_ms") },
    time: hasty(2 * request.integer("poll_ms")),
  });
}

type Output = Readonly<Record<string, Json>>;

/** The operations that speak to a gateway at `url`, by name. */
export const CLIENTS: ReadonlyMap<string, (request: Request) => Promise<Output>> = new Map([
  ["protect", protection],
  ["prompt", (request) => said(async (client) => ({ verdict: "told", vouched: await client.prompt(request.text("session"), request.utf8("text")) }), request)],
  ["outcome", (request) => said(async (client) => ({ verdict: "reported", receipt_id: await client.reportOutcome(outcomeOf(request)) }), request)],
]);

async function said(call: (client: Client) => Promise<Output>, request: Request): Promise<Output> {
  try {
    return await call(clientOf(request));
  } catch (e) {
    if (!(e instanceof SallyportError)) {
      throw e;
    }
    return { verdict: verdictOf(e), code: e.code };
  }
}

function outcomeOf(request: Request): Outcome {
  const executedHash = request.optionalText("executed_hash");
  const outputHash = request.optionalText("output_hash");
  return {
    decisionId: request.text("decision_id"),
    status: request.text("status") as OutcomeStatus,
    ...(executedHash === undefined ? {} : { executedHash }),
    ...(outputHash === undefined ? {} : { outputHash }),
    ...(request.optionalText("told") === undefined ? {} : { content: request.utf8("told") }),
  };
}

/** What a protected function does before the gateway. */
async function protection(request: Request): Promise<Output> {
  const client = clientOf(request);
  let runs = 0;
  const guarded = protect(() => (runs += 1), {
    client,
    tool: request.text("tool"),
    action: request.text("action"),
    mutatesState: request.flag("mutates_state"),
    readOpen: request.flag("read_open"),
    waitMs: request.integer("patience_ms"),
  });
  try {
    await guarded(toHost(parseJson(request.bytes("parameters"))) as object);
  } catch (e) {
    if (!(e instanceof SallyportError)) {
      throw e;
    }
    return { verdict: runs === 0 ? verdictOf(e) : "inconsistent", code: e.code };
  }
  return { verdict: runs === 1 ? "ran" : "inconsistent" };
}

function verdictOf(e: SallyportError): string {
  switch (true) {
    case e instanceof Denied:
      return "denied";
    case e instanceof Rejected:
      return "rejected";
    case e instanceof Expired:
      return "expired";
    case e instanceof HashMismatch:
      return "hash_mismatch";
    case e instanceof Unavailable:
      return "unavailable";
    default:
      return "inconsistent";
  }
}
