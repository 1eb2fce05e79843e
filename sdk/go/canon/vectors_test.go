package canon

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

type vector struct {
	Hex            string
	Canonical      *string
	ActionHash     string  `json:"action_hash"`
	AegisCanonical *string `json:"aegis_canonical"`
	AegisHash      string  `json:"aegis_hash"`
	Code           string
	Offset         *int
}

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	bytes, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

// holds checks one scheme's answer against what a vector says of it; no canonical text means that it must be refused.
func holds(t *testing.T, document []byte, scheme Scheme, canonical *string, hash string, v vector) {
	t.Helper()
	got, gotHash, err := Document(document, scheme)
	if canonical != nil {
		if err != nil || string(got) != *canonical || gotHash.String() != hash {
			t.Fatalf("%s: %q %s %v, want %q %s", scheme, got, gotHash, err, *canonical, hash)
		}
		return
	}
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("%s: read as %q, want a refusal", scheme, got)
	}
	if v.Code != "" && refusal.Code != v.Code || v.Offset != nil && refusal.Offset != *v.Offset {
		t.Fatalf("%s: %v, want %s at %v", scheme, refusal, v.Code, *v.Offset)
	}
}

func TestVectorsOfDocuments(t *testing.T) {
	count := 0
	for _, file := range testkit.Files(t, testkit.Spec("action", "vectors"), ".json") {
		folder := filepath.Base(filepath.Dir(file))
		if strings.HasPrefix(folder, "action_") {
			continue // whole actions, read by the package above
		}
		count++
		t.Run(folder+"/"+filepath.Base(file), func(t *testing.T) {
			var v vector
			testkit.ReadJSON(t, file, &v)
			document := unhex(t, v.Hex)
			if folder != "aegis_fail" {
				holds(t, document, SallyportJCS2, v.Canonical, v.ActionHash, v)
			} else if _, _, err := Document(document, SallyportJCS2); err != nil {
				t.Fatal(err)
			}
			holds(t, document, AegisJCS1, v.AegisCanonical, v.AegisHash, v)
		})
	}
	if count < 140 {
		t.Fatalf("only %d vectors", count)
	}
}

func TestHostileInputs_areRefusedOrCanonical(t *testing.T) {
	refused, read := 0, 0
	for _, line := range strings.Split(strings.TrimRight(string(testkit.Read(t, testkit.Corpora(t, "jcs", "hostile.tsv.gz"))), "\n"), "\n") {
		name, digits, _ := strings.Cut(line, "\t")
		document := unhex(t, digits)
		canonical, _, err := Document(document, SallyportJCS2)
		if err != nil {
			refused++
			continue
		}
		read++
		again, _, err := Document(canonical, SallyportJCS2)
		if err != nil || !bytes.Equal(again, canonical) {
			t.Errorf("%s: %q reads again as %q, %v", name, canonical, again, err)
		}
		var ours, theirs any
		if json.Unmarshal(document, &theirs) != nil || json.Unmarshal(canonical, &ours) != nil {
			t.Errorf("%s: read, though encoding/json refuses it", name)
		}
	}
	t.Logf("%d refused, %d canonical", refused, read)
	if refused+read != 66 || refused < 40 {
		t.Fatalf("%d refused, %d canonical of 66", refused, read)
	}
}

func TestCyberphoneVectors(t *testing.T) {
	inputs := testkit.Files(t, testkit.Corpora(t, "jcs", "cyberphone", "input"), ".json")
	for _, file := range inputs {
		want := testkit.Read(t, strings.Replace(file, "/input/", "/output/", 1))
		got, _, err := Document(testkit.Read(t, file), RFC8785)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %q, %v", file, got, err)
		}
	}
	if len(inputs) != 6 {
		t.Fatalf("%d inputs", len(inputs))
	}
}

func TestNumberTable(t *testing.T) {
	for _, name := range []string{"es6testfile_1000.txt", "es6testfile_10000.txt.gz", "es6testfile_100000.txt.gz"} {
		lines := bufio.NewScanner(bytes.NewReader(testkit.Read(t, testkit.Corpora(t, "jcs", name))))
		count := 0
		for lines.Scan() {
			digits, want, _ := strings.Cut(lines.Text(), ",")
			bits, err := strconv.ParseUint(digits, 16, 64)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(AppendNumber(nil, math.Float64frombits(bits))); got != want {
				t.Fatalf("%s: %s, want %s", digits, got, want)
			}
			count++
		}
		t.Logf("%s: %d lines", name, count)
	}
}

// The published table goes on by hashing; the SHA-256 of its first million lines is published too.
func TestNumberStream_ofAMillionLines_hasThePublishedHash(t *testing.T) {
	digest := sha256.New()
	write := func(bits uint64) {
		text := strconv.AppendUint(nil, bits, 16)
		digest.Write(append(AppendNumber(append(text, ','), math.Float64frombits(bits)), '\n'))
	}
	lines := 0
	for _, bits := range fixedNumbers(t) {
		write(bits)
		lines++
	}
	var block [32]byte
	for lines < 1_000_000 {
		block = sha256.Sum256(block[:])
		for i := 0; i < len(block) && lines < 1_000_000; i += 8 {
			bits := binary.LittleEndian.Uint64(block[i:])
			if f := math.Float64frombits(bits); f != 0 && !math.IsNaN(f) && !math.IsInf(f, 0) {
				write(bits)
				lines++
			}
		}
	}
	const want = "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16"
	if got := hex.EncodeToString(digest.Sum(nil)); got != want {
		t.Fatalf("SHA-256 %s, want %s", got, want)
	}
}

// fixedNumbers are those of the table that no hash makes: a list, and 2,000 in a row from the least normal double on.
func fixedNumbers(t *testing.T) []uint64 {
	const leastNormal = 0x0010000000000000
	var bits []uint64
	lines := bufio.NewScanner(bytes.NewReader(testkit.Read(t, testkit.Corpora(t, "jcs", "es6testfile_10000.txt.gz"))))
	for lines.Scan() {
		digits, _, _ := strings.Cut(lines.Text(), ",")
		b, err := strconv.ParseUint(digits, 16, 64)
		if err != nil {
			t.Fatal(err)
		}
		if last := len(bits) - 1; last >= 0 && bits[last] == leastNormal && b == leastNormal+1 {
			bits = bits[:last]
			for i := range uint64(2000) {
				bits = append(bits, leastNormal+i)
			}
			return bits
		}
		bits = append(bits, b)
	}
	t.Fatal("the table does not reach the row of doubles")
	return nil
}
