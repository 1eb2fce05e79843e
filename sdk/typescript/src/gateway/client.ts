import { randomUUID } from "node:crypto";
import { Action, type ActionFields, ActionHash } from "../action/action.js";
import { canonicalBytes, canonicalText, type Scheme } from "../json/canonical.js";
import { fromHost, type HostJson } from "../json/host.js";
import { hex } from "../json/text.js";
import type { Json, JsonObject } from "../json/value.js";
import { receiptHash } from "../receipt/receipt.js";
import { type Answer, malformed } from "./answers.js";
import { HashMismatch } from "./failures.js";
import { Approvals } from "./approvals.js";
import {
  type ChainVerdict,
  chainVerdictOf,
  type Decision,
  decisionOf,
  type KeptReceipt,
  type OutcomeStatus,
  type SourceTrust,
} from "./model.js";
import { Secret } from "./secret.js";
import { SYSTEM_TIME, type Time } from "./time.js";
import { objectWith, type RetryPolicy, segment, Transport } from "./transport.js";

/** How to reach the gateway, and as whom. */
export interface ClientOptions {
  /** Its address, such as `http://127.0.0.1:7171`. Plain http is taken for loopback alone, unless `allowHttp` is set. */
  readonly url: string;
  /** Sends the token in plain http to other machines as well, for all on the way to read. Default: false. */
  readonly allowHttp?: boolean;
  /** The credential; an agent's token for everything that acts. */
  readonly token: string | Secret;
  /** The agent's id or key; needed to authorize. */
  readonly agent?: string;
  readonly environment?: string;
  /** Sent as `Sallyport-Tenant`, to be refused when the credential is another tenant's. */
  readonly tenant?: string;
  /** The scheme that the agent is registered with; another one in an answer is a mismatch. Default: `aegis-jcs-1`. */
  readonly scheme?: Scheme;
  readonly retry?: Partial<RetryPolicy>;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Default: the machine's. */
  readonly time?: Time;
  /** Makes request ids. Default: random UUIDs. */
  readonly newId?: () => string;
}

/** What a request for a decision says beside the action. */
export interface AuthorizeOptions {
  /** A repetition with the same id gets the first answer. Default: a new one. */
  readonly requestId?: string;
  readonly session?: string;
  readonly user?: { readonly id?: string; readonly role?: string };
  readonly sourceTrust?: SourceTrust;
  readonly containsSensitiveData?: boolean;
  readonly runId?: string;
  readonly traceId?: string;
  readonly signal?: AbortSignal;
}

/** What an agent is registered as. */
export interface Registration {
  readonly agentKey: string;
  readonly name?: string;
  readonly ownerTeam?: string;
  readonly owner?: string;
  readonly environment?: string;
  readonly riskTier?: string;
  readonly trustCeiling?: SourceTrust;
  /** Takes an operator's key. */
  readonly actionHashScheme?: Scheme;
}

/** A registered agent; its token is shown this once. */
export interface Registered {
  readonly agentId: string;
  readonly agentToken: Secret;
}

/** What became of an action. */
export interface Outcome {
  readonly decisionId: string;
  readonly status: OutcomeStatus;
  /** The hash of what ran. */
  readonly executedHash?: string;
  readonly outputHash?: string;
  /**
   * What the action answered, for a session whose user's words were told with `prompt`. Without it the gateway knows that it
   * missed something.
   */
  readonly content?: string;
}

const RETRY: RetryPolicy = { attempts: 4, baseMs: 200, capMs: 5_000, deadlineMs: 30_000, timeoutMs: 10_000 };

/** A page of a list. */
export interface Page {
  readonly limit?: number;
  readonly cursor?: string;
}

/**
 * The API of the gateway (spec/api). Only calls that are harmless to repeat are repeated: GETs, and `authorize`, which carries
 * a request id. Safe for concurrent use.
 */
export class Client {
  /** The scheme that actions are hashed with. */
  readonly scheme: Scheme;
  /** Held actions. */
  readonly approvals: Approvals;
  readonly #transport: Transport;
  readonly #agent: JsonObject | undefined;
  readonly #newId: () => string;

  constructor(options: ClientOptions) {
    this.scheme = options.scheme ?? "aegis-jcs-1";
    this.#newId = options.newId ?? randomUUID;
    this.#agent = options.agent === undefined ? undefined : members({ id: options.agent, environment: options.environment });
    this.#transport = new Transport({
      url: options.url,
      token: typeof options.token === "string" ? new Secret(options.token) : options.token,
      tenant: options.tenant,
      allowHttp: options.allowHttp,
      fetch: options.fetch ?? fetch,
      time: options.time ?? SYSTEM_TIME,
      retry: { ...RETRY, ...options.retry },
    });
    this.approvals = new Approvals(this.#transport, this.scheme);
  }

  /** May this action run? The hash in the answer was compared with the one computed here. */
  async authorize(action: Action | ActionFields, options: AuthorizeOptions = {}): Promise<Decision> {
    const wanted = action instanceof Action ? action : Action.of(action);
    if (this.#agent === undefined) {
      throw new TypeError("a client that authorizes needs the option `agent`");
    }
    const canonical = canonicalText(wanted.toMap(), this.scheme);
    const hash = wanted.hash(this.scheme);
    const decision = decisionOf(
      await this.#transport.call({
        method: "POST",
        path: "/v1/authorize",
        body: objectWith(this.#authorizeMembers(this.#agent, hash, options), "tool_call", canonical),
        expect: 200,
        repeatable: true,
        signal: options.signal,
      }),
    );
    const { approval, decisionId } = decision;
    requireHash(decision, hash, { decisionId });
    if (approval !== undefined && !hash.equals(approval.actionHash)) {
      throw mismatch("the approval is of another action", { decisionId });
    }
    return decision;
  }

  /** Registers an agent; takes the enrolment or the operator key. Not repeated on failure. */
  async register(registration: Registration, signal?: AbortSignal): Promise<Registered> {
    const answer = await this.#post("/v1/agents/register", 201, signal, {
      agent_key: registration.agentKey,
      name: registration.name,
      owner_team: registration.ownerTeam,
      owner: registration.owner,
      environment: registration.environment,
      risk_tier: registration.riskTier,
      trust_ceiling: registration.trustCeiling,
      action_hash_scheme: registration.actionHashScheme,
    });
    return { agentId: answer.text("agent_id"), agentToken: new Secret(answer.text("agent_token")) };
  }

  /** Reports what became of a released action, once; answers the receipt's id. */
  async reportOutcome(outcome: Outcome, signal?: AbortSignal): Promise<string> {
    const answer = await this.#post("/v1/outcomes", 201, signal, {
      decision_id: outcome.decisionId,
      status: outcome.status,
      executed_hash: outcome.executedHash,
      output_hash: outcome.outputHash,
      content: outcome.content,
    });
    return answer.text("receipt_id");
  }

  /**
   * Tells the gateway what the user said in a session, once, before the calls it leads to. Answers whether that counts as the
   * user's word, which takes an agent that an operator registered with `speaks_for_user`.
   */
  async prompt(session: string, text: string, signal?: AbortSignal): Promise<boolean> {
    const answer = await this.#post(`/v1/sessions/${segment(session)}/prompts`, 201, signal, { text });
    if (answer.text("session") !== session) {
      throw malformed("it is of another session");
    }
    return answer.flag("vouched");
  }

  /** Receipts, newest first. */
  async receipts(page: Page = {}, signal?: AbortSignal): Promise<{ receipts: readonly KeptReceipt[]; nextCursor?: string }> {
    const answer = await this.#get(`/v1/receipts${query(page)}`, signal);
    const nextCursor = answer.optionalText("next_cursor");
    return { receipts: answer.objects("receipts").map(keptReceipt), ...(nextCursor === undefined ? {} : { nextCursor }) };
  }

  /** One receipt. */
  async receipt(id: string, signal?: AbortSignal): Promise<KeptReceipt> {
    return keptReceipt(await this.#get(`/v1/receipts/${segment(id)}`, signal));
  }

  /** Asks the gateway whether receipts link up. Whoever does not trust it uses `verifyReceipts`. */
  async verifyChain(receipts: readonly (HostJson | JsonObject)[], signal?: AbortSignal): Promise<ChainVerdict> {
    return chainVerdictOf(
      await this.#transport.call({
        method: "POST",
        path: "/v1/receipts/verify-chain",
        body: new Map([["receipts", receipts.map((receipt) => fromHost(receipt))]]),
        expect: 200,
        repeatable: false,
        signal,
      }),
    );
  }

  /** Whether the process lives (`ok`). */
  async health(signal?: AbortSignal): Promise<string> {
    return this.#state("/healthz", signal);
  }

  /** Whether the gateway serves (`ready`). */
  async ready(signal?: AbortSignal): Promise<string> {
    return this.#state("/readyz", signal);
  }

  async #state(path: string, signal: AbortSignal | undefined): Promise<string> {
    const call = { method: "GET", path, expect: 200, repeatable: true, anonymous: true, signal } as const;
    return (await this.#transport.call(call)).text("status");
  }

  #get(path: string, signal: AbortSignal | undefined): Promise<Answer> {
    return this.#transport.call({ method: "GET", path, expect: 200, repeatable: true, signal });
  }

  #post(path: string, expect: number, signal: AbortSignal | undefined, body: Members): Promise<Answer> {
    return this.#transport.call({ method: "POST", path, body: members(body), expect, repeatable: false, signal });
  }

  #authorizeMembers(agent: JsonObject, hash: ActionHash, options: AuthorizeOptions): JsonObject {
    return members({
      request_id: options.requestId ?? this.#newId(),
      action_hash: hash.hex,
      session: options.session,
      agent,
      user: group({ id: options.user?.id, role: options.user?.role }),
      context: group({ source_trust: options.sourceTrust, contains_sensitive_data: options.containsSensitiveData }),
      trace: group({ run_id: options.runId, trace_id: options.traceId }),
    });
  }
}

type Members = Readonly<Record<string, Json | undefined>>;

/** An object of the members that are there. */
export function members(all: Members): JsonObject {
  return new Map(Object.entries(all).filter((member): member is [string, Json] => member[1] !== undefined));
}

function group(all: Members): JsonObject | undefined {
  const some = members(all);
  return some.size === 0 ? undefined : some;
}

/** Refuses an answer about other bytes, or about a hash of another scheme. */
export function requireHash(
  answer: { readonly actionHash: string; readonly actionHashScheme: Scheme },
  hash: ActionHash,
  details: { readonly decisionId?: string; readonly approvalId?: string },
): void {
  if (answer.actionHashScheme !== hash.scheme) {
    throw new HashMismatch("scheme_skew", `the gateway hashes by ${answer.actionHashScheme}, this client by ${hash.scheme}`, details);
  }
  if (!hash.equals(answer.actionHash)) {
    throw mismatch("the gateway's answer is about another action", details);
  }
}

/** The failure of bytes that are not the ones decided on. */
export function mismatch(what: string, details: { readonly decisionId?: string; readonly approvalId?: string }): HashMismatch {
  return new HashMismatch("hash_mismatch", what, details);
}

function keptReceipt(answer: Answer): KeptReceipt {
  const receipt = answer.raw("receipt");
  const stated = answer.text("receipt_hash");
  if (hex(receiptHash(canonicalBytes(receipt, "sallyport-jcs-2"))) !== stated) {
    throw new HashMismatch("receipt_hash_mismatch", "a receipt has another hash than the gateway says");
  }
  return { receiptId: answer.text("receipt_id"), sequence: answer.integer("sequence"), receiptHash: stated, receipt };
}

function query(page: Page): string {
  const fields = new URLSearchParams();
  if (page.limit !== undefined) {
    fields.set("limit", String(page.limit));
  }
  if (page.cursor !== undefined) {
    fields.set("cursor", page.cursor);
  }
  return fields.size === 0 ? "" : `?${fields}`;
}
