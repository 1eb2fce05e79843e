import { Refused } from "../json/refused.js";
import { sameBytes } from "../json/text.js";
import { HASH_BYTES, sha256 } from "./hash.js";

/** The greatest number of leaves a log can say it has. */
export const MAX_SIZE = (1n << 63n) - 1n;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf (RFC 6962 section 2.1). */
export function leafHash(data: Uint8Array): Uint8Array {
  return sha256(LEAF, data);
}

/** The hash of the node above two others. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** A Merkle tree that leaves are appended to; keeps one hash a level. */
export class Tree {
  /** Roots of complete subtrees, the largest first; sizes are distinct powers of two. */
  readonly #edge: { readonly size: number; readonly hash: Uint8Array }[] = [];
  #size = 0;

  /** How many leaves. */
  get size(): number {
    return this.#size;
  }

  /** Appends a leaf with this data. */
  append(data: Uint8Array): void {
    let grown = { size: 1, hash: leafHash(data) };
    for (let last = this.#edge.at(-1); last?.size === grown.size; last = this.#edge.at(-1)) {
      this.#edge.pop();
      grown = { size: grown.size * 2, hash: nodeHash(last.hash, grown.hash) };
    }
    this.#edge.push(grown);
    this.#size++;
  }

  /** The root; of no leaves, the hash of nothing. */
  root(): Uint8Array {
    const parts = this.#edge.map((part) => part.hash);
    return parts.length === 0 ? EMPTY : parts.reduceRight((right, left) => nodeHash(left, right));
  }
}

const EMPTY = sha256();

/** What an inclusion proof says. Sizes and places are counted in bigint: a log may outgrow 2^53. */
export interface Inclusion {
  readonly leafHash: Uint8Array;
  readonly index: bigint;
  readonly size: bigint;
  /** The hashes of the proof, nearest to the leaf first. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/**
 * Checks that a leaf stands at its place in the tree (RFC 9162 section 2.1.3.2).
 *
 * @throws {Refused} `proof_index`, `proof_hash`, `proof_length` or `root_differs`
 */
export function verifyInclusion(claim: Inclusion): void {
  verifySubtreeInclusion({ ...claim, start: 0n, end: claim.size });
}

/**
 * Checks that a leaf stands at its place in a subtree, which is a tree of its own that holds the leaves from `start` up to
 * `end` (draft-ietf-plants-merkle-tree-certs section 4).
 */
export function verifySubtreeInclusion(claim: Omit<Inclusion, "size"> & { readonly start: bigint; readonly end: bigint }): void {
  const { start, end, proof } = claim;
  if (!isSubtree(start, end) || claim.index < start || claim.index >= end || end > MAX_SIZE) {
    throw new Refused("proof_index", `no leaf ${claim.index} among the leaves from ${start} to ${end}`);
  }
  requireHashes([claim.leafHash, ...proof]);
  requireLength(proof, climbLength(claim.index - start, end - start - 1n));
  let at = claim.index - start;
  let last = end - start - 1n;
  let hash = claim.leafHash;
  for (const sibling of proof) {
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(sibling, hash); // from the right edge on, where levels without a sibling change nothing, all are left
    } else {
      hash = nodeHash(hash, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  requireRoot(hash, claim.root, "root");
}

/** What a consistency proof says. */
export interface Consistency {
  readonly size1: bigint;
  readonly size2: bigint;
  readonly proof: readonly Uint8Array[];
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
}

/**
 * Checks that the tree with `root1` is the beginning of the tree with `root2` (RFC 9162 section 2.1.4.2). That a log was once
 * empty needs no proof, and a proof of it shows nothing: it is refused.
 *
 * @throws {Refused} `proof_sizes`, `proof_hash`, `proof_length` or `root_differs`
 */
export function verifyConsistency(claim: Consistency): void {
  if (claim.size1 < 0n || claim.size1 > claim.size2 || claim.size2 > MAX_SIZE) {
    throw new Refused("proof_sizes", `a tree of ${claim.size1} leaves cannot begin one of ${claim.size2}`);
  }
  if (claim.size1 === 0n) {
    throw new Refused("proof_sizes", "every log begins empty: a proof of it shows nothing");
  }
  requireHashes(claim.proof);
  if (claim.size1 === claim.size2) {
    requireLength(claim.proof, 0);
    requireRoot(claim.root1, claim.root2, "root");
    return;
  }
  verifySubtreeConsistency({ ...claim, start: 0n, end: claim.size1, size: claim.size2 });
}

/** Checks that a subtree with the leaves from `start` up to `end` is part of a tree of `size` leaves. */
export function verifySubtreeConsistency(
  claim: Omit<Consistency, "size1" | "size2"> & { readonly start: bigint; readonly end: bigint; readonly size: bigint },
): void {
  const { start, end, size, proof, root1, root2 } = claim;
  if (!isSubtree(start, end) || end > size || size > MAX_SIZE) {
    throw new Refused("proof_sizes", `no subtree of the leaves from ${start} to ${end} in a tree of ${size}`);
  }
  requireHashes(proof);
  if (start === end) {
    requireLength(proof, 0);
    requireRoot(EMPTY, root1, "root of the subtree");
    return;
  }
  let first = start;
  let last = end - 1n;
  let edge = size - 1n;
  const up = (): void => {
    first >>= 1n;
    last >>= 1n;
    edge >>= 1n;
  };
  const atEdge = last === edge;
  while (first !== last && (atEdge || (last & 1n) === 1n)) {
    up();
  }
  const complete = first === last;
  requireLength(proof, climbLength(last, edge) + (complete ? 0 : 1));
  let inner = complete ? root1 : (proof[0] ?? root1);
  let outer = inner;
  for (const sibling of complete ? proof : proof.slice(1)) {
    if ((last & 1n) === 1n || last === edge) {
      inner = first < last ? nodeHash(sibling, inner) : inner;
      outer = nodeHash(sibling, outer);
      // At the right edge a node without a sibling is carried up unhashed.
      while ((last & 1n) === 0n && last !== 0n) {
        up();
      }
    } else {
      outer = nodeHash(outer, sibling);
    }
    up();
  }
  requireRoot(inner, root1, "root of the smaller tree");
  requireRoot(outer, root2, "root of the larger tree");
}

/** Whether a subtree can hold the leaves from `start` up to `end`: it starts where a subtree of its size can start. */
function isSubtree(start: bigint, end: bigint): boolean {
  if (start < 0n || start > end) {
    return false;
  }
  let span = 1n;
  while (span < end - start) {
    span <<= 1n;
  }
  return start % span === 0n;
}

/** How many hashes lead from a place on a level up to the root: one where it has a sibling. */
function climbLength(place: bigint, edge: bigint): number {
  let steps = 0;
  for (let at = place, last = edge; last > 0n; at >>= 1n, last >>= 1n) {
    if ((at & 1n) === 1n || at < last) {
      steps++;
    }
  }
  return steps;
}

function requireLength(proof: readonly Uint8Array[], length: number): void {
  if (proof.length !== length) {
    throw new Refused("proof_length", `the proof has ${proof.length} hashes, ${length} are due`);
  }
}

function requireHashes(hashes: readonly Uint8Array[]): void {
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new Refused("proof_hash", `a hash is not ${HASH_BYTES} bytes long`);
  }
}

function requireRoot(computed: Uint8Array, stated: Uint8Array, what: string): void {
  if (!sameBytes(computed, stated)) {
    throw new Refused("root_differs", `the proof leads to another ${what}`);
  }
}
