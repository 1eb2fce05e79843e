package tlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

// merkleCase holds the members of all four kinds of transparency-dev's vectors.
type merkleCase struct {
	LeafIdx, TreeSize, Start, End, Size, Size1, Size2 uint64
	Root, LeafHash, Root1, Root2                      []byte
	Proof                                             [][]byte
	WantErr                                           bool
}

func TestMerkleCorpus(t *testing.T) {
	checks := map[string]func(c merkleCase) error{
		"inclusion": func(c merkleCase) error {
			return VerifyInclusion(c.LeafHash, c.LeafIdx, c.TreeSize, c.Proof, c.Root)
		},
		"consistency": func(c merkleCase) error {
			return VerifyConsistency(c.Size1, c.Size2, c.Proof, c.Root1, c.Root2)
		},
		"subtreeinclusion": func(c merkleCase) error {
			return VerifySubtreeInclusion(c.LeafHash, c.LeafIdx, c.Start, c.End, c.Proof, c.Root)
		},
		"subtreeconsistency": func(c merkleCase) error {
			return VerifySubtreeConsistency(c.Start, c.End, c.Size, c.Proof, c.Root1, c.Root2)
		},
	}
	total := 0
	for kind, check := range checks {
		for _, file := range testkit.Files(t, testkit.Corpora(t, "tlog", "merkle", kind), ".json") {
			var c merkleCase
			testkit.ReadJSON(t, file, &c)
			if err := check(c); (err != nil) != c.WantErr {
				t.Errorf("%s: %v, want an error: %v", file, err, c.WantErr)
			}
			total++
		}
	}
	if total != 518 {
		t.Fatalf("%d vectors, want 518", total)
	}
}

func TestReferenceTree(t *testing.T) {
	var reference struct {
		Leaves []string `json:"leaf_inputs_hex"`
		Roots  []string `json:"root_hashes_size_1_to_8"`
	}
	testkit.ReadJSON(t, testkit.Corpora(t, "tlog", "rfc6962_reference_tree.json"), &reference)
	var tree Tree
	for i, leaf := range reference.Leaves {
		record, err := hex.DecodeString(leaf)
		if err != nil {
			t.Fatal(err)
		}
		tree.Append(record)
		if root := tree.Root(); hex.EncodeToString(root[:]) != reference.Roots[i] {
			t.Errorf("root of %d leaves: %x", i+1, root)
		}
	}
	if tree.Size() != 8 {
		t.Fatal("the reference has not 8 leaves")
	}
}

func TestSignedNoteOfTheSpecification(t *testing.T) {
	note := testkit.Read(t, testkit.Corpora(t, "tlog", "c2sp", "signed-note.txt"))
	key, err := ParseVerifierKey(strings.TrimSpace(string(testkit.Read(t, testkit.Corpora(t, "tlog", "c2sp", "signed-note.vkey")))))
	if err != nil {
		t.Fatal(err)
	}
	text, signed, err := OpenNote(note, []VerifierKey{key})
	if err != nil || text != "This is an example message.\n" || len(signed) != 1 {
		t.Fatalf("%q %v %v", text, signed, err)
	}
}

// exchange is one add-checkpoint request of a witness script and what the witness answered.
type exchange struct {
	old    string
	proof  []string
	note   []byte
	status string
}

func exchanges(script string) (all []exchange) {
	for _, part := range strings.Split(script, "\nPOST ")[1:] {
		body := strings.SplitN(part, "```\n", 3)
		if len(body) < 3 {
			continue
		}
		head, note, found := strings.Cut(body[1], "\n\n")
		lines := strings.Split(head, "\n")
		old, has := strings.CutPrefix(lines[0], "old ")
		if !found || !has {
			continue
		}
		status, _, _ := strings.Cut(body[2], "\n")
		all = append(all, exchange{old, lines[1:], []byte(note), status})
	}
	return all
}

// The scripts are of a witness; what it judged by the log's signature and by consistency must be judged so here: 200 holds,
// 403 is not the log's word, 422 is no beginning. 409 is about what the witness remembers and says nothing of the files.
func TestTorchwoodExchanges_areJudgedAsTheWitnessDid(t *testing.T) {
	counts := map[string]int{}
	for script, vkey := range map[string]string{
		"sumdb.txt":       "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
		"litewitness.txt": sigsumKey(t),
		"bastion.txt":     sigsumKey(t),
	} {
		text := string(testkit.Read(t, testkit.Corpora(t, "tlog", "torchwood", script)))
		key, err := ParseVerifierKey(vkey)
		if err != nil {
			t.Fatal(err)
		}
		var last Checkpoint
		origin := ""
		for _, e := range exchanges(text) {
			if origin == "" {
				origin, _, _ = strings.Cut(string(e.note), "\n")
			}
			checkpoint, signature, growth := e.judge(t, Policy{Origin: origin, Log: key}, last)
			counts[e.status]++
			switch e.status {
			case "HTTP 200":
				if signature != nil || growth != nil {
					t.Errorf("%s: %v %v\n%s", script, signature, growth, e.note)
				}
				last = checkpoint
			case "HTTP 403":
				if signature == nil {
					t.Errorf("%s: holds\n%s", script, e.note)
				}
			case "HTTP 422":
				if signature != nil || growth == nil {
					t.Errorf("%s: %v %v\n%s", script, signature, growth, e.note)
				}
			}
		}
	}
	t.Log(counts)
	if counts["HTTP 200"] != 5 || counts["HTTP 403"] != 2 || counts["HTTP 422"] != 2 {
		t.Fatal(counts)
	}
}

// judge checks the checkpoint, and its consistency with the last one unless the exchange starts from nothing.
func (e exchange) judge(t *testing.T, policy Policy, last Checkpoint) (checkpoint Checkpoint, signature, growth error) {
	checkpoint, _, signature = VerifyCheckpoint(e.note, policy)
	if signature != nil || e.old == "0" {
		return checkpoint, signature, nil
	}
	var proof [][]byte
	for _, line := range e.proof {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			t.Fatal(err)
		}
		proof = append(proof, hash)
	}
	return checkpoint, nil, VerifyConsistency(last.Size, checkpoint.Size, proof, last.Root[:], checkpoint.Root[:])
}

// sigsumKey writes the raw key of the script's log as a verifier key, whose name is the log's origin.
func sigsumKey(t *testing.T) string {
	raw, err := hex.DecodeString("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
	if err != nil {
		t.Fatal(err)
	}
	origin := sha256.Sum256(raw)
	name := "sigsum.org/v1/tree/" + hex.EncodeToString(origin[:])
	typed := append([]byte{byte(Ed25519)}, raw...)
	id := sha256.Sum256(append([]byte(name+"\n"), typed...))
	return name + "+" + hex.EncodeToString(id[:4]) + "+" + base64.StdEncoding.EncodeToString(typed)
}

func code(err error) string {
	var f *Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

// Every single-bit flip of some checkpoints and proofs of the specification's vectors must be refused.
func TestSingleBitFlips_areRefused(t *testing.T) {
	type proofVector struct {
		Proof, Note, Record, Origin, Vkey string
		Witnesses                         []string
		Quorum                            int
	}
	flips := 0
	for folder, member := range map[string]func(proofVector) string{
		"proof_accept":      func(v proofVector) string { return v.Proof },
		"checkpoint_accept": func(v proofVector) string { return v.Note },
	} {
		files := 0
		paths, _ := filepath.Glob(testkit.Spec("log", "vectors", folder, "*.json"))
		for _, file := range paths {
			if files == 3 {
				break
			}
			var v proofVector
			testkit.ReadJSON(t, file, &v)
			whole, _ := hex.DecodeString(member(v))
			// Only files of which every byte is vouched for: no extra data, and no signature that may fail to count.
			if bytes.Contains(whole, []byte("\nextra ")) || bytes.Count(whole, []byte("— ")) != 1+v.Quorum {
				continue
			}
			policy, err := ParsePolicy(v.Origin, v.Vkey, v.Witnesses, v.Quorum)
			if err != nil {
				t.Fatal(err)
			}
			files++
			record, _ := hex.DecodeString(v.Record)
			check := func(bytes []byte) error {
				if folder == "proof_accept" {
					_, _, err := VerifyProof(bytes, record, policy)
					return err
				}
				_, _, err := VerifyCheckpoint(bytes, policy)
				return err
			}
			if err := check(whole); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for bit := range 8 * len(whole) {
				flipped := bytes.Clone(whole)
				flipped[bit/8] ^= 1 << (bit % 8)
				if err := check(flipped); err == nil {
					t.Errorf("%s: bit %d changed nothing", file, bit)
				}
				flips++
			}
		}
	}
	t.Logf("%d flips", flips)
	if flips < 8_000 {
		t.Fatalf("only %d flips", flips)
	}
}
