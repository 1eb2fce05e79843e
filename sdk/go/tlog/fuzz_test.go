package tlog

import (
	"encoding/hex"
	"path/filepath"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

type logVector struct {
	Note, Proof, Record, Origin, Vkey string
	Vkeys, Witnesses                  []string
	Quorum                            int
}

const maxSeed = 16 << 10

func seeds(f *testing.F, operation string, member func(logVector) string) {
	for _, outcome := range []string{"_accept", "_fail"} {
		files, _ := filepath.Glob(testkit.Spec("log", "vectors", operation+outcome, "*.json"))
		if len(files) < 4 {
			f.Fatalf("%d seeds", len(files))
		}
		for _, file := range files {
			var v logVector
			testkit.ReadJSON(f, file, &v)
			seed, err := hex.DecodeString(member(v))
			if err != nil {
				f.Fatal(err)
			}
			if len(seed) < maxSeed { // the fuzzer would spend its time on making large ones smaller
				f.Add(seed)
			}
		}
	}
}

func accepted(f *testing.F, path string) logVector {
	var v logVector
	testkit.ReadJSON(f, testkit.Spec("log", "vectors", path), &v)
	return v
}

func FuzzNote(f *testing.F) {
	seeds(f, "note", func(v logVector) string { return v.Note })
	key, err := ParseVerifierKey(accepted(f, "note_accept/key_given_twice.json").Vkeys[0])
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, note []byte) {
		text, signed, err := OpenNote(note, []VerifierKey{key})
		if err != nil {
			if code(err) == "" {
				t.Fatalf("no code: %v", err)
			}
			return
		}
		if len(signed) != 1 || len(text) >= len(note) || text != string(note[:len(text)]) || text[len(text)-1] != '\n' {
			t.Fatalf("%q from %q", text, note)
		}
	})
}

func FuzzCheckpoint(f *testing.F) {
	seeds(f, "checkpoint", func(v logVector) string { return v.Note })
	v := accepted(f, "checkpoint_accept/two_of_three.json")
	policy, err := ParsePolicy(v.Origin, v.Vkey, v.Witnesses, v.Quorum)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, note []byte) {
		checkpoint, witnessed, err := VerifyCheckpoint(note, policy)
		if err != nil {
			if code(err) == "" {
				t.Fatalf("no code: %v", err)
			}
			return
		}
		if checkpoint.Origin != policy.Origin || witnessed < policy.Quorum || checkpoint.Size > 1<<63-1 {
			t.Fatalf("%+v with %d witnesses from %q", checkpoint, witnessed, note)
		}
	})
}

func FuzzProof(f *testing.F) {
	seeds(f, "proof", func(v logVector) string { return v.Proof })
	files, _ := filepath.Glob(testkit.Spec("log", "vectors", "proof_accept", "*.json"))
	var v logVector
	testkit.ReadJSON(f, files[0], &v)
	record, _ := hex.DecodeString(v.Record)
	policy, err := ParsePolicy(v.Origin, v.Vkey, v.Witnesses, v.Quorum)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		index, checkpoint, err := VerifyProof(file, record, policy)
		if err != nil {
			if code(err) == "" {
				t.Fatalf("no code: %v", err)
			}
			return
		}
		if index >= checkpoint.Size {
			t.Fatalf("index %d of %d", index, checkpoint.Size)
		}
		if _, _, err := VerifyProof(file, append(record, 0), policy); err == nil {
			t.Fatal("another record holds with the same proof")
		}
	})
}
