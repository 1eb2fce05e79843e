"""The Merkle tree of RFC 6962 and its proofs (spec/log, sections 1 and 4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from .encoding import HASH_BYTES, MAX_SIZE
from .errors import Refusal


def leaf_hash(record: bytes) -> bytes:
    """The hash of a leaf with this data."""
    return hashlib.sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows by one leaf at a time and knows its root. Keeps one hash for each level, not the leaves."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def append(self, record: bytes) -> None:
        """Adds the leaf with this data."""
        carried = leaf_hash(record)
        n = self.size
        while n & 1:
            carried = node_hash(self._full.pop(), carried)
            n >>= 1
        self._full.append(carried)
        self.size += 1

    def root(self) -> bytes:
        """The root; of a tree without leaves the hash of nothing."""
        if not self._full:
            return hashlib.sha256().digest()
        right = self._full[-1]
        for left in reversed(self._full[:-1]):
            right = node_hash(left, right)
        return right


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Shows that the leaf with this hash stands at `index` of the tree of `size` leaves (RFC 9162 section 2.1.3.2).

    Raises `Refusal` `proof_index`, `proof_hash`, `proof_length` or `root_differs`.
    """
    if not (0 <= index < size <= MAX_SIZE):
        raise Refusal("proof_index", "the index is outside the tree")
    _check_lengths([leaf, *proof])
    if len(proof) != _inclusion_length(index, size):
        raise Refusal("proof_length", "the proof has another number of hashes than the tree has levels")
    at, last, current = index, size - 1, leaf
    for sibling in proof:
        # At the right edge a node without a sibling is carried up unhashed.
        while not at & 1 and at == last:
            at, last = at >> 1, last >> 1
        current = node_hash(sibling, current) if at & 1 else node_hash(current, sibling)
        at, last = at >> 1, last >> 1
    if not hmac.compare_digest(current, root):
        raise Refusal("root_differs", "the proof leads to another root")


def check_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Shows that the tree with `root1` is the beginning of the tree with `root2` (RFC 9162 section 2.1.4.2).

    Raises `Refusal` `proof_sizes`, `proof_hash`, `proof_length` or `root_differs`.
    """
    if not (0 < size1 <= size2 <= MAX_SIZE):
        raise Refusal("proof_sizes", "there is no consistency proof between these sizes")
    _climb(0, size1, size2, proof, root1, root2)


def check_subtree(start: int, end: int, size: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Shows that the leaves from `start` to before `end` have `root1` inside the tree with `root2`: consistency for a subtree
    that need not begin at 0 (draft-ietf-plants-merkle-tree-certs section 4). Raises `Refusal` as `check_consistency` does."""
    if not (0 <= start <= end <= size <= MAX_SIZE) or start % _span(end - start):
        raise Refusal("proof_sizes", "no subtree has this place")
    if start == end:
        if proof:
            raise Refusal("proof_length", "a subtree without leaves needs no proof")
        if root1 != hashlib.sha256().digest():
            raise Refusal("root_differs", "a subtree without leaves has another root")
        return
    _climb(start, end, size, proof, root1, root2)


def _span(leaves: int) -> int:
    """The smallest power of two that holds the leaves."""
    return 1 << (leaves - 1).bit_length() if leaves > 1 else 1


def _climb(start: int, end: int, size: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """From the subtree's last leaf up to the root, level by level."""
    _check_lengths(proof)
    first, last, edge = start, end - 1, size - 1
    at_edge = last == edge
    while first != last and (at_edge or last & 1):
        first, last, edge = first >> 1, last >> 1, edge >> 1
    # A complete subtree is a node of the tree: its root is what the way up begins with.
    complete = first == last
    if len(proof) != _inclusion_length(last, edge + 1) + (0 if complete else 1):
        raise Refusal("proof_length", "the proof has another number of hashes than these sizes need")
    inner = outer = root1 if complete else proof[0]
    for sibling in proof if complete else proof[1:]:
        while not last & 1 and last == edge:
            first, last, edge = first >> 1, last >> 1, edge >> 1
        if last & 1:
            inner = node_hash(sibling, inner) if first < last else inner
            outer = node_hash(sibling, outer)
        else:
            outer = node_hash(outer, sibling)
        first, last, edge = first >> 1, last >> 1, edge >> 1
    if not hmac.compare_digest(inner, root1) or not hmac.compare_digest(outer, root2):
        raise Refusal("root_differs", "the proof leads to another root")


def _inclusion_length(index: int, size: int) -> int:
    """How many hashes an inclusion proof has: below the point where the ways of leaf and last leaf meet each level gives
    one, above it only the levels where the way turns right."""
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def _check_lengths(hashes: Sequence[bytes]) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise Refusal("proof_hash", f"a hash is not {HASH_BYTES} bytes long")
