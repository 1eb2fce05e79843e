package sallyport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sallyport.dev/sdk/go/canon"
)

var background = context.Background()

func failureOf(t *testing.T, err error) Failure {
	t.Helper()
	switch e := err.(type) {
	case *Denied:
		return e.Failure
	case *Rejected:
		return e.Failure
	case *Expired:
		return e.Failure
	case *HashMismatch:
		return e.Failure
	case *Unavailable:
		return e.Failure
	}
	t.Fatalf("%v (%T) is none of the failures", err, err)
	return Failure{}
}

func kind(err error) string { return strings.TrimPrefix(fmt.Sprintf("%T", err), "*sallyport.") }

func TestAllowedCall_runsOnce_withWhatWasHashed_andReports(t *testing.T) {
	for _, scheme := range []canon.Scheme{canon.AegisJCS1, canon.SallyportJCS2} {
		g := newGateway(t)
		g.scheme = scheme
		client, _ := g.client()
		s := sender{}
		result, err := Protect(client, sending, s.send)(background, letter)
		if err != nil || result != "sent" || s.runs != 1 || s.got.To != letter.To || s.got.Amount != 98.7 || s.got.CC[0] != letter.CC[0] {
			t.Fatalf("%v %v %+v", result, err, s)
		}
		outcome := g.body("/v1/outcomes")
		if !strings.Contains(outcome, `"status":"succeeded"`) || !strings.Contains(outcome, g.hash()) || !strings.Contains(outcome, decisionID) {
			t.Fatalf("outcome %s", outcome)
		}
		want := `"tool_call":{"action":"send","mutates_state":true,"parameters":{"amount":98.7,"cc":["b@example.com"],"to":"a@example.com"},` +
			`"resource":"a@example.com","tool":"mail"}`
		if body := g.body("/v1/authorize"); !strings.Contains(body, want) || !strings.Contains(body, `"request_id":"request-1"`) {
			t.Fatalf("body %s", body)
		}
	}
}

func TestHeldCall_waits_consumes_andRuns(t *testing.T) {
	g := newGateway(t)
	g.verdict = "require_approval"
	g.statuses = []string{Pending, "busy", Pending, "away", "away", "away", "away", "away", "away", "away", Approved}
	client, clock := g.client()
	s := sender{}
	if _, err := Protect(client, sending, s.send)(background, letter); err != nil || s.runs != 1 {
		t.Fatalf("%v, ran %d times", err, s.runs)
	}
	if g.asked("/consume") != 1 || !strings.Contains(g.body("/consume"), g.hash()) {
		t.Fatalf("consumed with %q", g.body("/consume"))
	}
	if !strings.Contains(g.body("/v1/outcomes"), `"decision_id":"dec_2"`) {
		t.Fatalf("outcome %s", g.body("/v1/outcomes"))
	}
	if len(clock.slept) < 3 || clock.slept[1] < 3*time.Second {
		t.Fatalf("slept %v, the gateway asked for 3 s", clock.slept)
	}
}

func TestArgumentsChangedAfterTheCallBegan_doNotReachTheFunction(t *testing.T) {
	g := newGateway(t)
	arguments := map[string]any{"to": "a@example.com", "list": []any{"x"}}
	g.authorize = func(w http.ResponseWriter, r *http.Request) {
		if arguments["to"] != "a@example.com" {
			t.Errorf("the host's own arguments were changed to %v", arguments)
		}
		arguments["to"] = "attacker@example.com"
		arguments["list"].([]any)[0] = "y"
		g.decide(w, r)
	}
	client, _ := g.client()
	guard := Guard[map[string]any]{Tool: "mail", Action: "send", MutatesState: true,
		Resource: func(m map[string]any) string {
			to := m["to"].(string)
			m["to"] = "changed by the resource"
			return to
		}}
	_, err := Protect(client, guard, func(_ context.Context, m map[string]any) (string, error) {
		if m["to"] != "a@example.com" || m["list"].([]any)[0] != "x" {
			t.Errorf("ran with %v", m)
		}
		return "", nil
	})(background, arguments)
	if err != nil {
		t.Fatal(err)
	}
}

// Every way in which a gateway can fail to allow a mutating call; none lets it run.
func TestMutatingCall_failsClosed(t *testing.T) {
	other := canon.HashOf([]byte("other"), canon.SallyportJCS2).String()
	say := func(status int, body string) func(*gateway) {
		return func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { reply(w, status, body) }
		}
	}
	refuse := func(status int, code string) func(*gateway) {
		return func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { problem(w, status, code, "") }
		}
	}
	hold := func(then func(*gateway)) func(*gateway) {
		return func(g *gateway) {
			g.verdict = "require_approval"
			then(g)
		}
	}
	status := func(words ...string) func(*gateway) {
		return hold(func(g *gateway) { g.statuses = words })
	}
	consume := func(answer func(g *gateway, w http.ResponseWriter)) func(*gateway) {
		return hold(func(g *gateway) { g.consume = func(w http.ResponseWriter, _ *http.Request) { answer(g, w) } })
	}
	edit := func(old, new string) func(*gateway) {
		return func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) {
				text := g.decision(g.hash())
				if !strings.Contains(text, old) {
					t.Errorf("%q is not in the answer", old)
				}
				reply(w, 200, strings.Replace(text, old, new, 1))
			}
		}
	}
	for name, c := range map[string]struct {
		gateway func(*gateway)
		kind    string
		code    string
	}{
		"denied":                {func(g *gateway) { g.verdict = "deny" }, "Denied", "some_reason"},
		"unauthenticated":       {refuse(401, "agent_unknown"), "Denied", "agent_unknown"},
		"frozen":                {refuse(403, "agent_frozen"), "Denied", "agent_frozen"},
		"request id reused":     {refuse(409, "request_id_reused"), "Denied", "request_id_reused"},
		"busy for ever":         {refuse(429, "rate_limited"), "Unavailable", "rate_limited"},
		"internal error":        {refuse(500, "internal"), "Unavailable", "internal"},
		"record not writable":   {refuse(503, "unwritable"), "Unavailable", "unwritable"},
		"500 of something else": {say(500, "<html>"), "Unavailable", "http_500"},
		"redirect":              {say(302, ""), "Unavailable", "malformed_answer"},
		"malformed JSON":        {say(200, `{"decision":"allow"`), "Unavailable", "malformed_answer"},
		"empty answer":          {say(200, ``), "Unavailable", "malformed_answer"},
		"no object":             {say(200, `["allow"]`), "Unavailable", "malformed_answer"},
		"only allow":            {say(200, `{"decision":"allow"}`), "Unavailable", "malformed_answer"},
		"member twice":          {edit(`"decision":"allow"`, `"decision":"deny","decision":"allow"`), "Unavailable", "malformed_answer"},
		"unknown decision":      {edit(`"decision":"allow"`, `"decision":"probably"`), "Unavailable", "unknown_decision"},
		"decision in capitals":  {edit(`"decision":"allow"`, `"decision":"ALLOW"`), "Unavailable", "unknown_decision"},
		"held without approval": {edit(`"decision":"allow"`, `"decision":"require_approval"`), "Unavailable", "malformed_answer"},
		"hash of another action": {func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, g.decision(other)) }
		}, "HashMismatch", "hash_mismatch"},
		"hash cut": {func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, g.decision(g.hash()[:63])) }
		}, "HashMismatch", "hash_mismatch"},
		"hash in capitals": {func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, g.decision(strings.ToUpper(g.hash()))) }
		}, "HashMismatch", "hash_mismatch"},
		"another scheme": {func(g *gateway) { g.scheme = canon.SallyportJCS2 }, "HashMismatch", "scheme_skew"},
		"unknown scheme": {edit(string(canon.AegisJCS1), "md5"), "HashMismatch", "scheme_skew"},
		"hash of the approval": {hold(func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) {
				text := g.decision(g.hash())
				at := strings.LastIndex(text, g.hash())
				reply(w, 200, text[:at]+other+text[at+64:])
			}
		}), "HashMismatch", "hash_mismatch"},
		"rejected":           {status(Pending, WasRejected), "Rejected", "approval_rejected"},
		"expired":            {status(Pending, HasExpired), "Expired", "approval_expired"},
		"consumed elsewhere": {status(Pending, Consumed), "Denied", "approval_consumed"},
		"invalidated":        {status(Invalidated), "Denied", "approval_invalidated"},
		"status unknown":     {status("MAYBE"), "Unavailable", "unknown_status"},
		"nobody answers":     {status(Pending), "Expired", "wait_deadline"},
		"consumed twice": {consume(func(_ *gateway, w http.ResponseWriter) {
			problem(w, 409, "approval_consumed", `,"approval_status":"CONSUMED"`)
		}), "Denied", "approval_consumed"},
		"expired at the claim": {consume(func(_ *gateway, w http.ResponseWriter) {
			problem(w, 409, "approval_expired", `,"approval_status":"EXPIRED"`)
		}), "Expired", "approval_expired"},
		"judged otherwise at the claim": {consume(func(_ *gateway, w http.ResponseWriter) {
			problem(w, 409, "approval_invalidated", `,"reason":"agent_frozen"`)
		}), "Denied", "approval_invalidated"},
		"other bytes at the claim": {consume(func(_ *gateway, w http.ResponseWriter) {
			problem(w, 409, "approval_hash_mismatch", "")
		}), "HashMismatch", "approval_hash_mismatch"},
		"claim of another hash": {consume(func(g *gateway, w http.ResponseWriter) { reply(w, 200, g.consumed(other, "allow")) }), "HashMismatch", "hash_mismatch"},
		"claim denied":          {consume(func(g *gateway, w http.ResponseWriter) { reply(w, 200, g.consumed(g.hash(), "deny")) }), "Denied", "claim_not_granted"},
		"claim of another approval": {consume(func(g *gateway, w http.ResponseWriter) {
			reply(w, 200, strings.Replace(g.consumed(g.hash(), "allow"), approvalID, "apr_9", 1))
		}), "Denied", "claim_not_granted"},
		"claim malformed":          {consume(func(_ *gateway, w http.ResponseWriter) { reply(w, 200, `{}`) }), "Unavailable", "consume_unknown"},
		"claim busy":               {consume(func(_ *gateway, w http.ResponseWriter) { problem(w, 429, "rate_limited", "") }), "Unavailable", "consume_unknown"},
		"claim broken":             {consume(func(_ *gateway, w http.ResponseWriter) { problem(w, 500, "internal", "") }), "Unavailable", "consume_unknown"},
		"answer to the claim lost": {consume(func(*gateway, http.ResponseWriter) { panic(http.ErrAbortHandler) }), "Unavailable", "consume_unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGateway(t)
			client, _ := g.client(func(c *Config) { c.Scheme = canon.AegisJCS1 })
			c.gateway(g)
			s := sender{}
			_, err := Protect(client, sending, s.send)(background, letter)
			if s.runs != 0 {
				t.Fatal("the function ran")
			}
			failure := failureOf(t, err)
			if kind(err) != c.kind || failure.Code != c.code {
				t.Fatalf("%s %s, want %s %s", kind(err), failure.Code, c.kind, c.code)
			}
			if g.asked("/consume") > 1 {
				t.Fatal("consume was asked twice")
			}
			if g.asked("/v1/outcomes") != 0 {
				t.Fatal("an outcome of what never ran was reported")
			}
		})
	}
}

func TestApprovalOfAnotherAction_isNotUsed(t *testing.T) {
	other := canon.HashOf([]byte("other"), canon.SallyportJCS2).String()
	g := newGateway(t)
	g.verdict = "require_approval"
	g.approved = other
	client, _ := g.client()
	s := sender{}
	_, err := Protect(client, sending, s.send)(background, letter)
	if kind(err) != "HashMismatch" || failureOf(t, err).Code != "hash_mismatch" || s.runs != 0 || g.asked("/consume") != 0 {
		t.Fatalf("%v, ran %d, consumed %d times", err, s.runs, g.asked("/consume"))
	}
}

func TestRefusedConnection_runsNothing_butAnOpenRead(t *testing.T) {
	g := newGateway(t)
	client, clock := g.client()
	g.server.Close()
	s := sender{}
	_, err := Protect(client, sending, s.send)(background, letter)
	if kind(err) != "Unavailable" || s.runs != 0 || len(clock.slept) != maxAttempts-1 {
		t.Fatalf("%v, ran %d, slept %v", err, s.runs, clock.slept)
	}
	closed := reading
	closed.ReadOpen = false
	if _, err := Protect(client, closed, s.send)(background, letter); kind(err) != "Unavailable" || s.runs != 0 {
		t.Fatalf("%v, ran %d", err, s.runs)
	}
	if _, err := Protect(client, reading, s.send)(background, letter); err != nil || s.runs != 1 {
		t.Fatalf("%v, ran %d", err, s.runs)
	}
}

func TestTimeout_runsNothing_andSaysSo(t *testing.T) {
	g := newGateway(t)
	client, clock := g.client()
	clock.expire = make(chan struct{})
	g.authorize = func(_ http.ResponseWriter, r *http.Request) {
		close(clock.expire)
		<-r.Context().Done()
	}
	s := sender{}
	_, err := Protect(client, sending, s.send)(background, letter)
	if failureOf(t, err).Code != "timeout" || s.runs != 0 || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("%v, ran %d", err, s.runs)
	}
}

func TestCancelledCall_runsNothing_evenAnOpenRead(t *testing.T) {
	g := newGateway(t)
	client, _ := g.client()
	ctx, cancel := context.WithCancel(background)
	g.authorize = func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}
	s := sender{}
	_, err := Protect(client, reading, s.send)(ctx, letter)
	if !errors.Is(err, context.Canceled) || s.runs != 0 || g.asked("/v1/authorize") != 1 {
		t.Fatalf("%v, ran %d, asked %d", err, s.runs, g.asked("/v1/authorize"))
	}
}

func TestOpenRead_obeysEveryAnswerOfAGateway(t *testing.T) {
	for name, change := range map[string]func(*gateway){
		"deny": func(g *gateway) { g.verdict = "deny" },
		"skew": func(g *gateway) { g.scheme = canon.SallyportJCS2 },
		"busy": func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { problem(w, 429, "rate_limited", "") }
		},
		"unwritable": func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { problem(w, 503, "unwritable", "") }
		},
		"other hash": func(g *gateway) {
			g.authorize = func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, g.decision("00")) }
		},
		"new verdict": func(g *gateway) { g.verdict = "maybe" },
		"held, then lost": func(g *gateway) {
			g.verdict = "require_approval"
			g.consume = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
		},
	} {
		g := newGateway(t)
		client, _ := g.client()
		change(g)
		s := sender{}
		if _, err := Protect(client, reading, s.send)(background, letter); err == nil || s.runs != 0 {
			t.Errorf("%s: %v, ran %d", name, err, s.runs)
		}
	}
}

func TestReadOpen_ofWhatMutates_makesNoCall(t *testing.T) {
	g := newGateway(t)
	client, _ := g.client()
	guard := sending
	guard.ReadOpen = true
	s := sender{}
	if _, err := Protect(client, guard, s.send)(background, letter); err == nil || s.runs != 0 || len(g.requests) != 0 {
		t.Fatalf("%v, ran %d, asked %v", err, s.runs, g.requests)
	}
}

func TestBusyGateway_isAskedAgain_afterWhatItSays_withTheSameRequestID(t *testing.T) {
	g := newGateway(t)
	client, clock := g.client()
	g.authorize = func(w http.ResponseWriter, r *http.Request) {
		if g.asked("/v1/authorize") < 3 {
			w.Header().Set("Retry-After", "2")
			problem(w, 429, "rate_limited", "")
			return
		}
		g.decide(w, r)
	}
	s := sender{}
	if _, err := Protect(client, sending, s.send)(background, letter); err != nil || s.runs != 1 {
		t.Fatalf("%v, ran %d", err, s.runs)
	}
	// Half of the bound each time, because chance is always a half: 2 s + 0.1 s / 2, then 2 s + 0.2 s / 2.
	want := []time.Duration{2050 * time.Millisecond, 2100 * time.Millisecond}
	if len(clock.slept) != 2 || clock.slept[0] != want[0] || clock.slept[1] != want[1] {
		t.Fatalf("slept %v, want %v", clock.slept, want)
	}
	for _, body := range g.bodies[:3] {
		if body != g.bodies[0] {
			t.Fatal("the repetition is another question")
		}
	}
}

func TestFailingFunction_isReportedAsFailed_andPanicAsUnknown(t *testing.T) {
	g := newGateway(t)
	client, _ := g.client()
	s := sender{fail: errors.New("disk full")}
	if _, err := Protect(client, sending, s.send)(background, letter); err != s.fail {
		t.Fatal(err)
	}
	if !strings.Contains(g.body("/v1/outcomes"), `"status":"failed"`) {
		t.Fatal(g.body("/v1/outcomes"))
	}
	func() {
		defer func() { _ = recover() }()
		Protect(client, sending, func(context.Context, mail) (string, error) { panic("out") })(background, letter)
	}()
	if !strings.Contains(g.body("/v1/outcomes"), `"status":"unknown"`) {
		t.Fatal(g.body("/v1/outcomes"))
	}
}

func TestUnreportedOutcome_keepsTheResult_andIsToldOnce(t *testing.T) {
	g := newGateway(t)
	var told []error
	client, _ := g.client(func(c *Config) { c.OnUnreported = func(_ string, err error) { told = append(told, err) } })
	g.outcome = func(w http.ResponseWriter, _ *http.Request) { problem(w, 503, "unwritable", "") }
	s := sender{}
	result, err := Protect(client, sending, s.send)(background, letter)
	if err != nil || result != "sent" || len(told) != 1 || g.asked("/v1/outcomes") != 1 {
		t.Fatalf("%v %v, told %v, asked %d", result, err, told, g.asked("/v1/outcomes"))
	}
}

func TestArgumentsWithoutCanonicalForm_areRefusedBeforeAnythingIsSent(t *testing.T) {
	g := newGateway(t)
	client, _ := g.client()
	type odd struct {
		Value any `json:"value"`
	}
	cyclic := map[string]any{}
	cyclic["self"] = cyclic
	for name, value := range map[string]any{
		"integer beyond doubles": int64(1) << 60,
		"bytes":                  []byte("x"),
		"time":                   time.Now(),
		"channel":                make(chan int),
		"half a pair":            "\xed\xa0\x80",
		"noncharacter":           "\uffff",
		"cycle":                  cyclic,
	} {
		runs := 0
		guard := Guard[odd]{Tool: "t", Action: "a", MutatesState: true}
		_, err := Protect(client, guard, func(context.Context, odd) (int, error) { runs++; return 0, nil })(background, odd{value})
		var refusal *canon.Refusal
		if !errors.As(err, &refusal) || runs != 0 || len(g.requests) != 0 {
			t.Errorf("%s: %v, ran %d, asked %v", name, err, runs, g.requests)
		}
	}
}

func TestToken_standsInNoErrorAndNoPrintedForm(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem(w, 403, "denied", `,"explanation":"x"`)
	}))
	defer echo.Close()
	loud := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(403)
		fmt.Fprintf(w, `{"code":"no","detail":"you sent %s"}`, r.Header.Get("Authorization"))
	}))
	defer loud.Close()
	for _, url := range []string{echo.URL, loud.URL, "http://127.0.0.1:1"} {
		config := Config{URL: url, Token: NewSecret(testToken), AgentID: "a"}
		client, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		client.clock = newHandClock()
		s := sender{}
		_, err = Protect(client, sending, s.send)(background, letter)
		for _, printed := range []string{
			fmt.Sprint(err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err),
			fmt.Sprint(client), fmt.Sprintf("%+v", client), fmt.Sprintf("%#v", *client), fmt.Sprintf("%s %q %x %v", config.Token, config.Token, config.Token, config),
			fmt.Sprintf("%#v", config), config.Token.String(), config.Token.GoString(),
		} {
			if strings.Contains(printed, testToken) || strings.Contains(printed, fmt.Sprintf("%x", testToken)) {
				t.Errorf("the token stands in %s", printed)
			}
		}
	}
}
