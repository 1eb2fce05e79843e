import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { here, json, spec } from "./support.mjs";

/** Runs the conformance program once over all requests and gives its answers in order. */
function answers(requests) {
  const input = requests.map((request, id) => `${JSON.stringify({ id, ...request })}\n`).join("");
  const run = spawnSync(join(here, "conformance"), { input, maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, String(run.stderr));
  const lines = String(run.stdout).trimEnd().split("\n");
  assert.equal(lines.length, requests.length);
  return lines.map((line, id) => {
    const answer = JSON.parse(line);
    assert.equal(answer.id, id);
    return answer;
  });
}

/** Compares each answer with what its vector says; a refusal's offset and line only where the vector names them. */
function compare(cases) {
  answers(cases.map((one) => one.request)).forEach((answer, i) => {
    const { name, output, code, offset, line } = cases[i];
    const wanted = { outcome: code === undefined ? "accept" : "refuse" };
    const seen = { outcome: answer.outcome };
    for (const [key, value] of Object.entries({ output, code, offset, line })) {
      if (value !== undefined) {
        wanted[key] = value;
        seen[key] = answer[key];
      }
    }
    assert.deepEqual(seen, wanted, name);
  });
  return cases.length;
}

function folders(path) {
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function vectors(path, folder) {
  return readdirSync(join(path, folder)).filter((file) => file.endsWith(".json")).map((file) => json(join(path, folder, file)));
}

const hexOf = (text) => Buffer.from(text, "utf8").toString("hex");

test("every vector of the action format is answered as written, in both schemes", (t) => {
  const path = join(spec, "action", "vectors");
  const cases = [];
  for (const folder of folders(path)) {
    for (const vector of vectors(path, folder)) {
      const op = folder.startsWith("action") ? "action" : "canon";
      for (const scheme of ["sallyport-jcs-2", "aegis-jcs-1"]) {
        const aegis = scheme === "aegis-jcs-1";
        const canonical = aegis ? vector.aegis_canonical : vector.canonical;
        const hash = aegis ? vector.aegis_hash : vector.action_hash;
        if (folder === "aegis_fail" && !aegis) {
          continue; // says nothing of the other scheme
        }
        const refusal = { code: vector.code ?? "number_not_portable", offset: vector.offset };
        const outcome = canonical === undefined ? refusal : { output: { canonical: hexOf(canonical), hash } };
        cases.push({ name: `${folder}/${vector.name} ${scheme}`, request: { op, scheme, document: vector.hex }, ...outcome });
      }
    }
  }
  t.diagnostic(`${compare(cases)} answers`);
  assert.ok(cases.length > 300);
});

test("every vector of the receipt format is answered as written", (t) => {
  const path = join(spec, "receipt", "vectors");
  const cases = [];
  for (const folder of folders(path).filter((name) => name !== "values")) {
    const { verdict, ...expected } = json(join(path, folder, "expected.json"));
    const request = { op: "receipts", file: readFileSync(join(path, folder, "log.receipts")).toString("hex") };
    if (existsSync(join(path, folder, "log.vkey"))) {
      request.vkey = readFileSync(join(path, folder, "log.vkey"), "utf8").trim();
    }
    cases.push({ name: folder, request, ...(verdict === "fault" ? expected : { output: expected }) });
  }
  t.diagnostic(`${compare(cases)} answers`);
  assert.ok(cases.length > 40);
});

test("every value of the receipt format is computed as written", (t) => {
  const path = join(spec, "receipt", "vectors", "values");
  const rows = (file) =>
    readFileSync(join(path, file), "utf8").trimEnd().split("\n").slice(1).map((line) => line.split("\t"));
  const cases = [];
  for (const [kind, salt, content, hash] of rows("commitment.tsv")) {
    cases.push({ name: `${kind} ${content}`, request: { op: "commitment", kind, salt, content }, output: { hash } });
  }
  for (const [sequence, receipt, hash] of rows("receipt_hash.tsv")) {
    cases.push({ name: `receipt ${sequence}`, request: { op: "receipt_hash", receipt: hexOf(receipt) }, output: { hash } });
  }
  const tree = rows("tree.tsv");
  const leaves = tree.filter(([what]) => what === "leaf").map((row) => row[2]);
  const roots = new Map(tree.filter(([what]) => what === "root").map((row) => [row[1], row[2]]));
  for (const [what, a, b, path] of tree) {
    const proof = path === undefined || path === "" ? [] : path.split(",");
    if (what === "root") {
      cases.push({ name: `root ${a}`, request: { op: "root", leaves: leaves.slice(0, Number(a)) }, output: { root: b } });
    } else if (what === "consistency") {
      const request = { op: "consistency", size1: a, size2: b, proof, root1: roots.get(a), root2: roots.get(b) };
      cases.push({ name: `consistency ${a} ${b}`, request, output: {} });
    } else if (what === "inclusion") {
      const [leaf_hash] = answers([{ op: "root", leaves: [leaves[Number(a)]] }]).map((answer) => answer.output.root);
      const request = { op: "inclusion", leaf_hash, index: a, size: b, proof, root: roots.get(b) };
      cases.push({ name: `inclusion ${a} of ${b}`, request, output: {} });
    }
  }
  t.diagnostic(`${compare(cases)} answers`);
});

test("every vector of the transparency log is answered as written", (t) => {
  const path = join(spec, "log", "vectors");
  const cases = folders(path).flatMap((folder) =>
    vectors(path, folder).map(({ name, output, code, ...request }) => ({ name: `${folder}/${name}`, request, output, code })),
  );
  t.diagnostic(`${compare(cases)} answers`);
  assert.ok(cases.length > 200);
});

test("the program answers requests it does not know and goes on", () => {
  const run = spawnSync(join(here, "conformance"), {
    input: 'no json\n{"id":7,"op":"fly"}\n{"id":8,"op":"canon","scheme":"sallyport-jcs-2"}\n{"id":9,"op":"root","leaves":[]}',
  });
  assert.equal(run.status, 0);
  const outcomes = String(run.stdout).trimEnd().split("\n").map((line) => JSON.parse(line).outcome);
  assert.equal(outcomes.length, 4);
  assert.deepEqual(outcomes.slice(1), ["unsupported", "unsupported", "accept"]);
});
