package canon

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

func FuzzParse(f *testing.F) {
	for _, file := range testkit.Files(f, testkit.Spec("action", "vectors"), ".json") {
		var v vector
		testkit.ReadJSON(f, file, &v)
		if document := unhex(f, v.Hex); len(document) < 16<<10 {
			f.Add(document)
		}
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		for _, scheme := range []Scheme{SallyportJCS2, AegisJCS1} {
			checkDocument(t, document, scheme)
		}
	})
}

// checkDocument holds an answer to what is true of every document: a refusal has a code and a place inside; canonical bytes
// read again as themselves, and encoding/json reads them too and reads what we read.
func checkDocument(t *testing.T, document []byte, scheme Scheme) {
	canonical, hash, err := Document(document, scheme)
	if err != nil {
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Code == "" || refusal.Offset < 0 || refusal.Offset > len(document) {
			t.Fatalf("%s: %#v", scheme, err)
		}
		return
	}
	again, sameHash, err := Document(canonical, scheme)
	if err != nil || !bytes.Equal(again, canonical) || sameHash != hash {
		t.Fatalf("%s: %q reads again as %q, %v", scheme, canonical, again, err)
	}
	if !json.Valid(document) || !json.Valid(canonical) {
		t.Fatalf("%s: read %q, which encoding/json refuses", scheme, document)
	}
	value, err := ParseFor(document, Default, scheme)
	if err != nil {
		t.Fatal(err)
	}
	copied, frozen, err := Frozen(value.host(), scheme)
	if err != nil || !bytes.Equal(copied, canonical) {
		t.Fatalf("%s: through the host's values: %q, %v", scheme, copied, err)
	}
	var host any
	if err := frozen.Into(&host); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(canonical), "\x00") {
		t.Fatalf("%s: a raw control in %q", scheme, canonical)
	}
}
