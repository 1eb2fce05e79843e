import { createServer } from "node:http";
import { sha256 } from "./support.mjs";

/** Sorted members without spaces: the canonical form of the plain ASCII actions that these tests use, written apart. */
export function sortedText(value) {
  if (Array.isArray(value)) {
    return `[${value.map(sortedText).join(",")}]`;
  }
  return value !== null && typeof value === "object"
    ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${sortedText(value[name])}`).join(",")}}`
    : JSON.stringify(value);
}

/** The time of a test: pauses pass at once and are written down, timeouts happen when the test says so. */
export class FakeTime {
  clock = 0;
  pauses = [];
  expiries = new Set();

  now = () => this.clock;
  random = () => 0.5;
  sleep = async (ms, signal) => {
    signal?.throwIfAborted();
    this.pauses.push(ms);
    this.clock += ms;
    this.onSleep?.();
    signal?.throwIfAborted();
  };
  timeout = (ms, expire) => {
    this.expiries.add(expire);
    return () => this.expiries.delete(expire);
  };

  expireAll() {
    for (const expire of [...this.expiries]) {
      expire();
    }
  }
}

export const HANG = Symbol("no answer");
export const CUT = Symbol("the connection is cut");

/**
 * A gateway on loopback that does what a test says. Routes answer with `{status, body, headers}`; by default it decides
 * `allow` and knows the hash of what it was asked. Remembers every request.
 */
export class FakeGateway {
  static async start(routes = {}) {
    const gateway = new FakeGateway(routes);
    await new Promise((resolve) => gateway.server.listen(0, "127.0.0.1", resolve));
    gateway.url = `http://127.0.0.1:${gateway.server.address().port}`;
    return gateway;
  }

  constructor(routes) {
    this.routes = { ...this.defaults(), ...routes };
    this.requests = [];
    this.time = new FakeTime();
    this.server = createServer((request, response) => this.serve(request, response));
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The requests of a route, such as `POST /v1/authorize`. */
  of(route) {
    return this.requests.filter((request) => request.route === route);
  }

  serve(request, response) {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      const text = Buffer.concat(pieces).toString();
      const route = `${request.method} ${request.url}`;
      const seen = { route, text, body: text === "" ? undefined : JSON.parse(text), headers: request.headers };
      this.requests.push(seen);
      const answer = this.routes[route]?.(seen, this.of(route).length) ?? problem(404, "no_such_route");
      if (answer === HANG) {
        this.time.expireAll();
      } else if (answer === CUT) {
        request.socket.destroy();
      } else {
        const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
        response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
        response.end(body);
      }
    });
  }

  defaults() {
    return {
      "POST /v1/authorize": (request) => ({ body: this.decision(request) }),
      "POST /v1/outcomes": (request) => ({ status: 201, body: { decision_id: request.body.decision_id, status: request.body.status, receipt_id: "rcpt_9" } }),
      "GET /healthz": () => ({ body: { status: "ok" } }),
      "GET /v1/approvals/appr_1": () => ({ body: this.approval("APPROVED") }),
      "POST /v1/approvals/appr_1/consume": () => ({ body: this.consumed() }),
    };
  }

  /** What it answers to a request for a decision. */
  decision(request, changes = {}) {
    this.hash = sha256(sortedText(request.body.tool_call));
    return {
      decision_id: "dec_1",
      decision: "allow",
      risk_score: 10,
      risk_level: "low",
      reason: "permitted",
      reasons: ["permitted"],
      matched_policies: [],
      receipt_id: "rcpt_1",
      action_hash: this.hash,
      action_hash_scheme: "aegis-jcs-1",
      ...changes,
    };
  }

  /** A decision that waits for people. */
  held(request, changes = {}) {
    const decision = this.decision(request, { decision: "require_approval", reason: "needs_approval" });
    const approval = { approval_id: "appr_1", status: "PENDING", approver_group: "approvers", expires_at: "2026-11-21T08:00:00Z", action_hash: this.hash };
    return { body: { ...decision, approval: { ...approval, ...changes } } };
  }

  approval(status, changes = {}) {
    return {
      approval_id: "appr_1", status, decision_id: "dec_1", agent_id: "agent_1", session: "s", tool: "mail", action: "send",
      action_hash: this.hash, approver_group: "approvers", quorum: 1, created_at: "2026-11-21T07:00:00Z",
      expires_at: "2026-11-21T08:00:00Z", answers: [], ...changes,
    };
  }

  consumed(changes = {}) {
    return {
      approval_id: "appr_1", status: "CONSUMED", decision_id: "dec_2", decision: "allow", receipt_id: "rcpt_2",
      action_hash: this.hash, action_hash_scheme: "aegis-jcs-1", ...changes,
    };
  }
}

/** A refusal as RFC 9457 has it. */
export function problem(status, code, changes = {}, headers = {}) {
  const body = { type: `urn:sallyport:problem:${code}`, title: "Refused", status, code, detail: "because", ...changes };
  return { status, body, headers: { "content-type": "application/problem+json", ...headers } };
}
