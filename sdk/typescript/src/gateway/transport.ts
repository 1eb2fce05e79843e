import { canonicalText } from "../json/canonical.js";
import { parseJson } from "../json/parse.js";
import { concat } from "../json/text.js";
import { isObject, type Json, type JsonObject } from "../json/value.js";
import { Answer, malformed } from "./answers.js";
import { Expired, HashMismatch, Problem, Rejected, SallyportError, Unavailable } from "./failures.js";
import type { Secret } from "./secret.js";
import type { Time } from "./time.js";

/** How often and how long a call is tried. */
export interface RetryPolicy {
  /** Most attempts of a call that may be repeated. */
  readonly attempts: number;
  /** The first longest pause; it doubles with each attempt. The pause itself is drawn from 0 to that (full jitter). */
  readonly baseMs: number;
  /** The longest pause. */
  readonly capMs: number;
  /** The time for all attempts together. */
  readonly deadlineMs: number;
  /** The time for one attempt, its answer's last byte included. */
  readonly timeoutMs: number;
}

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST";
  /** Path and query, from the gateway's address on. */
  readonly path: string;
  /** A JSON text, or a value. */
  readonly body?: string | JsonObject;
  /** The status of success. */
  readonly expect: number;
  /** Whether a repetition is harmless: only then a failure is followed by another attempt. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Whether to show the credential. Default: yes. */
  readonly anonymous?: boolean;
}

/** What a transport needs. */
export interface TransportSettings {
  readonly url: string;
  readonly token: Secret;
  readonly tenant: string | undefined;
  /** Whether plain http may leave this machine. */
  readonly allowHttp: boolean | undefined;
  readonly fetch: typeof fetch;
  readonly time: Time;
  readonly retry: RetryPolicy;
}

const MAX_ANSWER_BYTES = 8 << 20;
const ANSWER_LIMITS = { bytes: MAX_ANSWER_BYTES, depth: 128, members: 1_000_000, string: MAX_ANSWER_BYTES };
/** As `URL` writes them: it turns every spelling of an IPv4 address into four decimal numbers. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const VISIBLE = /^[\x21-\x7e]+$/;
const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const CODE = /^[a-z0-9_.-]{1,64}$/;
/** What a gateway calls bytes other than the ones it decided about. */
const MISMATCHES: ReadonlySet<string> = new Set(["action_hash_mismatch", "approval_hash_mismatch", "executed_hash_mismatch"]);

/** Sends calls and understands answers. Follows no redirect: the credential goes to the configured address alone. */
export class Transport {
  readonly #base: string;
  readonly #settings: TransportSettings;

  constructor(settings: TransportSettings) {
    const url = new URL(settings.url);
    if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "") {
      throw new TypeError("the gateway's address must be an http or https URL without credentials");
    }
    if (url.search !== "" || url.hash !== "") {
      throw new TypeError("the gateway's address must have neither query nor fragment");
    }
    if (url.protocol === "http:" && settings.allowHttp !== true && !LOOPBACK.test(url.hostname)) {
      throw new TypeError("the gateway's address must be https: the token would be readable on the way (`allowHttp` to send it so)");
    }
    if (!VISIBLE.test(settings.token.reveal()) || (settings.tenant !== undefined && !VISIBLE.test(settings.tenant))) {
      throw new TypeError("token and tenant must be visible ASCII characters without spaces");
    }
    this.#base = url.href.replace(/\/+$/, "");
    this.#settings = settings;
  }

  /** Time and chance. */
  get time(): Time {
    return this.#settings.time;
  }

  /**
   * Calls, again if that is harmless, until there is an answer or the deadline is near.
   *
   * @throws {Unavailable} when there is no answer to act on
   * @throws {Problem} when the gateway refused the request
   */
  async call(call: Call): Promise<Answer> {
    const { retry, time } = this.#settings;
    const deadline = time.now() + retry.deadlineMs;
    let word: Unavailable | undefined;
    let before: Unavailable | undefined;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once(call, Math.min(retry.timeoutMs, deadline - time.now()));
      } catch (e) {
        if (!(e instanceof Unavailable)) {
          throw e;
        }
        word = e.answered ? e : word; // a later silence does not take back what the gateway said
        before = before === undefined || e.code !== "timeout" ? e : before; // the deadline may cut the last attempt, which then says least
        if (!e.retryable || !call.repeatable || attempt + 1 >= retry.attempts) {
          throw word ?? before;
        }
        const pause = Math.max(e.retryAfterMs, time.random() * Math.min(retry.capMs, retry.baseMs * 2 ** attempt));
        if (time.now() + pause >= deadline) {
          throw word ?? before;
        }
        await time.sleep(pause, call.signal);
      }
    }
  }

  async #once(call: Call, timeoutMs: number): Promise<Answer> {
    call.signal?.throwIfAborted();
    const stop = new AbortController();
    const request = this.#request(call, stop.signal);
    const aborted = (): void => stop.abort(call.signal?.reason);
    call.signal?.addEventListener("abort", aborted, { once: true });
    let late = false;
    const cancel = this.#settings.time.timeout(timeoutMs, () => {
      late = true;
      stop.abort();
    });
    try {
      const response = await this.#settings.fetch(this.#base + call.path, request);
      return this.#answer(call, response, await bodyOf(response));
    } catch (e) {
      throw this.#failure(call, e, late, timeoutMs);
    } finally {
      cancel();
      call.signal?.removeEventListener("abort", aborted);
    }
  }

  #request(call: Call, signal: AbortSignal): RequestInit {
    const { token, tenant } = this.#settings;
    const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
    if (call.anonymous !== true) {
      headers["authorization"] = `Bearer ${token.reveal()}`;
      if (tenant !== undefined) {
        headers["sallyport-tenant"] = tenant;
      }
    }
    const init: RequestInit = { method: call.method, headers, signal, redirect: "manual", cache: "no-store" };
    if (call.body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = typeof call.body === "string" ? call.body : canonicalText(call.body, "sallyport-jcs-2");
    }
    return init;
  }

  #failure(call: Call, e: unknown, late: boolean, timeoutMs: number): unknown {
    if (isOurs(e)) {
      return e;
    }
    if (call.signal?.aborted === true) {
      return call.signal.reason;
    }
    // The cause stays out: it may show the request, and so the credential.
    return late
      ? new Unavailable("timeout", `no answer within ${Math.round(timeoutMs)} ms`, { retryable: true })
      : new Unavailable("unreachable", "the gateway cannot be reached", { retryable: true });
  }

  #answer(call: Call, response: Response, body: Uint8Array): Answer {
    if (response.status === call.expect) {
      const value = parsed(body);
      if (!isObject(value)) {
        throw malformed("it is no object", undefined, false);
      }
      return new Answer(value);
    }
    if (response.status < 400) {
      throw malformed(`its status is ${response.status}`);
    }
    const problem = this.#problem(body, response.status);
    if (!RETRIED.has(response.status) && response.status < 500 && problem !== undefined) {
      throw this.#refusal(problem, response.status);
    }
    throw new Unavailable(
      this.#shown(problem?.text("code") ?? `http_${response.status}`),
      this.#shown((problem && textIn(problem, "detail")) ?? `the gateway answered ${response.status}`),
      {
        status: response.status,
        answered: problem !== undefined || response.status < 500,
        retryable: RETRIED.has(response.status),
        retryAfterMs: this.#retryAfter(response.headers.get("retry-after")),
      },
    );
  }

  /** The problem document that a body is, or undefined. */
  #problem(body: Uint8Array, status: number): Answer | undefined {
    try {
      const value = parseJson(body, { limits: ANSWER_LIMITS });
      const code = isObject(value) ? value.get("code") : undefined;
      const sound = isObject(value) && typeof code === "string" && CODE.test(code) && value.get("status") === status;
      return sound ? new Answer(value) : undefined;
    } catch {
      return undefined; // a failure in any case; only its name is lost
    }
  }

  #refusal(problem: Answer, status: number): SallyportError {
    const decisionId = textIn(problem, "decision_id");
    const receiptId = textIn(problem, "receipt_id");
    const shown = {
      status,
      ...(decisionId === undefined ? {} : { decisionId }),
      ...(receiptId === undefined ? {} : { receiptId }),
    };
    const detail = this.#shown(textIn(problem, "detail") ?? "the gateway refused the request");
    const code = this.#shown(problem.text("code"));
    if (MISMATCHES.has(code)) {
      return new HashMismatch(code, detail, shown);
    }
    switch (textIn(problem, "approval_status")) {
      case "REJECTED":
        return new Rejected(code, detail, shown);
      case "EXPIRED":
        return new Expired(code, detail, shown);
      default:
        return new Problem(code, detail, shown);
    }
  }

  /** A text from outside without the credential, should the gateway have repeated it. */
  #shown(text: string): string {
    return text.replaceAll(this.#settings.token.reveal(), "[secret]");
  }

  #retryAfter(field: string | null): number {
    if (field === null) {
      return 0;
    }
    const ms = /^[0-9]{1,9}$/.test(field) ? Number(field) * 1000 : Date.parse(field) - Date.now();
    return Number.isFinite(ms) ? Math.max(0, ms) : 0;
  }
}

function textIn(answer: Answer, name: string): string | undefined {
  try {
    return answer.optionalText(name);
  } catch {
    return undefined;
  }
}

function isOurs(e: unknown): boolean {
  return e instanceof SallyportError;
}

function parsed(body: Uint8Array): Json {
  try {
    return parseJson(body, { limits: ANSWER_LIMITS });
  } catch (e) {
    throw malformed("it is not strict JSON", e, false);
  }
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
    length += read.value.length;
    if (length > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw malformed(`it has more than ${MAX_ANSWER_BYTES} bytes`, undefined, false);
    }
    pieces.push(read.value);
  }
  return concat(...pieces);
}

/** A JSON object with one member that is canonical bytes already, which so are sent as they were hashed. */
export function objectWith(members: JsonObject, name: string, canonical: string): string {
  const text = (value: Json): string => canonicalText(value, "sallyport-jcs-2");
  const others = [...members].map(([other, value]) => `${text(other)}:${text(value)}`);
  return `{${[...others, `${text(name)}:${canonical}`].join(",")}}`;
}

/** A part of a path that came from outside: no other path can be reached with it. */
export function segment(id: string): string {
  if (id === "" || id === "." || id === "..") {
    throw new TypeError("an id must not be empty or a path");
  }
  return encodeURIComponent(id);
}
