import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { FakeGateway } from "./gateway.mjs";
import { files, here, json, spec } from "./support.mjs";

const built = join(here, "dist", "documents");
const run = promisify(execFile);

/** Compiles the README's snippets and the example as strictly as a strict reader would, against the types that are shipped. */
function compile() {
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  const snippets = [...readFileSync(join(here, "README.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]);
  snippets.forEach((text, i) => writeFileSync(join(built, `snippet${i + 1}.ts`), text));
  copyFileSync(join(here, "examples", "mailroom.ts"), join(built, "mailroom.ts"));
  copyFileSync(join(here, "test", "snippets.node.d.ts"), join(built, "node.d.ts"));
  const { compilerOptions } = json(join(here, "tsconfig.json"));
  const options = { ...compilerOptions, rootDir: ".", outDir: ".", declaration: false };
  writeFileSync(join(built, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["."], exclude: [] }));
  const tsc = spawnSync(process.execPath, [join(here, "node_modules", "typescript", "bin", "tsc"), "-p", built]);
  assert.equal(tsc.status, 0, String(tsc.stdout));
  return snippets.length;
}

async function output(program, args = [], env = {}) {
  const { stdout } = await run(process.execPath, [join(built, program), ...args], { env: { ...process.env, ...env } });
  return stdout.trimEnd().split("\n");
}

test("the snippets and the example compile against the shipped types and do what they say", async (t) => {
  assert.equal(compile(), 3);
  const gateway = await FakeGateway.start();
  t.after(() => gateway.stop());
  const env = { SALLYPORT_URL: gateway.url, SALLYPORT_TOKEN: "spa_token" };
  assert.deepEqual(await output("snippet1.js", [], env), ["paid 98.7 to Zoë"]);
  gateway.routes["POST /v1/authorize"] = (request) => ({ body: gateway.decision(request, { decision: "deny", reason: "not_today" }) });
  assert.deepEqual(await output("snippet1.js", [], env), ["not paid: not_today"]);

  const five = join(spec, "receipt", "vectors", "five");
  const file = join(five, "log.receipts");
  assert.deepEqual(await output("snippet2.js", [file]), ["5 receipts, signer unchecked"]);
  assert.deepEqual(await output("snippet2.js", [file, readFileSync(join(five, "log.vkey"), "utf8").trim()]), ["5 receipts, signer checked"]);
  const cut = join(spec, "receipt", "vectors", "truncated_tail_fail", "log.receipts");
  assert.deepEqual(await output("snippet2.js", [cut]), ["not verified: checkpoint_size on line 5"]);

  const [canonical, hash, refusal] = await output("snippet3.js");
  assert.equal(canonical, '{"action":"pay","mutates_state":true,"parameters":{"amount":98.7,"to":"Zoë"},"resource":null,"tool":"bank"}');
  assert.equal(hash, json(join(spec, "action", "vectors", "action_accept", "resource_absent.json")).action_hash);
  assert.equal(refusal, "duplicate_name at byte 7");

  gateway.routes["POST /v1/authorize"] = (request) => {
    const { action, resource } = request.body.tool_call;
    return action === "list" ? { status: 502, body: "gone" }
      : resource.includes("mallory") ? { body: gateway.decision(request, { decision: "deny", reason: "exfiltration" }) }
      : gateway.held(request);
  };
  assert.deepEqual(await output("mailroom.js", [], env), [
    "reading without an answer: http_502",
    'inbox: [ \'letter 1\' ]',
    "to alice: sent to alice@example.com",
    "to mallory: Denied: exfiltration",
  ]);
});

test("the package depends on nothing at run time, and its one tool is pinned", () => {
  const manifest = json(join(here, "package.json"));
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies"]) {
    assert.equal(manifest[kind], undefined, kind);
  }
  assert.deepEqual(Object.keys(manifest.devDependencies), ["typescript"]);
  assert.match(manifest.devDependencies.typescript, /^[0-9]+\.[0-9]+\.[0-9]+$/);
  const locked = Object.keys(json(join(here, "package-lock.json")).packages);
  assert.deepEqual(locked, ["", "node_modules/typescript"]);
});

test("nothing is read or written by the language's own JSON, and only Node's modules are imported", () => {
  for (const path of files(join(here, "src"), ".ts")) {
    const text = readFileSync(path, "utf8");
    assert.ok(!/\bJSON\s*(?:\.\s*(?:parse|stringify)|\[)|\beval\b|\bnew Function\b/.test(text), path);
    for (const [, from] of text.matchAll(/from "([^"]+)"/g)) {
      assert.ok(/^\.\.?\/|^node:(crypto|buffer|process)$/.test(from), `${path}: ${from}`);
    }
    assert.ok(!/console\.|process\.env/.test(text), `${path} prints or reads the environment`);
  }
});

test("the shipped types name no type of Node", () => {
  for (const path of files(join(here, "dist"), ".d.ts")) {
    if (!path.includes("/documents/") && !path.includes("/conformance/")) {
      assert.ok(!/node:|Buffer\b(?!Like)/.test(readFileSync(path, "utf8").replaceAll(/ArrayBuffer/g, "")), path);
    }
  }
});

test("the conformance program says in one line what is missing", () => {
  assert.ok(existsSync(join(here, "conformance")));
  const alone = spawnSync("/bin/sh", [join(here, "conformance")], { env: { PATH: "/nonexistent" } });
  assert.equal(alone.status, 2);
  assert.equal(String(alone.stderr), "conformance: node is not installed; install Node 20 or newer\n");
});
