package sallyport

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encoding/hex"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/internal/testkit"
)

func TestVectorsOfActions(t *testing.T) {
	count := 0
	for _, folder := range []string{"action_accept", "action_fail"} {
		for _, file := range testkit.Files(t, testkit.Spec("action", "vectors", folder), ".json") {
			count++
			var v struct {
				Hex, Canonical, Code string
				ActionHash           string `json:"action_hash"`
				AegisHash            string `json:"aegis_hash"`
			}
			testkit.ReadJSON(t, file, &v)
			document, _ := hex.DecodeString(v.Hex)
			action, err := ParseAction(document, canon.SallyportJCS2)
			if v.Code != "" {
				var refusal *canon.Refusal
				if !errors.As(err, &refusal) || refusal.Code != v.Code {
					t.Errorf("%s: %v", filepath.Base(file), err)
				}
				continue
			}
			hash, err := action.Hash(canon.SallyportJCS2)
			aegis, aegisErr := action.Hash(canon.AegisJCS1)
			if err != nil || aegisErr != nil || hash.String() != v.ActionHash || aegis.String() != v.AegisHash {
				t.Errorf("%s: %s %s %v %v", filepath.Base(file), hash, aegis, err, aegisErr)
			}
		}
	}
	if count < 17 {
		t.Fatalf("only %d vectors", count)
	}
}

// The vectors give a tool call as JSON and its canonical text beside it; both are read from the file's bytes.
func TestAegisAgentVectors_byteForByte(t *testing.T) {
	text, err := os.ReadFile(testkit.Corpora(t, "aegisagent", "canonical_action_vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := canon.Parse(text, canon.Default)
	if err != nil {
		t.Fatal(err)
	}
	vectors, _ := file.Get("vectors")
	for _, vector := range vectors.Items() {
		call, _ := vector.Get("tool_call")
		want, _ := vector.Get("canonical")
		wanted, _ := want.AsText()
		action, err := actionOf(call)
		if err != nil {
			t.Fatal(err)
		}
		got, err := action.Canonical(canon.AegisJCS1)
		if err != nil || string(got) != wanted {
			t.Errorf("%s, want %s", got, wanted)
		}
	}
	if vectors.Len() != 4 {
		t.Fatalf("%d vectors", vectors.Len())
	}
}

func TestNoFileOfTheModule_importsWhatIsNotGos(t *testing.T) {
	root := filepath.Join(testkit.Root(), "sdk", "go")
	module, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || strings.Contains(string(module), "require") {
		t.Fatalf("go.mod: %s %v", module, err)
	}
	for _, folder := range []string{"canon", "tlog", "receipt", "internal/strict"} {
		for _, file := range testkit.Files(t, filepath.Join(root, folder), ".go") {
			text := string(testkit.Read(t, file))
			// host.go names encoding/json's interface to refuse what implements it, and calls nothing of it.
			calls := strings.Contains(text, "json.Unmarshal") || strings.Contains(text, "json.Marshal(") || strings.Contains(text, "json.NewDecoder")
			if calls && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s reads or writes with encoding/json", file)
			}
		}
	}
}
