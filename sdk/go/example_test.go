package sallyport_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sallyport "sallyport.dev/sdk/go"
	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/internal/testkit"
	"sallyport.dev/sdk/go/receipt"
	"sallyport.dev/sdk/go/tlog"
)

// A gateway that denies everything stands in for a real one.
func denyingGateway() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `{"status":403,"code":"agent_frozen","detail":"an operator froze this agent"}`)
	}))
}

type transfer struct {
	To     string `json:"to"`
	Amount string `json:"amount"` // money travels as a string
}

func pay(ctx context.Context, t transfer) (string, error) {
	return "paid " + t.Amount + " to " + t.To, nil
}

func Example() {
	gateway := denyingGateway()
	defer gateway.Close()
	ctx, address := context.Background(), gateway.URL

	client, err := sallyport.New(sallyport.Config{
		URL:     address,
		Token:   sallyport.NewSecret(os.Getenv("SALLYPORT_TOKEN")),
		AgentID: "billing-agent",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	guarded := sallyport.Protect(client, sallyport.Guard[transfer]{
		Tool:         "bank",
		Action:       "transfer",
		MutatesState: true,
		Resource:     func(t transfer) string { return t.To },
	}, pay)

	answer, err := guarded(ctx, transfer{To: "DE02", Amount: "98.70"})
	var denied *sallyport.Denied
	switch {
	case err == nil:
		fmt.Println(answer)
	case errors.As(err, &denied):
		fmt.Println("denied:", denied.Code)
	default:
		fmt.Println("did not run:", err)
	}
	// Output: denied: agent_frozen
}

func Example_canonicalForm() {
	canonical, hash, err := canon.Document([]byte(`{"b": 1E2, "a": "é"}`), canon.SallyportJCS2)
	fmt.Println(string(canonical), hash, err)

	_, _, err = canon.Document([]byte(`{"a": 1, "a": 2}`), canon.SallyportJCS2)
	fmt.Println(err)
	// Output:
	// {"a":"é","b":100} 9cf49d600dcf97922e1ffd65afb789c9fd8ff92d683bd1e2ebc040457272da62 <nil>
	// duplicate_name at byte 9: second member of that name in one object
}

func Example_verifyExport() {
	file, vkey := exampleExport()

	key, err := tlog.ParseLogKey(vkey)
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict, err := receipt.Verify(bytes.NewReader(file), &key)
	fmt.Println(verdict.Count, verdict.Origin, verdict.SignerChecked, err)
	// Output: 5 log.example/acme true <nil>
}

func Example_verifyProof() {
	file, record, vkey := exampleProof()

	policy, err := tlog.ParsePolicy("log.example/acme", vkey, nil, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	index, checkpoint, err := tlog.VerifyProof(file, record, policy)
	fmt.Println(index < checkpoint.Size, err)
	// Output: true <nil>
}

func exampleExport() (file []byte, vkey string) {
	folder := testkit.Spec("receipt", "vectors", "five")
	file, _ = os.ReadFile(filepath.Join(folder, "log.receipts"))
	key, _ := os.ReadFile(filepath.Join(folder, "log.vkey"))
	return file, strings.TrimSpace(string(key))
}

func exampleProof() (file, record []byte, vkey string) {
	text, _ := os.ReadFile(testkit.Spec("log", "vectors", "proof_accept", "without_witnesses.json"))
	vector, _ := canon.Parse(text, canon.Default)
	member := func(name string) string {
		value, _ := vector.Get(name)
		text, _ := value.AsText()
		return text
	}
	file, _ = hex.DecodeString(member("proof"))
	record, _ = hex.DecodeString(member("record"))
	return file, record, member("vkey")
}

// What the README shows stands in the examples above, which run.
func TestSnippetsOfTheREADME_areThoseThatRun(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	flat := func(code string) string {
		var lines []string
		for _, line := range strings.Split(code, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	}
	snippets := strings.Split(string(readme), "```go\n")[1:]
	for _, snippet := range snippets {
		code, _, _ := strings.Cut(snippet, "```")
		if !strings.Contains(flat(string(source)), flat(code)) {
			t.Errorf("no example holds\n%s", code)
		}
	}
	if len(snippets) < 4 {
		t.Fatalf("%d snippets", len(snippets))
	}
}
