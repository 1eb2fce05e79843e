package receipt

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
	"sallyport.dev/sdk/go/tlog"
)

func vectorFile(t testing.TB, folder string) []byte {
	return testkit.Read(t, testkit.Spec("receipt", "vectors", folder, "log.receipts"))
}

func vectorKey(t testing.TB, folder string) *tlog.VerifierKey {
	t.Helper()
	text := testkit.Read(t, testkit.Spec("receipt", "vectors", folder, "log.vkey"))
	key, err := tlog.ParseLogKey(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return &key
}

func faultOf(t *testing.T, err error) *Fault {
	t.Helper()
	var fault *Fault
	if !errors.As(err, &fault) {
		t.Fatalf("%v is no fault", err)
	}
	return fault
}

func TestVectorsOfExports(t *testing.T) {
	folders := testkit.Files(t, testkit.Spec("receipt", "vectors"), "expected.json")
	for _, file := range folders {
		folder := filepath.Base(filepath.Dir(file))
		t.Run(folder, func(t *testing.T) {
			var want struct {
				Verdict, Code, Origin, Signer, Head string
				Line                                int
				Count                               int64
			}
			testkit.ReadJSON(t, file, &want)
			var key *tlog.VerifierKey
			if len(testkit.Files(t, filepath.Dir(file), ".vkey")) > 0 {
				key = vectorKey(t, folder)
			}
			got, err := Verify(bytes.NewReader(vectorFile(t, folder)), key)
			if want.Verdict == "fault" {
				if fault := faultOf(t, err); fault.Code != want.Code || fault.Line != want.Line {
					t.Fatalf("%v, want %s on line %d", fault, want.Code, want.Line)
				}
				return
			}
			if err != nil || got.Count != want.Count || got.Origin != want.Origin || got.Head != want.Head ||
				got.SignerChecked != (want.Signer == "checked") || got.ChainOnly != (want.Verdict == "chain_only") {
				t.Fatalf("%+v %v", got, err)
			}
		})
	}
	if len(folders) < 44 {
		t.Fatalf("only %d vectors", len(folders))
	}
}

func TestSingleBitFlips_ofAnExport_areRefused(t *testing.T) {
	whole := vectorFile(t, "one")
	key := vectorKey(t, "one")
	for bit := range 8 * len(whole) {
		flipped := bytes.Clone(whole)
		flipped[bit/8] ^= 1 << (bit % 8)
		if _, err := Verify(bytes.NewReader(flipped), key); err == nil {
			t.Errorf("bit %d changed nothing", bit)
		}
	}
}

func TestEveryCut_ofAnExport_isRefused(t *testing.T) {
	whole := vectorFile(t, "five")
	for length := range len(whole) {
		if _, err := Verify(bytes.NewReader(whole[:length]), nil); err == nil {
			t.Errorf("the first %d bytes were enough", length)
		}
	}
}

func TestAegisAgentChain_verifies_asArrayAndAsLines(t *testing.T) {
	var vectors struct {
		Receipts []rawJSON
	}
	testkit.ReadJSON(t, testkit.Corpora(t, "aegisagent", "receipt_chain_vectors.json"), &vectors)
	var lines, array bytes.Buffer
	array.WriteString("[")
	for i, receipt := range vectors.Receipts {
		compact := bytes.ReplaceAll(receipt, []byte("\n"), nil)
		lines.Write(append(compact, '\n'))
		if i > 0 {
			array.WriteString(",")
		}
		array.Write(receipt)
	}
	array.WriteString("]")
	for _, file := range [][]byte{lines.Bytes(), array.Bytes()} {
		verdict, err := Verify(bytes.NewReader(file), nil)
		if err != nil || verdict.Count != 3 || !strings.HasPrefix(verdict.Head, "31d22b32") {
			t.Fatalf("%+v %v", verdict, err)
		}
	}
}

// rawJSON keeps the bytes of a value as they stand.
type rawJSON []byte

func (r *rawJSON) UnmarshalJSON(text []byte) error {
	*r = bytes.Clone(text)
	return nil
}

func TestAegisChain_withAKeyGiven_isUnsigned(t *testing.T) {
	_, err := Verify(bytes.NewReader(vectorFile(t, "aegis_chain")), vectorKey(t, "one"))
	if fault := faultOf(t, err); fault.Code != "unsigned" {
		t.Fatal(fault)
	}
}

func TestLineLimits(t *testing.T) {
	long := bytes.Repeat([]byte("a"), maxLine+1)
	for _, c := range []struct {
		file []byte
		code string
	}{
		{nil, "empty_file"},
		{long, "line_too_long"},
		{append(long[:maxLine:maxLine], '\n'), "unexpected_character"},
		{long[:maxLine], "line_cut_off"},
		{[]byte("{}\n"), "unknown_format"},
		{[]byte("1\n"), "unknown_format"},
		{[]byte("\n"), "empty_document"},
		{[]byte(`{"format":"sallyport-3","origin":"a","vkey":"b"}` + "\n"), "unknown_format"},
	} {
		_, err := Verify(bytes.NewReader(c.file), nil)
		if fault := faultOf(t, err); fault.Code != c.code || fault.Line != 1 {
			t.Errorf("%.40q: %v, want %s", c.file, fault, c.code)
		}
	}
}

func TestCommitment_dependsOnEachPart(t *testing.T) {
	base := Commitment([32]byte{1}, []byte("content"))
	if base == Commitment([32]byte{2}, []byte("content")) || base == Commitment([32]byte{1}, []byte("Content")) ||
		base == FactsDigest([32]byte{1}, []byte("content")) {
		t.Fatal("two commitments are the same")
	}
}
