package sallyport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sallyport.dev/sdk/go/canon"
)

const (
	testToken  = "tok-4f1d" // of the fake gateway
	decisionID = "dec_1"
	approvalID = "apr_1"
)

// gateway is a fake that answers by hand-written rules and notes every request.
type gateway struct {
	t      *testing.T
	server *httptest.Server
	scheme canon.Scheme

	mutex    sync.Mutex
	requests []string
	bodies   []string

	// Each may be replaced by a test. Statuses are those that successive looks at the approval see.
	authorize http.HandlerFunc
	consume   http.HandlerFunc
	outcome   http.HandlerFunc
	statuses  []string
	verdict   string
	approved  string // the hash that people approved; empty: that of the action
}

func newGateway(t *testing.T) *gateway {
	g := &gateway{t: t, scheme: canon.AegisJCS1, verdict: "allow", statuses: []string{Approved}}
	g.authorize, g.consume, g.outcome = g.decide, g.release, g.record
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/authorize", func(w http.ResponseWriter, r *http.Request) { g.authorize(w, r) })
	mux.HandleFunc("/v1/approvals/"+approvalID, g.approval)
	mux.HandleFunc("/v1/approvals/"+approvalID+"/consume", func(w http.ResponseWriter, r *http.Request) { g.consume(w, r) })
	mux.HandleFunc("/v1/outcomes", func(w http.ResponseWriter, r *http.Request) { g.outcome(w, r) })
	g.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		g.mutex.Lock()
		g.requests = append(g.requests, r.Method+" "+r.URL.Path)
		g.bodies = append(g.bodies, string(body))
		g.mutex.Unlock()
		if r.Header.Get("Authorization") != "Bearer "+testToken {
			problem(w, 401, "unauthenticated", "")
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(g.server.Close)
	return g
}

func reply(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	io.WriteString(w, body)
}

func problem(w http.ResponseWriter, status int, code, more string) {
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"type":"urn:sallyport:problem:%s","status":%d,"code":%q,"detail":"said so"%s}`, code, status, code, more)
}

// hash computes the hash of the action in the last body as a gateway does: from the bytes that arrived.
func (g *gateway) hash() string {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	for i := len(g.bodies) - 1; i >= 0; i-- {
		if value, err := canon.Parse([]byte(g.bodies[i]), canon.Default); err == nil {
			if tool, has := value.Get("tool_call"); has {
				canonical, err := canon.Canonical(tool, g.scheme)
				if err != nil {
					g.t.Error(err)
				}
				return canon.HashOf(canonical, g.scheme).String()
			}
		}
	}
	return ""
}

func (g *gateway) decision(hash string) string {
	approval := ""
	if g.verdict == "require_approval" {
		approval = fmt.Sprintf(`,"approval":{"approval_id":%q,"status":"PENDING","approver_group":"approvers",`+
			`"expires_at":"2026-11-21T08:00:00Z","action_hash":%q}`, approvalID, hash)
	}
	return fmt.Sprintf(`{"decision_id":%q,"decision":%q,"risk_score":7,"risk_level":"low","reason":"some_reason","reasons":["some_reason"],`+
		`"explanation":"because","matched_policies":["p1"],"receipt_id":"rcpt_1","action_hash":%q,"action_hash_scheme":%q%s}`,
		decisionID, g.verdict, hash, g.scheme, approval)
}

func (g *gateway) decide(w http.ResponseWriter, _ *http.Request) { reply(w, 200, g.decision(g.hash())) }

func (g *gateway) approval(w http.ResponseWriter, _ *http.Request) {
	status := g.statuses[0]
	if len(g.statuses) > 1 {
		g.statuses = g.statuses[1:]
	}
	if status == "busy" {
		w.Header().Set("Retry-After", "3")
		problem(w, 429, "rate_limited", "")
		return
	}
	if status == "away" { // as a proxy before a gateway that restarts
		w.WriteHeader(502)
		return
	}
	hash := g.hash()
	if g.approved != "" {
		hash = g.approved
	}
	reply(w, 200, g.approvalJSON(status, hash))
}

func (g *gateway) approvalJSON(status, hash string) string {
	return fmt.Sprintf(`{"approval_id":%q,"status":%q,"decision_id":%q,"agent_id":"agt_1","session":"s","tool":"mail","action":"send",`+
		`"action_hash":%q,"approver_group":"approvers","quorum":1,"created_at":"2026-11-21T07:00:00Z","expires_at":"2026-11-21T08:00:00Z",`+
		`"answers":[]}`, approvalID, status, decisionID, hash)
}

func (g *gateway) consumed(hash, verdict string) string {
	return fmt.Sprintf(`{"approval_id":%q,"status":"CONSUMED","decision_id":"dec_2","decision":%q,"receipt_id":"rcpt_2",`+
		`"action_hash":%q,"action_hash_scheme":%q}`, approvalID, verdict, hash, g.scheme)
}

func (g *gateway) release(w http.ResponseWriter, _ *http.Request) {
	reply(w, 200, g.consumed(g.hash(), "allow"))
}

func (g *gateway) record(w http.ResponseWriter, _ *http.Request) {
	reply(w, 201, `{"decision_id":"dec_1","status":"succeeded","receipt_id":"rcpt_3"}`)
}

// asked counts the requests of one path.
func (g *gateway) asked(path string) int {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	count := 0
	for _, request := range g.requests {
		if strings.HasSuffix(request, path) {
			count++
		}
	}
	return count
}

// body returns the last body that was sent to a path, or nothing.
func (g *gateway) body(path string) string {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	for i := len(g.requests) - 1; i >= 0; i-- {
		if strings.HasSuffix(g.requests[i], path) {
			return g.bodies[i]
		}
	}
	return ""
}

// handClock is time that passes only when the client sleeps, and chance that is always the same.
type handClock struct {
	mutex  sync.Mutex
	time   time.Time
	slept  []time.Duration
	expire chan struct{} // closed when the next attempt must time out
}

func newHandClock() *handClock {
	return &handClock{time: time.Unix(1_790_000_000, 0)}
}

func (c *handClock) now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.time
}

func (c *handClock) sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.time = c.time.Add(d)
	c.slept = append(c.slept, d)
	return nil
}

// withTimeout never expires by itself: a test that wants a timeout says when.
func (c *handClock) withTimeout(ctx context.Context, _ time.Duration) (context.Context, context.CancelFunc) {
	if c.expire == nil {
		return context.WithCancel(ctx)
	}
	inner, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-c.expire:
			cancel(context.DeadlineExceeded)
		case <-inner.Done():
		}
	}()
	return timedOut{inner}, func() { cancel(context.Canceled) }
}

// timedOut tells a cancellation by the test's timeout as a deadline that passed.
type timedOut struct{ context.Context }

func (t timedOut) Err() error {
	if errors.Is(context.Cause(t.Context), context.DeadlineExceeded) {
		return context.DeadlineExceeded
	}
	return t.Context.Err()
}

func (c *handClock) chance() float64 { return 0.5 }

func (g *gateway) client(change ...func(*Config)) (*Client, *handClock) {
	g.t.Helper()
	config := Config{URL: g.server.URL, Token: NewSecret(testToken), AgentID: "agent-1", Scheme: g.scheme, HTTP: g.server.Client().Transport}
	for _, c := range change {
		c(&config)
	}
	client, err := New(config)
	if err != nil {
		g.t.Fatal(err)
	}
	clock := newHandClock()
	client.clock = clock
	client.newID = func() string { return "request-1" }
	return client, clock
}

// mail is what the protected function of the tests takes.
type mail struct {
	To     string   `json:"to"`
	Amount float64  `json:"amount"`
	CC     []string `json:"cc,omitempty"`
}

// sender is a protected function that counts its runs.
type sender struct {
	runs int
	got  mail
	fail error
}

func (s *sender) send(_ context.Context, m mail) (string, error) {
	s.runs++
	s.got = m
	return "sent", s.fail
}

var sending = Guard[mail]{Tool: "mail", Action: "send", MutatesState: true, Resource: func(m mail) string { return m.To }}

var reading = Guard[mail]{Tool: "mail", Action: "read", ReadOpen: true}

var letter = mail{To: "a@example.com", Amount: 98.7, CC: []string{"b@example.com"}}
