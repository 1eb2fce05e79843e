import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { leafHash, nodeHash, Refused, Tree, verifyCheckpoint, verifyConsistency, verifyInclusion, VerifierKey, verifyProof, verifyReceipts } from "../dist/index.js";
import { bytes, fromHex, sha256, spec, thrown, toHex } from "./support.mjs";

/** A key whose seed repeats one byte, as signed notes name it. */
function signer(name, seed, type) {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seed)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const raw = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  const typed = Buffer.concat([Buffer.of(type), raw]);
  const id = sha256(`${name}\n`, typed).slice(0, 8);
  const line = (signature) => `\u2014 ${name} ${Buffer.concat([Buffer.from(id, "hex"), signature]).toString("base64")}\n`;
  return {
    vkey: `${name}+${id}+${typed.toString("base64")}`,
    sign: (text) => line(sign(null, Buffer.from(text), key)),
    cosign: (text, seconds) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(seconds));
      return line(Buffer.concat([time, sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), key)]));
    },
  };
}

const log = signer("log.example/t", 0x11, 1);
const witnesses = [signer("w.example/a", 0x21, 4), signer("w.example/b", 0x22, 4)];
const records = Array.from({ length: 5 }, (_, i) => fromHex(sha256(`record ${i}`)));

function rootOf(leaves) {
  const tree = new Tree();
  leaves.forEach((leaf) => tree.append(leaf));
  return tree.root();
}

const checkpointText = `log.example/t\n5\n${Buffer.from(rootOf(records)).toString("base64")}\n`;
const signedCheckpoint = `${checkpointText}\n${log.sign(checkpointText)}${witnesses[0].cosign(checkpointText, 1790000000)}${witnesses[1].cosign(checkpointText, 1790000001)}`;
const trust = { origin: "log.example/t", vkey: log.vkey, witnesses: witnesses.map((witness) => witness.vkey), quorum: 2 };

/** The proof of record 2 of 5, by hand: 3, (0 1), 4. */
const path = [leafHash(records[3]), nodeHash(leafHash(records[0]), leafHash(records[1])), leafHash(records[4])];
const proofFile = `c2sp.org/tlog-proof@v1\nindex 2\n${path.map((hash) => `${Buffer.from(hash).toString("base64")}\n`).join("")}\n${signedCheckpoint}`;

test("a checkpoint with its witnesses and a proof in it are accepted", () => {
  const accepted = verifyCheckpoint(bytes(signedCheckpoint), trust);
  assert.equal(accepted.size, 5n);
  assert.equal(accepted.witnessed, 2);
  const proven = verifyProof(bytes(proofFile), records[2], trust);
  assert.equal(proven.index, 2n);
  assert.equal(thrown(() => verifyProof(bytes(proofFile), records[1], trust)).code, "root_differs");
});

/** Every single bit of a file, turned over, must be refused, and by nothing but a refusal. */
function refuseEveryFlip(file, check) {
  assert.equal(thrown(() => check(file)), undefined);
  let flips = 0;
  for (let bit = 0; bit < file.length * 8; bit++) {
    const flipped = Uint8Array.from(file);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    const fault = thrown(() => check(flipped));
    assert.ok(fault instanceof Refused, `bit ${bit & 7} of byte ${bit >> 3}: ${fault?.stack ?? "accepted"}`);
    flips++;
  }
  return flips;
}

test("each single bit of a checkpoint counts", (t) => {
  t.diagnostic(`${refuseEveryFlip(bytes(signedCheckpoint), (file) => verifyCheckpoint(file, trust))} flips refused`);
});

test("each single bit of a proof counts", (t) => {
  t.diagnostic(`${refuseEveryFlip(bytes(proofFile), (file) => verifyProof(file, records[2], trust))} flips refused`);
});

test("each single bit of an export counts", (t) => {
  for (const name of ["one", "unicode"]) {
    const folder = join(spec, "receipt", "vectors", name);
    const vkey = readFileSync(join(folder, "log.vkey"), "utf8").trim();
    const file = new Uint8Array(readFileSync(join(folder, "log.receipts")));
    t.diagnostic(`${name}: ${refuseEveryFlip(file, (flipped) => verifyReceipts(flipped, { vkey }))} flips refused`);
  }
});

test("an export that is cut anywhere is refused", () => {
  const folder = join(spec, "receipt", "vectors", "one");
  const file = readFileSync(join(folder, "log.receipts"));
  for (let length = 0; length < file.length; length++) {
    assert.ok(thrown(() => verifyReceipts(file.subarray(0, length))) instanceof Refused, `${length} bytes`);
  }
});

test("every proof of trees of up to 40 leaves holds, and no proof for another place or size does", () => {
  const leaves = Array.from({ length: 40 }, (_, i) => bytes(`leaf ${i}`));
  const hashes = leaves.map(leafHash);
  /** RFC 6962 section 2.1, written as it is defined. */
  const mth = (d) => (d.length === 0 ? fromHex(sha256("")) : d.length === 1 ? d[0] : nodeHash(mth(d.slice(0, split(d.length))), mth(d.slice(split(d.length)))));
  const split = (n) => 2 ** Math.ceil(Math.log2(n) - 1);
  const pathOf = (m, d) => {
    if (d.length === 1) return [];
    const k = split(d.length);
    return m < k ? [...pathOf(m, d.slice(0, k)), mth(d.slice(k))] : [...pathOf(m - k, d.slice(k)), mth(d.slice(0, k))];
  };
  const subproof = (m, d, whole) => {
    if (m === d.length) return whole ? [] : [mth(d)];
    const k = split(d.length);
    return m <= k ? [...subproof(m, d.slice(0, k), whole), mth(d.slice(k))] : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
  };
  for (let size = 1; size <= leaves.length; size++) {
    const d = hashes.slice(0, size);
    const root = mth(d);
    assert.deepEqual(rootOf(leaves.slice(0, size)), root);
    for (let index = 0; index < size; index++) {
      const claim = { leafHash: d[index], index: BigInt(index), size: BigInt(size), proof: pathOf(index, d), root };
      verifyInclusion(claim);
      assert.equal(thrown(() => verifyInclusion({ ...claim, index: claim.size })).code, "proof_index");
      for (const other of [index - 1, index + 1]) {
        if (other >= 0 && other < size) {
          assert.ok(thrown(() => verifyInclusion({ ...claim, index: BigInt(other) })) instanceof Refused);
        }
      }
      assert.equal(thrown(() => verifyInclusion({ ...claim, proof: [...claim.proof, root] })).code, "proof_length");
    }
    for (let smaller = 1; smaller < size; smaller++) {
      const claim = { size1: BigInt(smaller), size2: BigInt(size), proof: subproof(smaller, d, true), root1: mth(d.slice(0, smaller)), root2: root };
      verifyConsistency(claim);
      assert.equal(thrown(() => verifyConsistency({ ...claim, root1: root })).code, "root_differs");
      assert.equal(thrown(() => verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).code, "proof_length");
    }
  }
});

test("sizes beyond 2^53 are counted exactly", () => {
  const size = 2n ** 62n;
  const hash = leafHash(bytes("a"));
  const proof = Array.from({ length: 62 }, () => hash);
  const root = proof.reduce((below, sibling) => nodeHash(below, sibling), hash);
  verifyInclusion({ leafHash: hash, index: 0n, size, proof, root });
  assert.equal(thrown(() => verifyInclusion({ leafHash: hash, index: 1n, size, proof, root: leafHash(root) })).code, "root_differs");
  assert.equal(thrown(() => verifyInclusion({ leafHash: hash, index: size, size, proof, root })).code, "proof_index");
});

test("a witness under two names is one witness, and the log is none", () => {
  const alias = signer("w.example/alias", 0x21, 4);
  const note = `${checkpointText}\n${log.sign(checkpointText)}${witnesses[0].cosign(checkpointText, 1)}${alias.cosign(checkpointText, 1)}`;
  const two = { ...trust, witnesses: [witnesses[0].vkey, alias.vkey, alias.vkey], quorum: 2 };
  assert.equal(thrown(() => verifyCheckpoint(note, two)).code, "witness_quorum");
  assert.equal(verifyCheckpoint(note, { ...two, quorum: 1 }).witnessed, 1);
  assert.equal(thrown(() => verifyCheckpoint(note, { ...trust, witnesses: [log.vkey], quorum: 1 })).code, "vkey_unknown_type");
  assert.equal(thrown(() => verifyCheckpoint(note, { ...trust, quorum: NaN })).code, "witness_quorum");
});

test("a verifier key is written as it was read", () => {
  for (const { vkey } of [log, ...witnesses]) {
    assert.equal(String(VerifierKey.parse(vkey)), vkey);
  }
  assert.equal(VerifierKey.parse(log.vkey).id, log.vkey.slice(0, log.vkey.lastIndexOf("+", log.vkey.indexOf("+") + 9)));
});

test("an aegis-1 chain is checked as lines and as an array, and never passes for a signed one", () => {
  const file = readFileSync(join(spec, "receipt", "vectors", "aegis_chain", "log.receipts"));
  const lines = verifyReceipts(file);
  const array = bytes(`[${file.toString().trimEnd().split("\n").join(",\n")}]`);
  assert.deepEqual(verifyReceipts(array), lines);
  const fault = thrown(() => verifyReceipts(bytes(Buffer.from(array).toString().replaceAll('"deny"', '"allow"'))));
  assert.deepEqual([fault.code, fault.line], ["hash_mismatch", 1]);
  assert.equal(thrown(() => verifyReceipts(file, { vkey: log.vkey })).code, "unsigned");
  assert.equal(thrown(() => verifyReceipts(file, { vkey: "x" })).code, "vkey_malformed");
  assert.equal(toHex(fromHex(lines.head)).length, 64);
});
