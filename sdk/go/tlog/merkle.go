package tlog

import (
	"crypto/sha256"
	"math/bits"
)

// Hash is a SHA-256: of a leaf, of a node, or the root of a tree.
type Hash [sha256.Size]byte

// LeafHash returns the hash of a leaf with this record (RFC 6962 section 2.1).
func LeafHash(record []byte) Hash {
	digest := sha256.New()
	digest.Write([]byte{0})
	digest.Write(record)
	return Hash(digest.Sum(nil))
}

func nodeHash(left, right Hash) Hash {
	var in [1 + 2*sha256.Size]byte
	in[0] = 1
	copy(in[1:], left[:])
	copy(in[1+sha256.Size:], right[:])
	return sha256.Sum256(in[:])
}

// Tree is the Merkle tree of a growing list of records. It keeps one hash for each bit of its size. The zero Tree is empty.
// It must not be used from several goroutines at once.
type Tree struct {
	size  uint64
	right []Hash // roots of the complete subtrees, the largest first
}

// Append adds the leaf of a record.
func (t *Tree) Append(record []byte) {
	hash := LeafHash(record)
	for size := t.size; size&1 == 1; size >>= 1 {
		last := len(t.right) - 1
		hash = nodeHash(t.right[last], hash)
		t.right = t.right[:last]
	}
	t.right = append(t.right, hash)
	t.size++
}

// Size returns how many leaves the tree has.
func (t *Tree) Size() uint64 { return t.size }

// Root returns the tree's root; that of the empty tree is the hash of nothing.
func (t *Tree) Root() Hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	last := len(t.right) - 1
	root := t.right[last]
	for i := last - 1; i >= 0; i-- {
		root = nodeHash(t.right[i], root)
	}
	return root
}

// VerifyInclusion checks that the leaf with this hash stands at index of the tree of size leaves with this root (RFC 9162
// section 2.1.3.2). Codes, in this order: proof_index, proof_hash, proof_length, root_differs.
func VerifyInclusion(leaf []byte, index, size uint64, proof [][]byte, root []byte) error {
	if index >= size {
		return fault("proof_index", "the tree has no leaf of this index")
	}
	hash, ok := hashOf(leaf)
	hashes, all := hashesOf(proof)
	if !ok || !all {
		return fault("proof_hash", "a hash is not 32 bytes long")
	}
	inner, border := pathLength(index, size)
	if len(hashes) != inner+border {
		return fault("proof_length", "the proof has more or fewer hashes than the path from leaf to root")
	}
	for i, sibling := range hashes[:inner] {
		if index>>i&1 == 0 {
			hash = nodeHash(hash, sibling)
		} else {
			hash = nodeHash(sibling, hash)
		}
	}
	for _, sibling := range hashes[inner:] {
		hash = nodeHash(sibling, hash)
	}
	return sameRoot(hash, root)
}

// pathLength splits the path from a leaf to the root where it meets the path of the last leaf: below, siblings stand on
// either side; above, only to the left, one for each bit of the index.
func pathLength(index, size uint64) (inner, border int) {
	inner = bits.Len64(index ^ (size - 1))
	return inner, bits.OnesCount64(index >> inner)
}

// VerifyConsistency checks that the tree of size1 leaves with root1 is the beginning of the tree of size2 leaves with root2
// (RFC 9162 section 2.1.4.2). Codes, in this order: proof_sizes, proof_hash, proof_length, root_differs.
func VerifyConsistency(size1, size2 uint64, proof [][]byte, root1, root2 []byte) error {
	if size1 > size2 {
		return fault("proof_sizes", "the smaller tree is larger than the other")
	}
	if size1 == 0 {
		return fault("proof_sizes", "every log begins empty: a proof from size 0 shows nothing")
	}
	return verifySubtree(0, size1, size2, proof, root1, root2)
}

func hashOf(bytes []byte) (Hash, bool) {
	if len(bytes) != sha256.Size {
		return Hash{}, false
	}
	return Hash(bytes), true
}

func hashesOf(proof [][]byte) ([]Hash, bool) {
	hashes := make([]Hash, len(proof))
	for i, bytes := range proof {
		hash, ok := hashOf(bytes)
		if !ok {
			return nil, false
		}
		hashes[i] = hash
	}
	return hashes, true
}

func sameRoot(hash Hash, root []byte) error {
	if string(hash[:]) != string(root) {
		return fault("root_differs", "the proof leads to another root")
	}
	return nil
}
