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
    _check_lengths([leaf, *proof, root])
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
    _check_lengths([*proof, root1, root2])
    first, second = size1 - 1, size2 - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    # A complete old tree is a node of the new one: its root is what the way up begins with.
    complete = first == 0
    expected = 0 if size1 == size2 else _inclusion_length(first, second + 1) + (0 if complete else 1)
    if len(proof) != expected:
        raise Refusal("proof_length", "the proof has another number of hashes than these sizes need")
    if size1 == size2:
        old = new = root1
        rest: Sequence[bytes] = []
    elif complete:
        old = new = root1
        rest = proof
    else:
        old = new = proof[0]
        rest = proof[1:]
    for sibling in rest:
        while not first & 1 and first == second:
            first, second = first >> 1, second >> 1
        if first & 1:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
        first, second = first >> 1, second >> 1
    if not hmac.compare_digest(old, root1) or not hmac.compare_digest(new, root2):
        raise Refusal("root_differs", "the proof leads to another root")


def _inclusion_length(index: int, size: int) -> int:
    """How many hashes an inclusion proof has: below the point where the ways of leaf and last leaf meet each level gives
    one, above it only the levels where the way turns right."""
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def _check_lengths(hashes: Sequence[bytes]) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise Refusal("proof_hash", f"a hash is not {HASH_BYTES} bytes long")
