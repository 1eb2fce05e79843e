import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { Client, Denied, Expired, HashMismatch, Problem, protect, Refused, Rejected, Unavailable } from "../dist/index.js";
import { CUT, FakeGateway, HANG, problem } from "./gateway.mjs";
import { sha256 } from "./support.mjs";

const TOKEN = "spa_very-secret-token";
const ARGS = { to: "alice@example.com", amount: 98.7, tags: ["a", "b"] };
const OTHER_HASH = "0".repeat(64);

/** A gateway, a client of it, and a protected function that counts its runs. */
async function scene(t, routes = {}, options = {}, client = {}) {
  const gateway = await FakeGateway.start();
  const named = Object.entries(routes).map(([route, answer]) => [route, (request, nth) => answer(request, nth, gateway)]);
  Object.assign(gateway.routes, Object.fromEntries(named));
  t.after(() => gateway.stop());
  const runs = [];
  let ids = 0;
  const sallyport = new Client({ url: gateway.url, token: TOKEN, agent: "agent_1", time: gateway.time, newId: () => `req_${++ids}`, ...client });
  const send = protect(
    (args) => {
      runs.push(args);
      return `sent to ${args.to}`;
    },
    { client: sallyport, tool: "mail", action: "send", mutatesState: true, ...options },
  );
  return { gateway, client: sallyport, send, runs, time: gateway.time };
}

const READ = { mutatesState: false, readOpen: true };
const held = { "POST /v1/authorize": (request, nth, gateway) => gateway.held(request) };

async function failure(promise) {
  try {
    await promise;
  } catch (e) {
    return e;
  }
  assert.fail("it did not fail");
}

test("an allowed call runs once with what was hashed, and its outcome is reported", async (t) => {
  const { gateway, send, runs } = await scene(t);
  assert.equal(await send(ARGS), "sent to alice@example.com");
  assert.equal(runs.length, 1);
  assert.deepEqual(gateway.requests.map((request) => request.route), ["POST /v1/authorize", "POST /v1/outcomes"]);
  const [asked, told] = gateway.requests;
  assert.deepEqual(asked.body.tool_call, { tool: "mail", action: "send", resource: null, mutates_state: true, parameters: ARGS });
  assert.equal(asked.body.request_id, "req_1");
  assert.deepEqual(told.body, { decision_id: "dec_1", status: "succeeded", executed_hash: gateway.hash });
  const sent = asked.text.slice(asked.text.indexOf('"tool_call":') + '"tool_call":'.length, -1);
  assert.equal(sha256(sent), gateway.hash, "the bytes that were sent are the bytes that were hashed");
});

test("the function gets a frozen copy, so that changing the arguments meanwhile changes nothing", async (t) => {
  const args = structuredClone(ARGS);
  const { send, runs } = await scene(t, {
    "POST /v1/authorize": (request, nth, gateway) => {
      args.to = "mallory@example.com";
      args.tags.push("c");
      return { body: gateway.decision(request) };
    },
  });
  await send(args);
  assert.equal(runs[0].to, "alice@example.com");
  assert.deepEqual([...runs[0].tags], ["a", "b"]);
  assert.ok(Object.isFrozen(runs[0]) && Object.isFrozen(runs[0].tags));
  assert.throws(() => (runs[0].to = "mallory@example.com"), TypeError);
});

test("members with the names of attacks are arguments like others", async (t) => {
  const { gateway, send, runs } = await scene(t);
  await send(JSON.parse('{"__proto__":{"to":"x"},"constructor":"y","to":"alice","toJSON":"z"}'));
  assert.deepEqual(Object.keys(runs[0]), ["__proto__", "constructor", "to", "toJSON"]);
  assert.equal(gateway.of("POST /v1/outcomes").length, 1);
});

test("arguments without a JSON form never leave the program", async (t) => {
  const { gateway, send, runs } = await scene(t);
  for (const args of [{ at: new Date(0) }, { n: 1e-7 }, { n: 2 ** 60 }, { f() {} }, { a: undefined }]) {
    assert.ok((await failure(send(args))) instanceof Refused);
  }
  assert.equal(gateway.requests.length, 0);
  assert.equal(runs.length, 0);
});

test("a held call waits for people, claims the approval with the hash, and runs", async (t) => {
  const { gateway, send, runs, time } = await scene(t, {
    ...held,
    "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval(nth < 3 ? "PENDING" : "APPROVED") }),
  });
  await send(ARGS);
  assert.equal(runs.length, 1);
  assert.equal(time.pauses.length, 2);
  assert.ok(time.pauses[1] > time.pauses[0], "pauses grow");
  assert.deepEqual(gateway.of("POST /v1/approvals/appr_1/consume").map((request) => request.body), [{ action_hash: gateway.hash }]);
  assert.equal(gateway.of("POST /v1/outcomes")[0].body.decision_id, "dec_2", "the claim's decision released it");
});

/** What each fault of a gateway must become, and that nothing runs. */
const FAULTS = {
  "a denial": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { decision: "deny", reason: "forbidden_recipient" }) }) }, Denied, "forbidden_recipient"],
  "status 500": [{ "POST /v1/authorize": () => problem(500, "internal") }, Unavailable, "internal"],
  "status 503": [{ "POST /v1/authorize": () => problem(503, "unwritable") }, Unavailable, "unwritable"],
  "a proxy's error page": [{ "POST /v1/authorize": () => ({ status: 502, body: "<html>" }) }, Unavailable, "http_502"],
  "a success page": [{ "POST /v1/authorize": () => ({ body: "<html>allow</html>" }) }, Unavailable, "malformed_answer"],
  "cut JSON": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: JSON.stringify(gateway.decision(request)).slice(0, -1) }) }, Unavailable, "malformed_answer"],
  "a second decision in one answer": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: `{"decision":"deny",${JSON.stringify(gateway.decision(request)).slice(1)}` }) }, Unavailable, "malformed_answer"],
  "an answer without its hash": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { action_hash: undefined }) }) }, Unavailable, "malformed_answer"],
  "a decision by prototype": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: `{"__proto__":${JSON.stringify(gateway.decision(request))}}` }) }, Unavailable, "malformed_answer"],
  "an unknown decision": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { decision: "allow_once" }) }) }, Unavailable, "unknown_decision"],
  "status 201": [{ "POST /v1/authorize": (request, nth, gateway) => ({ status: 201, body: gateway.decision(request) }) }, Unavailable, "malformed_answer"],
  "a redirection": [{ "POST /v1/authorize": () => ({ status: 307, body: "", headers: { location: "/v1/elsewhere" } }) }, Unavailable, "malformed_answer"],
  "a foreign hash": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { action_hash: OTHER_HASH }) }) }, HashMismatch, "hash_mismatch"],
  "a hash in capitals": [{ "POST /v1/authorize": (request, nth, gateway) => { const body = gateway.decision(request); return { body: { ...body, action_hash: body.action_hash.toUpperCase() } }; } }, HashMismatch, "hash_mismatch"],
  "another scheme": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { action_hash_scheme: "sallyport-jcs-2" }) }) }, HashMismatch, "scheme_skew"],
  "an unknown scheme": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { action_hash_scheme: "md5" }) }) }, HashMismatch, "scheme_skew"],
  "a hold without an approval": [{ "POST /v1/authorize": (request, nth, gateway) => ({ body: gateway.decision(request, { decision: "require_approval" }) }) }, Unavailable, "malformed_answer"],
  "an approval of other bytes": [{ "POST /v1/authorize": (request, nth, gateway) => gateway.held(request, { action_hash: OTHER_HASH }) }, HashMismatch, "hash_mismatch"],
  "an unknown credential": [{ "POST /v1/authorize": () => problem(401, "credential_unknown") }, Problem, "credential_unknown"],
  "a cut connection": [{ "POST /v1/authorize": () => CUT }, Unavailable, "unreachable"],
  "no answer": [{ "POST /v1/authorize": () => HANG }, Unavailable, "timeout"],
  "a rejection": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("REJECTED") }) }, Rejected, "approval_rejected"],
  "an expired approval": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("EXPIRED") }) }, Expired, "approval_expired"],
  "an approval used before": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("CONSUMED") }) }, Denied, "approval_consumed"],
  "an invalidated approval": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("INVALIDATED") }) }, Denied, "approval_invalidated"],
  "an unknown status": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("BLESSED") }) }, Unavailable, "unknown_status"],
  "another approval": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("APPROVED", { approval_id: "appr_2" }) }) }, Unavailable, "malformed_answer"],
  "a swap after the vote": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("APPROVED", { action_hash: OTHER_HASH }) }) }, HashMismatch, "hash_mismatch"],
  "people who do not come": [{ ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("PENDING") }) }, Expired, "wait_deadline"],
  "a claim of other bytes": [{ ...held, "POST /v1/approvals/appr_1/consume": (request, nth, gateway) => ({ body: gateway.consumed({ action_hash: OTHER_HASH }) }) }, HashMismatch, "hash_mismatch"],
  "a claim in another scheme": [{ ...held, "POST /v1/approvals/appr_1/consume": (request, nth, gateway) => ({ body: gateway.consumed({ action_hash_scheme: "sallyport-jcs-2" }) }) }, HashMismatch, "scheme_skew"],
  "a claim that denies": [{ ...held, "POST /v1/approvals/appr_1/consume": (request, nth, gateway) => ({ body: gateway.consumed({ decision: "deny" }) }) }, Denied, "claim_not_granted"],
  "a claim that used nothing up": [{ ...held, "POST /v1/approvals/appr_1/consume": (request, nth, gateway) => ({ body: gateway.consumed({ status: "APPROVED" }) }) }, Denied, "claim_not_granted"],
  "a second claim": [{ ...held, "POST /v1/approvals/appr_1/consume": () => problem(409, "approval_consumed", { approval_status: "CONSUMED" }) }, Denied, "approval_consumed"],
  "a claim too late": [{ ...held, "POST /v1/approvals/appr_1/consume": () => problem(409, "approval_expired", { approval_status: "EXPIRED" }) }, Expired, "approval_expired"],
  "a claim of a rejected one": [{ ...held, "POST /v1/approvals/appr_1/consume": () => problem(409, "approval_rejected", { approval_status: "REJECTED" }) }, Rejected, "approval_rejected"],
  "a lost answer to the claim": [{ ...held, "POST /v1/approvals/appr_1/consume": () => CUT }, Unavailable, "consume_unknown"],
  "a slow answer to the claim": [{ ...held, "POST /v1/approvals/appr_1/consume": () => HANG }, Unavailable, "consume_unknown"],
  "a claim limited by rate": [{ ...held, "POST /v1/approvals/appr_1/consume": () => problem(429, "rate_limited", {}, { "retry-after": "1" }) }, Unavailable, "consume_unknown"],
  "a claim that fails inside": [{ ...held, "POST /v1/approvals/appr_1/consume": () => problem(500, "internal") }, Unavailable, "consume_unknown"],
};

for (const [name, [routes, kind, code]] of Object.entries(FAULTS)) {
  test(`after ${name} nothing runs`, async (t) => {
    const { gateway, send, runs } = await scene(t, routes);
    const e = await failure(send(ARGS));
    assert.equal(runs.length, 0);
    assert.ok(e instanceof kind, e.stack);
    assert.equal(e.code, code);
    assert.ok(gateway.of("POST /v1/approvals/appr_1/consume").length <= 1, "a claim is never repeated");
    assert.equal(gateway.of("POST /v1/outcomes").length, 0);
  });
}

test("after a refused connection nothing runs", async (t) => {
  const { gateway, send, runs } = await scene(t);
  await gateway.stop();
  const e = await failure(send(ARGS));
  assert.ok(e instanceof Unavailable);
  assert.equal(e.code, "unreachable");
  assert.equal(runs.length, 0);
});

test("a real timeout ends a call that hangs", async (t) => {
  const server = createServer(() => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => (server.closeAllConnections(), server.close()));
  const client = new Client({ url: `http://127.0.0.1:${server.address().port}`, token: TOKEN, agent: "a", retry: { timeoutMs: 20, attempts: 2, baseMs: 1 } });
  assert.equal((await failure(client.health())).code, "timeout");
});

test("a read runs without an answer only where the host said so", async (t) => {
  const away = { "POST /v1/authorize": () => CUT };
  const told = [];
  const open = await scene(t, away, { ...READ, onReadOpen: (e) => told.push(e.code) });
  assert.equal(await open.send(ARGS), "sent to alice@example.com");
  assert.deepEqual(told, ["unreachable"]);
  assert.ok(Object.isFrozen(open.runs[0]));
  const closed = await scene(t, away, { mutatesState: false });
  assert.equal((await failure(closed.send(ARGS))).code, "unreachable");
  assert.equal(closed.runs.length, 0);
  assert.throws(() => protect(() => 1, { client: open.client, tool: "t", action: "a", mutatesState: true, readOpen: true }), TypeError);
  assert.throws(() => protect(() => 1, { client: open.client, tool: "t", action: "a", mutatesState: undefined, readOpen: true }), TypeError);
});

test("a read that may open is still refused by any word of the gateway", async (t) => {
  const closing = ["a denial", "status 500", "status 503", "a foreign hash", "another scheme", "an unknown credential", "a rejection", "people who do not come", "a claim of other bytes", "a second claim", "a claim limited by rate", "an unknown decision"];
  for (const name of closing) {
    const [routes, kind, code] = FAULTS[name];
    const { send, runs } = await scene(t, routes, READ);
    const e = await failure(send(ARGS));
    assert.deepEqual([e instanceof kind, e.code, runs.length], [true, code, 0], name);
  }
  for (const name of ["a proxy's error page", "a success page", "cut JSON", "no answer"]) {
    const { send, runs } = await scene(t, FAULTS[name][0], READ);
    await send(ARGS);
    assert.equal(runs.length, 1, name);
  }
});

test("what the gateway said before it fell silent closes a read as well", async (t) => {
  const waiting = await scene(t, { ...held, "GET /v1/approvals/appr_1": () => CUT }, { ...READ, waitMs: 1000 });
  assert.equal((await failure(waiting.send(ARGS))).code, "wait_deadline");
  const claiming = await scene(t, { ...held, "POST /v1/approvals/appr_1/consume": () => CUT }, READ);
  assert.equal((await failure(claiming.send(ARGS))).code, "consume_unknown");
  const limited = await scene(t, { "POST /v1/authorize": (request, nth) => (nth === 1 ? problem(429, "rate_limited") : CUT) }, READ);
  assert.equal((await failure(limited.send(ARGS))).code, "rate_limited");
  assert.deepEqual([waiting.runs.length, claiming.runs.length, limited.runs.length], [0, 0, 0]);
});

test("authorize is repeated with its request id, within one deadline, and with full jitter", async (t) => {
  const { gateway, send, runs, time } = await scene(t, {
    "POST /v1/authorize": (request, nth, gateway) => (nth === 1 ? CUT : nth === 2 ? problem(503, "unwritable") : { body: gateway.decision(request) }),
  });
  await send(ARGS);
  assert.equal(runs.length, 1);
  const asked = gateway.of("POST /v1/authorize");
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked.map((request) => request.text)).size, 1, "byte for byte the same");
  assert.deepEqual(time.pauses, [100, 200], "half of 200 and of 400, as this test's chance has it");
});

test("Retry-After is kept, and a deadline that it breaks ends the call at once", async (t) => {
  const limited = (seconds) => ({
    "POST /v1/authorize": (request, nth, gateway) => (nth === 1 ? problem(429, "rate_limited", {}, { "retry-after": seconds }) : { body: gateway.decision(request) }),
  });
  const short = await scene(t, limited("7"));
  await short.send(ARGS);
  assert.deepEqual(short.time.pauses, [7000]);
  assert.equal(short.runs.length, 1);
  const long = await scene(t, limited("3600"));
  const e = await failure(long.send(ARGS));
  assert.deepEqual([e.code, e.status, long.time.pauses.length, long.runs.length], ["rate_limited", 429, 0, 0]);
});

test("a question about an approval that gets no answer is asked again until the wait is over", async (t) => {
  const { gateway, send, runs } = await scene(t, { ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => (nth <= 6 ? CUT : { body: gateway.approval("APPROVED") }) });
  await send(ARGS);
  assert.equal(runs.length, 1);
  assert.equal(gateway.of("GET /v1/approvals/appr_1").length, 7);
  const never = await scene(t, { ...held, "GET /v1/approvals/appr_1": () => CUT }, { waitMs: 60_000 });
  assert.equal((await failure(never.send(ARGS))).code, "wait_deadline");
  assert.ok(never.time.clock >= 60_000 && never.time.clock < 120_000);
});

test("the caller can stop waiting, and nothing runs", async (t) => {
  const stop = new AbortController();
  const { send, runs, time } = await scene(t, { ...held, "GET /v1/approvals/appr_1": (request, nth, gateway) => ({ body: gateway.approval("PENDING") }) });
  time.onSleep = () => stop.abort(new Error("enough"));
  assert.equal((await failure(send(ARGS, { signal: stop.signal }))).message, "enough");
  assert.equal(runs.length, 0);
  assert.equal((await failure(send(ARGS, { signal: AbortSignal.abort(new Error("before")) }))).message, "before");
  const readOpen = await scene(t, { "POST /v1/authorize": () => (stopped.abort(new Error("meanwhile")), HANG) }, READ);
  const stopped = new AbortController();
  assert.equal((await failure(readOpen.send(ARGS, { signal: stopped.signal }))).message, "meanwhile");
  assert.equal(readOpen.runs.length, 0, "to give up is no answer that is missing");
});

test("a call that was stopped after its release is reported as not started", async (t) => {
  const stop = new AbortController();
  const other = await FakeGateway.start();
  t.after(() => other.stop());
  const client = new Client({
    url: other.url, token: TOKEN, agent: "a", time: other.time,
    fetch: async (...call) => {
      const response = await fetch(...call);
      const body = await response.arrayBuffer();
      stop.abort(new Error("late"));
      return new Response(body, { status: response.status });
    },
  });
  const guarded = protect(() => assert.fail("it ran"), { client, tool: "mail", action: "send", mutatesState: true });
  assert.equal((await failure(guarded(ARGS, { signal: stop.signal }))).message, "late");
  assert.deepEqual(other.of("POST /v1/outcomes").map((request) => request.body), [{ decision_id: "dec_1", status: "not_started" }]);
});

test("a function that fails is reported as failed and its error reaches the caller", async (t) => {
  const { gateway, client } = await scene(t);
  const broken = protect(() => { throw new RangeError("no mailbox"); }, { client, tool: "mail", action: "send", mutatesState: true });
  assert.ok((await failure(broken(ARGS))) instanceof RangeError);
  assert.equal(gateway.of("POST /v1/outcomes")[0].body.status, "failed");
});

test("an outcome that cannot be reported is told, not repeated, and hides no result", async (t) => {
  const lost = [];
  const { gateway, send } = await scene(t, { "POST /v1/outcomes": () => CUT }, { onOutcomeLost: (e) => lost.push(e.code) });
  assert.equal(await send(ARGS), "sent to alice@example.com");
  assert.deepEqual(lost, ["unreachable"]);
  assert.equal(gateway.of("POST /v1/outcomes").length, 1);
});

test("a resource comes from the arguments that were hashed", async (t) => {
  const { gateway, send } = await scene(t, {}, { resource: (args) => `mailbox:${args.to}`, session: "s1", sourceTrust: "unknown", user: { id: "u" } });
  await send(ARGS);
  const { body } = gateway.requests[0];
  assert.equal(body.tool_call.resource, "mailbox:alice@example.com");
  assert.deepEqual([body.session, body.context, body.user], ["s1", { source_trust: "unknown" }, { id: "u" }]);
});

test("with the other scheme the other hash is expected", async (t) => {
  const { send, runs } = await scene(t, {
    "POST /v1/authorize": (request, nth, gateway) => {
      const body = gateway.decision(request, { action_hash_scheme: "sallyport-jcs-2" });
      const text = request.text.slice(request.text.indexOf('"tool_call":') + '"tool_call":'.length, -1);
      return { body: { ...body, action_hash: sha256("sallyport/action/2\n", text) } };
    },
  }, {}, { scheme: "sallyport-jcs-2" });
  await send(ARGS);
  assert.equal(runs.length, 1);
});
