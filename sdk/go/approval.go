package sallyport

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"sallyport.dev/sdk/go/canon"
)

// The states of an approval.
const (
	Pending     = "PENDING"
	Approved    = "APPROVED"
	WasRejected = "REJECTED"
	HasExpired  = "EXPIRED"
	Consumed    = "CONSUMED"
	Invalidated = "INVALIDATED"
)

// Approval is a held action and where it stands.
type Approval struct {
	ID, Status, DecisionID, AgentID, Session string
	Tool, Action                             string
	Hash                                     string // of what would run
	ApproverGroup                            string
	Quorum                                   int64
	CreatedAt, ExpiresAt                     string // RFC 3339
	Votes                                    []Vote
	Call                                     canon.Value // exactly what would run, for those who may see it, else null
}

// Vote is one person's answer.
type Vote struct{ Person, Answer, At string }

// Approval returns one approval.
func (c *Client) Approval(ctx context.Context, id string) (Approval, error) {
	value, err := c.answer(ctx, call{http.MethodGet, "/v1/approvals/" + url.PathEscape(id), nil, true})
	if err != nil {
		return Approval{}, err
	}
	approval, err := approvalOf(value)
	if err == nil && approval.ID != id {
		err = malformedAnswer("it is of another approval")
	}
	return approval, err
}

// Page bounds a list. A zero Limit leaves it to the gateway.
type Page struct{ Limit, Offset int }

func (p Page) query() url.Values {
	query := url.Values{}
	if p.Limit > 0 {
		query.Set("limit", strconv.Itoa(p.Limit))
	}
	if p.Offset > 0 {
		query.Set("offset", strconv.Itoa(p.Offset))
	}
	return query
}

// Approvals returns held actions, newest first; of every status when status is empty.
func (c *Client) Approvals(ctx context.Context, status string, page Page) ([]Approval, error) {
	query := page.query()
	if status != "" {
		query.Set("status", status)
	}
	value, err := c.answer(ctx, call{http.MethodGet, withQuery("/v1/approvals", query), nil, true})
	if err != nil {
		return nil, err
	}
	f := fields{value: value}
	var all []Approval
	for _, item := range f.items("approvals") {
		approval, err := approvalOf(item)
		if err != nil {
			return nil, err
		}
		all = append(all, approval)
	}
	return all, f.err()
}

func withQuery(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

func approvalOf(value canon.Value) (Approval, error) {
	f := fields{value: value}
	a := Approval{
		ID: f.text("approval_id"), Status: f.text("status"), DecisionID: f.text("decision_id"),
		AgentID: f.text("agent_id"), Session: f.text("session"), Tool: f.text("tool"), Action: f.text("action"),
		Hash: f.text("action_hash"), ApproverGroup: f.text("approver_group"), Quorum: f.natural("quorum"),
		CreatedAt: f.text("created_at"), ExpiresAt: f.text("expires_at"),
	}
	for _, item := range f.items("answers") {
		vote := fields{value: item}
		a.Votes = append(a.Votes, Vote{vote.text("person"), vote.text("answer"), vote.text("at")})
		if vote.bad != "" {
			f.fail("answers")
		}
	}
	a.Call, _ = value.Get("call")
	if err := f.err(); err != nil {
		return a, err
	}
	switch a.Status {
	case Pending, Approved, WasRejected, HasExpired, Consumed, Invalidated:
		return a, nil
	}
	unknown := malformedAnswer("a status that this client does not know")
	unknown.Code = "unknown_status"
	return a, unknown
}

// WaitForApproval looks at an approval until people have approved it, and returns it then. *Rejected, *Expired and *Denied
// (used before, or invalidated) say that it can not be used any more; *Expired with the code wait_deadline that nobody
// answered within the client's ApprovalTimeout. Looks that get no answer are repeated until then.
func (c *Client) WaitForApproval(ctx context.Context, id string) (Approval, error) {
	deadline := c.clock.now().Add(c.config.ApprovalTimeout)
	for {
		approval, err := c.Approval(ctx, id)
		var away *Unavailable
		switch {
		case err == nil && approval.Status != Pending:
			return approval, approval.usable()
		case err != nil && (!errors.As(err, &away) || !away.worthRetrying() || ctx.Err() != nil):
			return Approval{}, err
		}
		wait := c.config.PollInterval/2 + time.Duration(c.clock.chance()*float64(c.config.PollInterval/2))
		if away != nil {
			wait += time.Duration(away.retryAfter) * time.Second
		}
		if !c.clock.now().Add(wait).Before(deadline) {
			return Approval{}, &Expired{Failure{Code: "wait_deadline", Detail: "nobody approved while the host waited", ApprovalID: id}}
		}
		if err := c.clock.sleep(ctx, wait); err != nil {
			return Approval{}, c.lost(ctx, err)
		}
	}
}

func (a Approval) usable() error {
	failure := Failure{DecisionID: a.DecisionID, ApprovalID: a.ID}
	switch a.Status {
	case Approved:
		return nil
	case WasRejected:
		failure.Code = "approval_rejected"
		return &Rejected{failure}
	case HasExpired:
		failure.Code = "approval_expired"
		return &Expired{failure}
	case Consumed:
		failure.Code = "approval_consumed"
	case Invalidated:
		failure.Code = "approval_invalidated"
	default:
		failure.Code = "approval_not_approved"
	}
	return &Denied{failure}
}

// Consume uses an approval up for an action of this hash, once; the gateway judges the action again. It is asked once: when
// the answer is lost or cannot be used, whether the approval was used is unknown (consume_unknown), and nothing may run.
func (c *Client) Consume(ctx context.Context, id string, hash ActionHash) (Decision, error) {
	consumed, err := c.consume(ctx, id, hash)
	if err == nil && consumed.claimed != claimOf(id) {
		err = consumed.notGranted(id)
	}
	return consumed.Decision, err
}

// claimed is which approval stands how after a claim.
type claimed struct{ approval, status string }

func claimOf(id string) claimed { return claimed{id, Consumed} }

// consumption is the answer to a claim.
type consumption struct {
	Decision
	claimed claimed
}

func (c consumption) notGranted(approvalID string) error {
	return &Denied{Failure{Code: "claim_not_granted", Detail: "the gateway did not grant the claim",
		DecisionID: c.ID, ApprovalID: approvalID}}
}

func (c *Client) consume(ctx context.Context, id string, hash ActionHash) (consumption, error) {
	var body orderly
	body.text("action_hash", hash.String())
	bytes, err := body.bytes()
	if err != nil {
		return consumption{}, err
	}
	value, err := c.answer(ctx, call{http.MethodPost, "/v1/approvals/" + url.PathEscape(id) + "/consume", bytes, false})
	if err != nil {
		return consumption{}, unknownClaim(err, id)
	}
	f := fields{value: value}
	out := consumption{claimed: claimed{f.text("approval_id"), f.text("status")}}
	if out.Decision, err = consumedDecision(value); err == nil {
		err = f.err()
	}
	return out, unknownClaim(err, id)
}

// unknownClaim says of a lost answer to a claim what is lost with it.
func unknownClaim(err error, id string) error {
	var lost *Unavailable
	if !errors.As(err, &lost) {
		return err
	}
	unknown := malformedAnswer("whether the approval was used is unknown [" + lost.Code + "]: ask for a new one")
	unknown.Code, unknown.ApprovalID, unknown.Status, unknown.cause = "consume_unknown", id, lost.Status, lost.cause
	return unknown
}

// consumedDecision reads the decision within the answer to consume, of which less is required.
func consumedDecision(value canon.Value) (Decision, error) {
	f := fields{value: value}
	d := Decision{
		ID:          f.text("decision_id"),
		Verdict:     Verdict(f.text("decision")),
		Reason:      f.optional("reason"),
		Reasons:     f.texts("reasons"),
		Explanation: f.optional("explanation"),
		ReceiptID:   f.text("receipt_id"),
		Hash:        f.text("action_hash"),
		Scheme:      canon.Scheme(f.text("action_hash_scheme")),
	}
	if err := f.err(); err != nil {
		return d, err
	}
	return d, d.Verdict.known()
}

// sameHash compares in constant time.
func sameHash(stated string, computed ActionHash) bool {
	return subtle.ConstantTimeCompare([]byte(stated), []byte(computed.String())) == 1
}
