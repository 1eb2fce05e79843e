package tlog

import (
	"crypto/sha256"
	"math/bits"
)

// A subtree is a run of leaves that is a tree of its own inside a larger one: it starts where a subtree of its size can
// start (draft-ietf-plants-merkle-tree-certs section 4). One that starts at 0 is the tree at an earlier size.
func isSubtree(start, end uint64) bool {
	if start > end {
		return false
	}
	// The smallest power of two that holds the leaves. Beyond 2^63 the shift gives 0: only a start of 0 is left.
	span := uint64(1)
	if size := end - start; size > 1 {
		span = 1 << bits.Len64(size-1)
	}
	return start == 0 || span != 0 && start%span == 0
}

// VerifySubtreeInclusion checks that the leaf with this hash stands at index of the subtree from start to before end.
func VerifySubtreeInclusion(leaf []byte, index, start, end uint64, proof [][]byte, root []byte) error {
	if !isSubtree(start, end) {
		return fault("proof_sizes", "no subtree holds these leaves")
	}
	if index < start {
		return fault("proof_index", "the subtree has no leaf of this index")
	}
	return VerifyInclusion(leaf, index-start, end-start, proof, root)
}

// VerifySubtreeConsistency checks that the subtree from start to before end, with this root, is part of the tree of size
// leaves with treeRoot.
func VerifySubtreeConsistency(start, end, size uint64, proof [][]byte, root, treeRoot []byte) error {
	if !isSubtree(start, end) || end > size {
		return fault("proof_sizes", "the tree has no such subtree")
	}
	if start == end {
		empty := sha256.Sum256(nil)
		if len(proof) != 0 {
			return fault("proof_length", "the subtree without leaves needs no hashes")
		}
		return sameRoot(empty, root)
	}
	return verifySubtree(start, end, size, proof, root, treeRoot)
}

// verifySubtree climbs from the subtree's last leaf to the root with three places: the subtree's first leaf, its last leaf
// and the tree's last leaf. start < end <= size.
func verifySubtree(start, end, size uint64, proof [][]byte, root, treeRoot []byte) error {
	hashes, all := hashesOf(proof)
	known, ok := hashOf(root)
	if !all {
		return fault("proof_hash", "a hash is not 32 bytes long")
	}
	first, last, edge := start, end-1, size-1
	// What the proof starts from is the largest complete subtree at the end, which may be all of it.
	atEdge := last == edge
	for first != last && (atEdge || last&1 == 1) {
		first, last, edge = first>>1, last>>1, edge>>1
	}
	whole := first == last
	if want := climbLength(last, edge, whole); len(hashes) != want {
		return fault("proof_length", "the proof has more or fewer hashes than its way to the root")
	}
	if start == 0 && end == size { // one tree: its root is compared as it was given
		if string(root) != string(treeRoot) {
			return fault("root_differs", "trees of one size have two roots")
		}
		return nil
	}
	if !ok {
		return fault("root_differs", "the smaller root is not 32 bytes long")
	}
	inner := known
	if !whole {
		inner, hashes = hashes[0], hashes[1:]
	}
	outer := inner
	for _, sibling := range hashes {
		if last&1 == 1 || last == edge {
			if first < last {
				inner = nodeHash(sibling, inner)
			}
			outer = nodeHash(sibling, outer)
			for last&1 == 0 { // at the right edge a node without a sibling is carried up
				first, last, edge = first>>1, last>>1, edge>>1
			}
		} else {
			outer = nodeHash(outer, sibling)
		}
		first, last, edge = first>>1, last>>1, edge>>1
	}
	if err := sameRoot(inner, root); err != nil {
		return err
	}
	return sameRoot(outer, treeRoot)
}

// climbLength is how many hashes lead from a node at place last of a level, whose last place is edge, to the root, and one
// more when the start itself is not known.
func climbLength(last, edge uint64, whole bool) int {
	inner := bits.Len64(last ^ edge)
	length := inner + bits.OnesCount64(last>>inner)
	if !whole {
		length++
	}
	return length
}
