package tlog

import (
	"encoding/binary"
	"math/bits"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

// grown is a tree written as its definition says (RFC 6962 section 2.1), to hold the other code against.
type grown [][]byte

func (g grown) root(start, end int) Hash {
	switch end - start {
	case 0:
		return (&Tree{}).Root()
	case 1:
		return LeafHash(g[start])
	}
	middle := start + 1<<(bits.Len(uint(end-start-1))-1)
	return nodeHash(g.root(start, middle), g.root(middle, end))
}

func (g grown) inclusion(index, start, end int) [][]byte {
	if end-start <= 1 {
		return nil
	}
	middle := start + 1<<(bits.Len(uint(end-start-1))-1)
	if index < middle {
		return append(g.inclusion(index, start, middle), bytesOf(g.root(middle, end)))
	}
	return append(g.inclusion(index, middle, end), bytesOf(g.root(start, middle)))
}

// consistency is SUBPROOF of RFC 9162 section 2.1.4.1.
func (g grown) consistency(size, start, end int, known bool) [][]byte {
	if size == end {
		if known {
			return nil
		}
		return [][]byte{bytesOf(g.root(start, end))}
	}
	middle := start + 1<<(bits.Len(uint(end-start-1))-1)
	if size <= middle {
		return append(g.consistency(size, start, middle, known), bytesOf(g.root(middle, end)))
	}
	return append(g.consistency(size, middle, end, false), bytesOf(g.root(start, middle)))
}

func bytesOf(h Hash) []byte { return h[:] }

func leaves(count int) grown {
	g := make(grown, count)
	for i := range g {
		g[i] = binary.BigEndian.AppendUint64(nil, uint64(i))
	}
	return g
}

func TestProofsOfAllSmallTrees_hold_andNoOtherPlaceDoes(t *testing.T) {
	const most = 40
	g := leaves(most)
	var tree Tree
	for size := 1; size <= most; size++ {
		tree.Append(g[size-1])
		root := tree.Root()
		if root != g.root(0, size) {
			t.Fatalf("root of %d", size)
		}
		for index := range size {
			leaf := LeafHash(g[index])
			proof := g.inclusion(index, 0, size)
			for claimed := range size + 1 {
				err := VerifyInclusion(leaf[:], uint64(claimed), uint64(size), proof, root[:])
				if (err == nil) != (claimed == index) {
					t.Fatalf("leaf %d of %d claimed at %d: %v", index, size, claimed, err)
				}
			}
		}
		for from := 1; from <= size; from++ {
			older := g.root(0, from)
			proof := g.consistency(from, 0, size, true)
			if err := VerifyConsistency(uint64(from), uint64(size), proof, older[:], root[:]); err != nil {
				t.Fatalf("from %d to %d: %v", from, size, err)
			}
		}
	}
}

func TestFlippedBits_ofProofs_areRefused(t *testing.T) {
	r := testkit.Random(t)
	g := leaves(300)
	for range 2000 {
		size := 2 + r.IntN(298)
		index := r.IntN(size)
		root, leaf := g.root(0, size), LeafHash(g[index])
		proof := g.inclusion(index, 0, size)
		if at := r.IntN(len(proof) + 1); at < len(proof) {
			proof[at][r.IntN(32)] ^= 1 << r.IntN(8)
		} else {
			root[r.IntN(32)] ^= 1 << r.IntN(8)
		}
		if VerifyInclusion(leaf[:], uint64(index), uint64(size), proof, root[:]) == nil {
			t.Fatalf("leaf %d of %d", index, size)
		}
	}
}

func TestGreatestSizes_areCheckedWithoutOverflow(t *testing.T) {
	const greatest = 1<<64 - 1
	hash := make([]byte, 32)
	proof := make([][]byte, 64)
	for i := range proof {
		proof[i] = hash
	}
	for _, index := range []uint64{0, 1, 1 << 63, greatest - 2, greatest - 1, greatest} {
		for length := range proof {
			if VerifyInclusion(hash, index, greatest, proof[:length], hash) == nil {
				t.Fatalf("index %d with %d hashes", index, length)
			}
		}
		for length := range proof {
			if size := max(index, 1); size < greatest && VerifyConsistency(size, greatest, proof[:length], hash, hash) == nil {
				t.Fatalf("size %d with %d hashes", size, length)
			}
		}
	}
}
