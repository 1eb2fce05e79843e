package sallyport

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/receipt"
)

// approvingClock is a person who says yes, or no, whenever the client would sleep.
type approvingClock struct {
	systemClock
	vote func()
}

func (c approvingClock) sleep(ctx context.Context, _ time.Duration) error {
	c.vote()
	return ctx.Err()
}

// A real gateway, when there is one: SALLYPORT_LIVE_URL, SALLYPORT_LIVE_OPERATOR and SALLYPORT_LIVE_ENROLMENT name it and
// the keys that its init printed.
func TestRealGateway(t *testing.T) {
	address := os.Getenv("SALLYPORT_LIVE_URL")
	if address == "" {
		t.Skip("skipped: no gateway in SALLYPORT_LIVE_URL")
	}
	as := func(secret string, change ...func(*Config)) *Client {
		config := Config{URL: address, Token: NewSecret(secret)}
		for _, c := range change {
			c(&config)
		}
		client, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	operator := as(os.Getenv("SALLYPORT_LIVE_OPERATOR"))
	enroller := as(os.Getenv("SALLYPORT_LIVE_ENROLMENT"))
	if err := operator.Ready(background); err != nil {
		t.Fatal(err)
	}
	run := randomID()
	enrolled, err := operator.post(background, "/v1/approvers", orderly{{Name: "name", Value: canon.Text("person-" + run)}})
	if err != nil {
		t.Fatal(err)
	}
	code, _ := textOf(enrolled, "enrolment_code")
	var secret [32]byte
	if _, err := rand.Read(secret[:]); err != nil {
		t.Fatal(err)
	}
	credential := "sp_pe_" + base64.RawURLEncoding.EncodeToString(secret[:])
	if _, err := as(code).post(background, "/v1/approvers/claim", orderly{{Name: "credential", Value: canon.Text(credential)}}); err != nil {
		t.Fatal(err)
	}
	person := as(credential)
	for _, scheme := range []canon.Scheme{canon.AegisJCS1, canon.SallyportJCS2} {
		key := fmt.Sprintf("go-%s-%s", scheme, run)
		registration := Registration{AgentKey: key, Name: "Go", OwnerTeam: "sdk", Environment: "test", RiskTier: "low"}
		registrar := enroller
		if scheme != canon.AegisJCS1 { // another scheme than the default is an operator's choice
			registration.Scheme, registrar = scheme, operator
		}
		agent, err := registrar.Register(background, registration)
		if err != nil {
			t.Fatal(err)
		}
		client := as(agent.Token.Reveal(), func(c *Config) {
			c.AgentID, c.Scheme = key, scheme
			c.OnUnreported = func(id string, err error) { t.Errorf("outcome of %s: %v", id, err) }
		})
		liveCalls(t, client, person)
		skewed := as(agent.Token.Reveal(), func(c *Config) {
			c.AgentID, c.Scheme = key, map[canon.Scheme]canon.Scheme{canon.AegisJCS1: canon.SallyportJCS2, canon.SallyportJCS2: canon.AegisJCS1}[scheme]
		})
		s := sender{}
		if _, err := Protect(skewed, sending, s.send)(background, letter); kind(err) != "HashMismatch" || s.runs != 0 {
			t.Fatalf("skewed: %v, ran %d", err, s.runs)
		}
	}
	liveRecords(t, operator)
}

func liveCalls(t *testing.T, client, person *Client) {
	for _, c := range []struct {
		trust, vote, kind string
		runs              int
	}{
		{"trusted_internal_unsigned", "", "<nil>", 1},
		{"untrusted_external", "", "Denied", 0},
		{"unknown", "approve", "<nil>", 1},
		{"unknown", "reject", "Rejected", 0},
	} {
		client.clock = approvingClock{vote: func() {
			held, err := client.Approvals(background, Pending, Page{})
			if err != nil || len(held) != 1 {
				t.Fatalf("%v %v", held, err)
			}
			if _, err := person.answer(background, call{http.MethodPost, "/v1/approvals/" + held[0].ID + "/" + c.vote, []byte("{}"), false}); err != nil {
				t.Fatal(err)
			}
		}}
		guard := sending
		guard.SourceTrust = c.trust
		s := sender{}
		_, err := Protect(client, guard, s.send)(background, mail{To: "ä😀@example.com", Amount: 98.7})
		if kind(err) != c.kind || s.runs != c.runs {
			t.Errorf("%s %s: %v (%s), ran %d", c.trust, c.vote, err, kind(err), s.runs)
		}
	}
}

func liveRecords(t *testing.T, operator *Client) {
	var export bytes.Buffer
	if err := operator.Export(background, &export); err != nil {
		t.Fatal(err)
	}
	verdict, err := receipt.Verify(bytes.NewReader(export.Bytes()), nil)
	if err != nil || verdict.Count < 12 {
		t.Fatalf("%+v %v", verdict, err)
	}
	all, _, err := operator.Receipts(background, Page{Limit: 3}, "")
	if err != nil || len(all) != 3 {
		t.Fatalf("%v %v", all, err)
	}
	one, err := operator.Receipt(background, all[0].ID)
	if err != nil || one.Hash != all[0].Hash {
		t.Fatalf("%v %v", one, err)
	}
	if verified, problem, err := operator.VerifyReceipt(background, one.ID); !verified || err != nil {
		t.Fatal(problem, err)
	}
	chain := []canon.Value{}
	for _, line := range strings.Split(export.String(), "\n")[1 : 1+verdict.Count] {
		value, err := canon.Parse([]byte(line), canon.Default)
		if err != nil {
			t.Fatal(err)
		}
		chain = append(chain, value)
	}
	if said, err := operator.VerifyChain(background, chain); err != nil || !said.Verified || said.Checked != verdict.Count {
		t.Fatalf("%+v %v", said, err)
	}
}
