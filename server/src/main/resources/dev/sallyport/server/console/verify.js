// Verifies a receipt with nothing but this browser: its hash, its link to the one before, its place in the log (RFC 6962, section 2.1.1),
// and the signature of the checkpoint (C2SP signed-note). Knows nothing of pages.

const RECEIPT = "sallyport/receipt/2\n";

/** @typedef {{name: string, holds: boolean, says: string}} Check */
/** @typedef {{receipt_id: string, sequence: number, receipt_hash: string, canonical: string, before: string | null, proof?: string, key: string, origin: string}} Evidence */

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const base64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

/** @param {string} canonical */
export const receiptHash = (canonical) => sha256(utf8(RECEIPT), utf8(canonical));

/** The root that a leaf's path leads to (RFC 9162, section 2.1.3.2); numbers may be beyond 2^32. */
export async function root(leaf, index, size, path) {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new Error("number " + index + " is not in a tree of " + size);
  }
  let here = index;
  let last = size - 1;
  let hash = await sha256(Uint8Array.of(0), leaf);
  for (const beside of path) {
    if (last === 0) throw new Error("the path is longer than the tree is high");
    if (here % 2 === 1 || here === last) {
      hash = await sha256(Uint8Array.of(1), beside, hash);
      while (here % 2 === 0 && here !== 0) {
        here /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, beside);
    }
    here = Math.floor(here / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error("the path is shorter than the tree is high");
  return hash;
}

const isHash = (line) => /^[A-Za-z0-9+/]{43}=$/.test(line ?? "");

function number(form, line) {
  const [, digits] = form.exec(line ?? "") ?? [];
  const said = Number(digits ?? NaN);
  if (!Number.isSafeInteger(said)) throw new Error("a number in the proof is not written as one");
  return said;
}

/** Reads a proof file (C2SP tlog-proof). @param {string} text */
export function proof(text) {
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end).split("\n");
  if (end < 0 || lines[0] !== "c2sp.org/tlog-proof@v1") throw new Error("no proof");
  const at = lines[1]?.startsWith("extra ") ? 2 : 1;
  const note = text.slice(end + 2);
  const [origin, size, rootHash] = note.split("\n");
  const path = lines.slice(at + 1);
  if (!path.every(isHash) || !isHash(rootHash)) throw new Error("a hash in the proof is not written as one");
  return {
    index: number(/^index (0|[1-9]\d*)$/, lines[at]),
    path: path.map(base64),
    note, origin, size: number(/^(0|[1-9]\d*)$/, size), root: base64(rootHash),
  };
}

/** Who signed a note with that key; an error if nobody did. @param {string} note @param {string} key */
export async function signed(note, key) {
  const [, name, hash, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(key) ?? [];
  const typed = base64(encoded);
  if (typed[0] !== 1 || hex((await sha256(utf8(name + "\n"), typed)).slice(0, 4)) !== hash) throw new Error("the key is not one of this kind");
  const end = note.lastIndexOf("\n\n") + 1;
  const publicKey = await crypto.subtle.importKey("raw", typed.slice(1), { name: "Ed25519" }, false, ["verify"]);
  for (const line of note.slice(end + 1).split("\n")) {
    const [, who, value] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = value ? base64(value) : new Uint8Array();
    if (who === name && hex(bytes.slice(0, 4)) === hash) {
      if (await crypto.subtle.verify("Ed25519", publicKey, bytes.slice(4), utf8(note.slice(0, end)))) return name + "+" + hash;
      throw new Error("the signature is not of these bytes");
    }
  }
  throw new Error("the key has not signed");
}

async function checked(name, act) {
  try {
    return { name, holds: true, says: await act() };
  } catch (failed) {
    return { name, holds: false, says: String(failed.message ?? failed) };
  }
}

function require(holds, why) {
  if (!holds) throw new Error(why);
}

/** @param {Evidence} evidence @returns {Promise<Check[]>} */
export async function verify(evidence) {
  const hash = await receiptHash(evidence.canonical);
  const hash_ = checked("Hash", async () => {
    require(hex(hash) === evidence.receipt_hash, "the bytes hash to " + hex(hash) + ", not to " + evidence.receipt_hash);
    require(JSON.parse(evidence.canonical).receipt_id === evidence.receipt_id, "the bytes are of another receipt");
    return hex(hash);
  });
  const chain = checked("Chain", async () => {
    const { chain: link } = JSON.parse(evidence.canonical);
    require(link.sequence === evidence.sequence, "it says of itself that it is number " + link.sequence);
    const before = evidence.before === null ? "0".repeat(64) : hex(await receiptHash(evidence.before));
    require((evidence.before === null) === (link.sequence === 0), "the receipt before it is missing");
    require(link.previous === before, "it names " + link.previous + " before it; there stands " + before);
    return "linked to " + before;
  });
  const log = checked("Log", async () => {
    require(evidence.proof, "no checkpoint covers it yet");
    const file = proof(evidence.proof);
    require(file.index === evidence.sequence, "the proof is of number " + file.index);
    require(file.origin === evidence.origin, "the proof is of the log " + file.origin);
    const found = await root(hash, file.index, file.size, file.path);
    require(same(found, file.root), "the path leads to another root than the checkpoint's");
    return `number ${file.index} of ${file.size} in ${file.origin}`;
  });
  const signature = checked("Checkpoint", async () => {
    require(evidence.proof, "no checkpoint covers it yet");
    return "signed by " + (await signed(proof(evidence.proof).note, evidence.key));
  });
  return Promise.all([hash_, chain, log, signature]);
}
