package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// errNotVerified is the root of all that was read and does not hold.
var errNotVerified = errors.New("not verified")

func failed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errNotVerified, fmt.Sprintf(format, args...))
}

// trust is whose signatures count.
type trust struct {
	log       note.Verifier
	witnesses []note.Verifier
	quorum    int
	origin    string // empty: the log key's name
}

// checkpoint opens a signed checkpoint.
func (t trust) checkpoint(signed []byte) (tree tlog.Tree, witnessed int, err error) {
	opened, err := note.Open(signed, note.VerifierList(append([]note.Verifier{t.log}, t.witnesses...)...))
	if err != nil {
		return tree, 0, failed("checkpoint: %v", err)
	}
	byLog := false
	for _, signature := range opened.Sigs {
		if signature.Name == t.log.Name() && signature.Hash == t.log.KeyHash() {
			byLog = true
		} else {
			witnessed++
		}
	}
	if !byLog {
		return tree, 0, failed("checkpoint: the log's key did not sign")
	}
	if witnessed < t.quorum {
		return tree, 0, failed("checkpoint: %d witnesses cosigned, want %d", witnessed, t.quorum)
	}
	lines := strings.Split(opened.Text, "\n")
	origin := t.origin
	if origin == "" {
		origin = t.log.Name()
	}
	if len(lines) < 4 || lines[0] != origin {
		return tree, 0, failed("checkpoint: of another log than %s", origin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return tree, 0, failed("checkpoint: size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tree, 0, failed("checkpoint: root %q", lines[2])
	}
	return tlog.Tree{N: size, Hash: root}, witnessed, nil
}

// checkTiles checks every leaf hash of the tree against its root: x/mod authenticates each tile that it reads.
func checkTiles(tree tlog.Tree, from source) ([]tlog.Hash, error) {
	if tree.N == 0 {
		return nil, nil
	}
	reader := tlog.TileHashReader(tree, tiles{from})
	leaves := make([]tlog.Hash, 0, tree.N)
	for start := int64(0); start < tree.N; start += 1 << tileHeight {
		var indexes []int64
		for n := start; n < min(start+1<<tileHeight, tree.N); n++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, n))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return nil, failed("tiles: %v", err)
		}
		leaves = append(leaves, hashes...)
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil || root != tree.Hash {
		return nil, failed("tiles: root %v, the checkpoint says %v (%v)", root, tree.Hash, err)
	}
	return leaves, nil
}

// checkEntries checks the entry bundles, when the log has any, against the leaf hashes, and each record with a proof of its
// own. It returns how many records it checked.
func checkEntries(tree tlog.Tree, leaves []tlog.Hash, from source) (int64, error) {
	reader := tlog.TileHashReader(tree, tiles{from})
	for start := int64(0); start < tree.N; start += 1 << tileHeight {
		width := int(min(1<<tileHeight, tree.N-start))
		path := tilePath("entries", tlog.Tile{H: tileHeight, N: start >> tileHeight, W: width})
		data, err := from.read(path)
		if errors.Is(err, fs.ErrNotExist) && start == 0 {
			return 0, nil
		}
		if err != nil {
			return 0, failed("entries: %v", err)
		}
		records, err := bundle(data)
		if err != nil || len(records) != width {
			return 0, failed("entries: %s holds %d records, want %d (%v)", path, len(records), width, err)
		}
		for i, record := range records {
			if tlog.RecordHash(record) != leaves[start+int64(i)] {
				return 0, failed("entries: record %d is not the leaf of the tree", start+int64(i))
			}
		}
		// One proof a bundle, for its last record: the leaf hashes were authenticated above.
		last := start + int64(width) - 1
		proof, err := tlog.ProveRecord(tree.N, last, reader)
		if err != nil {
			return 0, failed("entries: %v", err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, last, tlog.RecordHash(records[width-1])); err != nil {
			return 0, failed("entries: record %d: %v", last, err)
		}
	}
	return tree.N, nil
}

// checkGrowth checks that an older tree is the beginning of the tree.
func checkGrowth(older, tree tlog.Tree, from source) error {
	if older.N > tree.N {
		return failed("the older checkpoint is of %d leaves, the newer of %d", older.N, tree.N)
	}
	if older.N == 0 {
		return nil // every log begins empty
	}
	proof, err := tlog.ProveTree(tree.N, older.N, tlog.TileHashReader(tree, tiles{from}))
	if err != nil {
		return failed("growth: %v", err)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return failed("growth: %v", err)
	}
	return nil
}

// checkProof checks a tlog-proof file of a record.
func (t trust) checkProof(file, record []byte) (index int64, err error) {
	head, signed, found := strings.Cut(string(file), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, failed("proof: not a tlog-proof file")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") && len(lines) > 1 {
		lines = lines[1:]
	}
	digits, has := strings.CutPrefix(lines[0], "index ")
	index, err = strconv.ParseInt(digits, 10, 64)
	if !has || err != nil || index < 0 {
		return 0, failed("proof: no index")
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		bytes, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(bytes) != tlog.HashSize {
			return 0, failed("proof: %q is no hash", line)
		}
		proof = append(proof, tlog.Hash(bytes))
	}
	tree, _, err := t.checkpoint([]byte(signed))
	if err != nil {
		return 0, err
	}
	if index >= tree.N {
		return 0, failed("proof: index %d of %d", index, tree.N)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(record)); err != nil {
		return 0, failed("proof: %v", err)
	}
	return index, nil
}
