package sallyport

import (
	"context"
	"net/http"
	"time"

	"sallyport.dev/sdk/go/canon"
)

// Verdict is what a gateway decides.
type Verdict string

// The verdicts. Held means that people must approve.
const (
	Allow Verdict = "allow"
	Deny  Verdict = "deny"
	Held  Verdict = "require_approval"
)

// AuthorizeRequest asks whether an action may run.
type AuthorizeRequest struct {
	Action Action

	// RequestID makes the question repeatable: a repetition gets the first answer. Empty, the client makes one.
	RequestID             string
	Session               string // empty: the client's
	UserID, UserRole      string
	SourceTrust           string // such as unknown; empty: what the gateway takes for unsaid
	ContainsSensitiveData bool
	RunID, TraceID        string
	Nonce                 string // accepted once
	Timestamp             time.Time
}

// Decision is the gateway's answer.
type Decision struct {
	ID              string
	Verdict         Verdict
	Reason          string // the stable code of the reason that decided
	Reasons         []string
	Explanation     string
	RiskScore       int64 // 0 to 100; informs, never decides
	RiskLevel       string
	MatchedPolicies []string
	ReceiptID       string
	Hash            string // the action hash, 64 digits
	Scheme          canon.Scheme
	Approval        *ApprovalBrief // when held
}

// ApprovalBrief names the approval that a held action waits for.
type ApprovalBrief struct {
	ID            string
	Status        string
	ApproverGroup string
	ExpiresAt     string // RFC 3339
	Hash          string
}

// Authorize asks the gateway. A denial is a decision, not an error. Asked again after a lost answer, which Authorize does by
// itself within the client's Timeout, the gateway repeats its first answer. The hash in the answer is the gateway's word:
// Protect compares it.
func (c *Client) Authorize(ctx context.Context, request AuthorizeRequest) (Decision, error) {
	canonical, err := request.Action.Canonical(c.config.Scheme)
	if err != nil {
		return Decision{}, err
	}
	return c.authorize(ctx, request, canonical)
}

// authorize sends these very bytes as the action.
func (c *Client) authorize(ctx context.Context, request AuthorizeRequest, canonical []byte) (Decision, error) {
	if request.RequestID == "" {
		request.RequestID = c.newID()
	}
	if request.Session == "" {
		request.Session = c.config.Session
	}
	rest, err := request.envelope(c.config, canon.HashOf(canonical, c.config.Scheme))
	if err != nil {
		return Decision{}, err
	}
	// The action goes into the body as the bytes that were hashed, before the members around it.
	body := append([]byte(`{"tool_call":`), canonical...)
	body = append(append(body, ','), rest[1:]...)
	value, err := c.answer(ctx, call{http.MethodPost, "/v1/authorize", body, true})
	if err != nil {
		return Decision{}, err
	}
	return decisionOf(value)
}

func (r AuthorizeRequest) envelope(config Config, hash ActionHash) ([]byte, error) {
	var agent, user, facts, trace, body orderly
	agent.text("id", config.AgentID)
	agent.text("environment", config.Environment)
	body.add("agent", agent.object())
	user.text("id", r.UserID)
	user.text("role", r.UserRole)
	facts.text("source_trust", r.SourceTrust)
	if r.ContainsSensitiveData {
		facts.add("contains_sensitive_data", canon.Truth(true))
	}
	trace.text("run_id", r.RunID)
	trace.text("trace_id", r.TraceID)
	for name, part := range map[string]orderly{"user": user, "context": facts, "trace": trace} {
		if len(part) > 0 {
			body.add(name, part.object())
		}
	}
	body.text("action_hash", hash.String())
	body.text("request_id", r.RequestID)
	body.text("session", r.Session)
	body.text("nonce", r.Nonce)
	if !r.Timestamp.IsZero() {
		body.add("timestamp", canon.Float(float64(r.Timestamp.UnixMilli())))
	}
	return body.bytes()
}

func decisionOf(value canon.Value) (Decision, error) {
	f := fields{value: value}
	d := Decision{
		ID:              f.text("decision_id"),
		Verdict:         Verdict(f.text("decision")),
		Reason:          f.text("reason"),
		Reasons:         f.texts("reasons"),
		Explanation:     f.optional("explanation"),
		RiskScore:       f.natural("risk_score"),
		RiskLevel:       f.text("risk_level"),
		MatchedPolicies: f.required("matched_policies").texts("matched_policies"),
		ReceiptID:       f.text("receipt_id"),
		Hash:            f.text("action_hash"),
		Scheme:          canon.Scheme(f.text("action_hash_scheme")),
	}
	if approval, has := value.Get("approval"); has {
		inner := fields{value: approval}
		d.Approval = &ApprovalBrief{
			ID:            inner.text("approval_id"),
			Status:        inner.text("status"),
			ApproverGroup: inner.text("approver_group"),
			ExpiresAt:     inner.text("expires_at"),
			Hash:          inner.text("action_hash"),
		}
		if inner.bad != "" {
			f.fail("approval")
		}
	}
	if err := f.err(); err != nil {
		return Decision{}, err
	}
	if err := d.Verdict.known(); err != nil {
		return Decision{}, err
	}
	if d.Verdict == Held && d.Approval == nil {
		return Decision{}, malformedAnswer("held without an approval")
	}
	return d, nil
}

// known refuses a word that is neither yes nor no: a gateway spoke, and silence it is not.
func (v Verdict) known() error {
	switch v {
	case Allow, Deny, Held:
		return nil
	}
	unknown := malformedAnswer("a decision that this client does not know")
	unknown.Code = "unknown_decision"
	return unknown
}
