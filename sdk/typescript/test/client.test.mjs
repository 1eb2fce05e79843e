import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { Client, HashMismatch, Problem, SallyportError, Secret, Unavailable } from "../dist/index.js";
import { CUT, FakeGateway, problem } from "./gateway.mjs";
import { spec } from "./support.mjs";

const TOKEN = "spa_very-secret-token";

async function scene(t, routes = {}, options = {}) {
  const gateway = await FakeGateway.start(routes);
  t.after(() => gateway.stop());
  return { gateway, client: new Client({ url: gateway.url, token: TOKEN, agent: "agent_1", time: gateway.time, ...options }) };
}

async function failure(promise) {
  try {
    await promise;
  } catch (e) {
    return e;
  }
  assert.fail("it did not fail");
}

test("health asks without a credential", async (t) => {
  const { gateway, client } = await scene(t);
  assert.equal(await client.health(), "ok");
  assert.equal(gateway.requests[0].headers.authorization, undefined);
});

test("readiness is a failure while the gateway is not ready", async (t) => {
  const { client } = await scene(t, { "GET /readyz": () => problem(503, "not_ready") });
  const e = await failure(client.ready());
  assert.deepEqual([e instanceof Unavailable, e.code, e.answered], [true, "not_ready", true]);
});

test("a GET is repeated, a registration is not", async (t) => {
  const { gateway, client } = await scene(t, {
    "GET /healthz": (request) => (gateway_().of("GET /healthz").length < 3 ? CUT : { body: { status: "ok" } }),
    "POST /v1/agents/register": () => problem(503, "unwritable"),
  });
  function gateway_() {
    return gateway;
  }
  assert.equal(await client.health(), "ok");
  assert.equal(gateway.of("GET /healthz").length, 3);
  assert.equal((await failure(client.register({ agentKey: "bot" }))).code, "unwritable");
  assert.equal(gateway.of("POST /v1/agents/register").length, 1);
});

test("a registered agent's token is shown only on demand", async (t) => {
  const { gateway, client } = await scene(t, {
    "POST /v1/agents/register": () => ({ status: 201, body: { agent_id: "agent_2", agent_token: "spa_new-token" } }),
  }, { tenant: "acme" });
  const registered = await client.register({ agentKey: "bot", riskTier: "low", trustCeiling: "unknown" });
  assert.equal(registered.agentId, "agent_2");
  assert.equal(registered.agentToken.reveal(), "spa_new-token");
  for (const shown of [inspect(registered, { depth: 9, showHidden: true }), JSON.stringify(registered), String(registered.agentToken)]) {
    assert.ok(!shown.includes("spa_new-token"), shown);
  }
  assert.deepEqual(gateway.requests[0].body, { agent_key: "bot", risk_tier: "low", trust_ceiling: "unknown" });
  assert.equal(gateway.requests[0].headers["sallyport-tenant"], "acme");
});

test("the credential shows nowhere: not in the client, not in a failure, not when the gateway repeats it", async (t) => {
  const { client } = await scene(t, {
    "GET /v1/receipts/r": () => problem(403, "not_allowed", { detail: `the token ${TOKEN} may not` }),
    "GET /v1/receipts/s": () => ({ body: `{"echo":"${TOKEN}",}` }),
    "GET /v1/receipts/t": () => CUT,
  });
  const shown = [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client), String(client), inspect(new Secret(TOKEN), { showHidden: true })];
  for (const id of ["r", "s", "t"]) {
    const e = await failure(client.receipt(id));
    assert.ok(e instanceof SallyportError);
    shown.push(inspect(e, { depth: 9, showHidden: true }), JSON.stringify(e), e.stack, e.message);
  }
  for (const text of shown) {
    assert.ok(!String(text).includes(TOKEN), text);
  }
  const bad = await failure((async () => new Client({ url: "http://127.0.0.1:1", token: `${TOKEN}\n` }))());
  assert.ok(bad instanceof TypeError && !inspect(bad).includes(TOKEN));
});

test("an address must be the gateway's alone, and an id cannot leave its path", async (t) => {
  for (const url of ["ftp://127.0.0.1", "http://user:pass@127.0.0.1", "http://127.0.0.1/?token=x", "nonsense"]) {
    assert.throws(() => new Client({ url, token: TOKEN }), TypeError);
  }
  for (const url of ["http://gateway.example:7171", "http://localhost.example", "http://127.0.0.1.example", "http://0.0.0.0", "http://[::2]"]) {
    assert.throws(() => new Client({ url, token: TOKEN }), /must be https/);
    assert.ok(new Client({ url, token: TOKEN, allowHttp: true }));
  }
  for (const url of ["http://localhost:7171", "http://127.1", "http://[::1]:7171", "https://gateway.example"]) {
    assert.ok(new Client({ url, token: TOKEN }));
  }
  const { gateway, client } = await scene(t);
  await assert.rejects(client.receipt(".."), TypeError);
  await assert.rejects(client.approvals.get(""), TypeError);
  await failure(client.receipt("../agents?limit=1#x"));
  assert.equal(gateway.requests[0].route, "GET /v1/receipts/..%2Fagents%3Flimit%3D1%23x");
});

test("a receipt whose hash is not what the gateway says is refused", async (t) => {
  const line = readFileSync(join(spec, "receipt", "vectors", "values", "receipt_hash.tsv"), "utf8").split("\n")[1];
  const [, receipt, hash] = line.split("\t");
  const row = (receipt_hash) => ({ receipt_id: "rcpt_0", sequence: 0, receipt_hash, receipt: JSON.parse(receipt) });
  const { gateway, client } = await scene(t, {
    "GET /v1/receipts/good": () => ({ body: row(hash) }),
    "GET /v1/receipts/bad": () => ({ body: row("0".repeat(64)) }),
    "GET /v1/receipts?limit=1&cursor=5": () => ({ body: { receipts: [row(hash)], next_cursor: "4" } }),
    "POST /v1/receipts/verify-chain": () => ({ body: { verified: false, checked: 0, error: "chain_broken", first_bad_index: 0 } }),
  });
  const kept = await client.receipt("good");
  assert.equal(kept.receipt.get("receipt_id"), "rcpt_0");
  assert.ok((await failure(client.receipt("bad"))) instanceof HashMismatch);
  const page = await client.receipts({ limit: 1, cursor: "5" });
  assert.deepEqual([page.receipts.length, page.nextCursor], [1, "4"]);
  assert.deepEqual(await client.verifyChain([kept.receipt]), { verified: false, checked: 0, error: "chain_broken", firstBadIndex: 0 });
  assert.deepEqual(gateway.of("POST /v1/receipts/verify-chain")[0].body, { receipts: [JSON.parse(receipt)] });
});

test("a refusal keeps its code and its receipt", async (t) => {
  const { client } = await scene(t, { "POST /v1/outcomes": () => problem(409, "executed_hash_mismatch", { receipt_id: "rcpt_7" }) });
  const e = await failure(client.reportOutcome({ decisionId: "dec_1", status: "succeeded", executedHash: "0".repeat(64) }));
  assert.deepEqual([e instanceof HashMismatch, e.code, e.receiptId, e.status], [true, "executed_hash_mismatch", "rcpt_7", 409]);
});

test("an answer without end is cut off", async (t) => {
  const { client } = await scene(t, { "GET /healthz": () => ({ body: `"${"x".repeat(9 << 20)}"` }) });
  assert.equal((await failure(client.health())).code, "malformed_answer");
});

test("what the user said is told once, of one session", async (t) => {
  const said = (body) => () => ({ status: 201, body });
  const { gateway, client } = await scene(t, {
    "POST /v1/sessions/s%2F1/prompts": said({ session: "s/1", vouched: true }),
    "POST /v1/sessions/s/prompts": said({ session: "s", vouched: false }),
    "POST /v1/sessions/t/prompts": said({ session: "s", vouched: true }),
    "POST /v1/sessions/u/prompts": said({ session: "u" }),
    "POST /v1/sessions/v/prompts": () => problem(503, "journal_unavailable"),
  });
  assert.equal(await client.prompt("s/1", 'Write to "Bob"'), true);
  assert.deepEqual(gateway.requests[0].body, { text: 'Write to "Bob"' });
  assert.equal(await client.prompt("s", "x"), false);
  assert.equal((await failure(client.prompt("t", "x"))).code, "malformed_answer");
  assert.equal((await failure(client.prompt("u", "x"))).code, "malformed_answer");
  assert.equal((await failure(client.prompt("v", "x"))).code, "journal_unavailable");
  assert.equal(gateway.of("POST /v1/sessions/v/prompts").length, 1);
  await assert.rejects(client.prompt("..", "x"), TypeError);
});

test("an outcome carries what the action answered, even nothing", async (t) => {
  const { gateway, client } = await scene(t, { "POST /v1/outcomes": () => ({ status: 201, body: { receipt_id: "rcp_1" } }) });
  assert.equal(await client.reportOutcome({ decisionId: "d", status: "succeeded", content: "" }), "rcp_1");
  await client.reportOutcome({ decisionId: "d", status: "failed" });
  assert.deepEqual(gateway.requests.map((one) => one.body), [{ decision_id: "d", status: "succeeded", content: "" }, { decision_id: "d", status: "failed" }]);
});
