package sallyport

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/internal/testkit"
	"sallyport.dev/sdk/go/receipt"
	"sallyport.dev/sdk/go/tlog"
)

// served answers one route and notes what it was asked.
type served struct {
	client *Client
	clock  *handClock
	asked  []string
	bodies []string
}

func serve(t *testing.T, answers ...func(http.ResponseWriter)) *served {
	s := &served{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.asked = append(s.asked, r.Method+" "+r.URL.RequestURI())
		s.bodies = append(s.bodies, string(body))
		answers[min(len(s.asked), len(answers))-1](w)
	}))
	t.Cleanup(server.Close)
	client, err := New(Config{URL: server.URL + "/", Token: NewSecret(testToken), AgentID: "agent-1"})
	if err != nil {
		t.Fatal(err)
	}
	s.clock = newHandClock()
	client.clock = s.clock
	s.client = client
	return s
}

func json(body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { reply(w, 200, body) }
}

func busy(w http.ResponseWriter) { problem(w, 503, "not_ready", "") }

func vectorReceipt(t *testing.T) (canonical, hash string) {
	text := string(testkit.Read(t, testkit.Spec("receipt", "vectors", "values", "receipt_hash.tsv")))
	row := strings.Split(strings.Split(text, "\n")[1], "\t")
	return row[1], row[2]
}

func TestReceipt_isHashedHere(t *testing.T) {
	canonical, hash := vectorReceipt(t)
	answer := func(hash string) string {
		return `{"receipt_id":"rcpt_0","sequence":0,"receipt_hash":"` + hash + `","receipt":` + canonical + `}`
	}
	s := serve(t, busy, json(answer(hash)))
	got, err := s.client.Receipt(background, "rcpt_0")
	if err != nil || string(got.Canonical) != canonical || got.Tenant != "acme" || got.Hash != hash || len(s.asked) != 2 {
		t.Fatalf("%+v %v", got, err)
	}
	s = serve(t, json(answer(strings.Repeat("0", 64))))
	if _, err := s.client.Receipt(background, "rcpt_0"); kind(err) != "HashMismatch" {
		t.Fatal(err)
	}
	s = serve(t, json(strings.Replace(answer(hash), `"rcpt_0","sequence":0`, `"rcpt_1","sequence":0`, 1)))
	if _, err := s.client.Receipt(background, "rcpt_1"); failureOf(t, err).Code != "malformed_answer" {
		t.Fatal(err)
	}
	s = serve(t, json(`{"receipts":[`+answer(hash)+`],"next_cursor":"7"}`))
	all, next, err := s.client.Receipts(background, Page{Limit: 1, Offset: 2}, "9")
	if err != nil || len(all) != 1 || next != "7" || s.asked[0] != "GET /v1/receipts?cursor=9&limit=1&offset=2" {
		t.Fatalf("%v %q %v %v", all, next, err, s.asked)
	}
}

func TestRegister_isAskedOnce_andItsTokenIsSecret(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter) { reply(w, 201, `{"agent_id":"agt_1","agent_token":"`+testToken+`"}`) })
	got, err := s.client.Register(background, Registration{AgentKey: "k", Scheme: canon.SallyportJCS2})
	if err != nil || got.AgentID != "agt_1" || got.Token.Reveal() != testToken || s.bodies[0] != `{"action_hash_scheme":"sallyport-jcs-2","agent_key":"k"}` {
		t.Fatalf("%v %v %v", got, err, s.bodies)
	}
	s = serve(t, busy)
	if _, err := s.client.Register(background, Registration{AgentKey: "k"}); failureOf(t, err).Code != "not_ready" || len(s.asked) != 1 {
		t.Fatalf("%v, asked %v", err, s.asked)
	}
}

func TestPrompt_isAskedOnce_ofOneSession(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter) { reply(w, 201, `{"session":"s/1","vouched":true}`) })
	vouched, err := s.client.Prompt(background, "s/1", "Write to \"Bob\"")
	if err != nil || !vouched || s.asked[0] != "POST /v1/sessions/s%2F1/prompts" || s.bodies[0] != `{"text":"Write to \"Bob\""}` {
		t.Fatalf("%v %v %v %v", vouched, err, s.asked, s.bodies)
	}
	if _, err := s.client.Prompt(background, "other", "x"); failureOf(t, err).Code != "malformed_answer" {
		t.Fatal(err)
	}
	for _, session := range []string{"", ".", ".."} {
		if _, err := s.client.Prompt(background, session, "x"); err == nil || len(s.asked) != 2 {
			t.Fatalf("%q: %v, asked %v", session, err, s.asked)
		}
	}
	s = serve(t, busy)
	if _, err := s.client.Prompt(background, "s", "x"); failureOf(t, err).Code != "not_ready" || len(s.asked) != 1 {
		t.Fatalf("%v, asked %v", err, s.asked)
	}
}

func TestReportOutcome_tellsContent_evenWhenItIsEmpty(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter) { reply(w, 201, `{"receipt_id":"rcp_1"}`) })
	empty := ""
	if id, err := s.client.ReportOutcome(background, Outcome{DecisionID: "d", Status: "succeeded", Content: &empty}); id != "rcp_1" || err != nil {
		t.Fatal(id, err)
	}
	if _, err := s.client.ReportOutcome(background, Outcome{DecisionID: "d", Status: "succeeded"}); err != nil {
		t.Fatal(err)
	}
	if s.bodies[0] != `{"content":"","decision_id":"d","status":"succeeded"}` || s.bodies[1] != `{"decision_id":"d","status":"succeeded"}` {
		t.Fatal(s.bodies)
	}
}

func TestVerifyChain_asksWithTheReceiptsAsTheyAre(t *testing.T) {
	s := serve(t, json(`{"verified":false,"checked":1,"format":"sallyport-2","anchored":false,"error":"chain_broken","first_bad_index":1}`))
	value, err := canon.Of([]map[string]any{{"b": 1, "a": "é"}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.client.VerifyChain(background, value.Items())
	if err != nil || got != (ChainVerdict{false, 1, "chain_broken", 1}) || s.bodies[0] != `{"receipts":[{"a":"é","b":1}]}` {
		t.Fatalf("%+v %v %v", got, err, s.bodies)
	}
	s = serve(t, json(`{"receipt_id":"r","verified":true,"sequence":0,"receipt_hash":"x"}`))
	if verified, what, err := s.client.VerifyReceipt(background, "r"); !verified || what != "" || err != nil {
		t.Fatal(verified, what, err)
	}
}

func TestHealth_isWhatTheGatewaySays(t *testing.T) {
	s := serve(t, json(`{"status":"ok"}`), json(`{"status":"ready"}`), busy, json(`{"status":"starting"}`))
	if err := s.client.Healthy(background); err != nil {
		t.Fatal(err)
	}
	if err := s.client.Ready(background); err != nil {
		t.Fatal(err)
	}
	if err := s.client.Ready(background); failureOf(t, err).Code != "not_ready" {
		t.Fatal(err)
	}
	if err := s.client.Ready(background); failureOf(t, err).Code != "malformed_answer" {
		t.Fatal(err)
	}
	if len(s.asked) != 4 || s.asked[0] != "GET /healthz" || s.asked[1] != "GET /readyz" {
		t.Fatal(s.asked)
	}
}

func TestExportAndCheckpoint_verifyOffline(t *testing.T) {
	whole := testkit.Read(t, testkit.Spec("receipt", "vectors", "five", "log.receipts"))
	vkey := strings.TrimSpace(string(testkit.Read(t, testkit.Spec("receipt", "vectors", "five", "log.vkey"))))
	s := serve(t, func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/jsonl")
		w.Write(whole)
	})
	var export bytes.Buffer
	if err := s.client.Export(background, &export); err != nil {
		t.Fatal(err)
	}
	key, err := tlog.ParseLogKey(vkey)
	if err != nil {
		t.Fatal(err)
	}
	if verdict, err := receipt.Verify(&export, &key); err != nil || verdict.Count != 5 || !verdict.SignerChecked {
		t.Fatalf("%+v %v", verdict, err)
	}
	s = serve(t, func(w http.ResponseWriter) { problem(w, 403, "not_allowed", "") })
	if err := s.client.Export(background, io.Discard); kind(err) != "Denied" {
		t.Fatal(err)
	}
	if _, err := s.client.Checkpoint(background, "ac/me"); kind(err) != "Denied" || s.asked[1] != "GET /v1/logs/ac%2Fme/checkpoint" {
		t.Fatal(err, s.asked)
	}
}

func TestApprovals_areListed(t *testing.T) {
	g := newGateway(t)
	s := serve(t, json(`{"approvals":[`+strings.Replace(g.approvalJSON(Pending, "00"), `"answers":[]`,
		`"answers":[{"person":"ann","answer":"approve","at":"2026-11-21T07:30:00Z"}]`, 1)+`]}`))
	all, err := s.client.Approvals(background, Pending, Page{})
	if err != nil || len(all) != 1 || all[0].Votes[0].Person != "ann" || s.asked[0] != "GET /v1/approvals?status=PENDING" {
		t.Fatalf("%+v %v %v", all, err, s.asked)
	}
}

func TestRedirect_isNotFollowed(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter) {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(307)
	})
	if err := s.client.Healthy(background); failureOf(t, err).Code != "malformed_answer" || len(s.asked) != 1 {
		t.Fatal(err, s.asked)
	}
}

func TestConfig_isCheckedBeforeAnythingIsSent(t *testing.T) {
	for name, config := range map[string]Config{
		"no URL":          {},
		"no host":         {URL: "https://"},
		"another scheme":  {URL: "ftp://gateway.example"},
		"credential":      {URL: "https://user@gateway.example"},
		"query":           {URL: "https://gateway.example?token=x"},
		"plaintext":       {URL: "http://gateway.example"},
		"token of lines":  {URL: "https://gateway.example", Token: NewSecret("a\r\nb")},
		"unknown scheme":  {URL: "https://gateway.example", Scheme: "md5"},
		"scheme of tests": {URL: "https://gateway.example", Scheme: canon.RFC8785},
	} {
		if _, err := New(config); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for _, url := range []string{"http://localhost:1", "http://127.0.0.1", "http://[::1]:1", "https://gateway.example"} {
		if _, err := New(Config{URL: url}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
