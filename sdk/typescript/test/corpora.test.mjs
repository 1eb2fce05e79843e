import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { Action, canonicalBytes, checkNote, parseJson, parseNote, Refused, Tree, verifyConsistency, verifyInclusion, VerifierKey, verifyReceipts, verifySubtreeConsistency, verifySubtreeInclusion } from "../dist/index.js";
import { bytes, corpora, files, fromHex, json, needsCorpora, sha256, thrown, toHex } from "./support.mjs";

const base64 = (text) => new Uint8Array(Buffer.from(text, "base64"));

/** A vector's numbers may be beyond 2^53: JSON.parse would round them, so they are read from the text. */
function vector(path) {
  const text = readFileSync(path, "utf8").replaceAll(/:\s*(-?[0-9]{10,})/g, ':"$1"');
  return JSON.parse(text);
}

const big = (number) => BigInt(number ?? 0);
const CHECKS = {
  inclusion: (v, proof) => verifyInclusion({ leafHash: base64(v.leafHash), index: big(v.leafIdx), size: big(v.treeSize), proof, root: base64(v.root) }),
  consistency: (v, proof) => verifyConsistency({ size1: big(v.size1), size2: big(v.size2), proof, root1: base64(v.root1), root2: base64(v.root2) }),
  subtreeinclusion: (v, proof) => verifySubtreeInclusion({ leafHash: base64(v.leafHash), index: big(v.leafIdx), start: big(v.start), end: big(v.end), proof, root: base64(v.root) }),
  subtreeconsistency: (v, proof) => verifySubtreeConsistency({ start: big(v.start), end: big(v.end), size: big(v.size), proof, root1: base64(v.root1), root2: base64(v.root2) }),
};

test("the Merkle vectors of transparency-dev are answered as they say", needsCorpora, (t) => {
  let total = 0;
  for (const [kind, check] of Object.entries(CHECKS)) {
    for (const path of files(join(corpora, "tlog", "merkle", kind), ".json")) {
      const v = vector(path);
      const fault = thrown(() => check(v, (v.proof ?? []).map(base64)));
      total++;
      assert.ok(fault === undefined || fault instanceof Refused, `${path}: ${fault?.stack}`);
      assert.equal(fault !== undefined, v.wantErr, `${path}: ${fault?.message ?? "accepted"}`);
    }
  }
  t.diagnostic(`${total} vectors`);
  assert.equal(total, 518);
});

test("the reference tree of RFC 6962 has its roots", needsCorpora, (t) => {
  const reference = json(join(corpora, "tlog", "rfc6962_reference_tree.json"));
  const leaves = reference.leaf_inputs_hex.map(fromHex);
  const tree = new Tree();
  const seen = [toHex(tree.root()), ...leaves.map((leaf) => (tree.append(leaf), toHex(tree.root())))];
  assert.deepEqual(seen, [reference.empty_root, ...reference.root_hashes_size_1_to_8]);
  t.diagnostic(`${seen.length} roots`);
});

test("C2SP's signed note verifies", needsCorpora, () => {
  const folder = join(corpora, "tlog", "c2sp");
  const note = parseNote(readFileSync(join(folder, "signed-note.txt")));
  const key = VerifierKey.parse(readFileSync(join(folder, "signed-note.vkey"), "utf8").trim());
  assert.deepEqual(checkNote(note, [key]), [key]);
  assert.equal(thrown(() => checkNote({ ...note, text: `${note.text}x\n` }, [key])).code, "signature_invalid");
});

test("hostile JSON is read as its one meaning or refused", needsCorpora, (t) => {
  const rows = gunzipSync(readFileSync(join(corpora, "jcs", "hostile.tsv.gz"))).toString().trimEnd().split("\n");
  const accepted = [];
  for (const row of rows) {
    const [name, hex] = row.split("\t");
    const input = fromHex(hex ?? "");
    let value;
    const fault = thrown(() => (value = parseJson(input)));
    if (fault === undefined) {
      accepted.push(name);
      assert.doesNotThrow(() => canonicalBytes(value, "sallyport-jcs-2"), name);
    } else {
      assert.ok(fault instanceof Refused && fault.offset <= input.length, name);
    }
  }
  t.diagnostic(`${rows.length} inputs, ${accepted.length} read`);
  assert.deepEqual(accepted, [
    "nfc", "nfd", "nul", "del", "ls", "slash", "sort_utf16", "top_scalar", "top_number", "top_null", "proto_key", "toJSON",
    "constructor", "exp_upper", "exp_int", "trailing_zero", "float_int", "min_subnormal",
  ]);
});

test("ES6 numbers have their text", needsCorpora, (t) => {
  const rows = readFileSync(join(corpora, "jcs", "es6testfile_1000.txt"), "utf8").trimEnd().split("\n");
  let written = 0;
  for (const row of rows) {
    const [hex, text] = row.split(",");
    const value = Buffer.from(hex.padStart(16, "0"), "hex").readDoubleBE();
    const fault = thrown(() => assert.equal(toHex(canonicalBytes(value, "sallyport-jcs-2")), toHex(bytes(text))));
    if (fault instanceof Refused) {
      assert.ok(Object.is(value, -0) || (Number.isInteger(value) && !Number.isSafeInteger(value)), row);
    } else {
      assert.equal(fault, undefined, row);
      assert.equal(parseJson(bytes(text)), value);
      written++;
    }
  }
  t.diagnostic(`${rows.length} numbers, ${written} written, the others are integers beyond 2^53`);
});

test("AegisAgent's actions have their bytes and its chain holds", needsCorpora, (t) => {
  const { vectors } = json(join(corpora, "aegisagent", "canonical_action_vectors.json"));
  for (const { name, tool_call: call, canonical } of vectors) {
    const { tool, action, resource, mutates_state: mutatesState, parameters } = call;
    const ours = Action.of({ tool, action, resource, mutatesState, parameters });
    assert.equal(Buffer.from(ours.canonical("aegis-jcs-1")).toString(), canonical, name);
    assert.equal(ours.hash("aegis-jcs-1").hex, sha256(canonical), name);
  }
  const { receipts } = json(join(corpora, "aegisagent", "receipt_chain_vectors.json"));
  const lines = receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join("");
  const { count, head } = verifyReceipts(bytes(lines));
  assert.deepEqual([count, head], [receipts.length, receipts.at(-1).receipt_hash]);
  assert.deepEqual(verifyReceipts(bytes(JSON.stringify(receipts))), verifyReceipts(bytes(lines)));
  t.diagnostic(`${vectors.length} actions, ${count} receipts`);
});
