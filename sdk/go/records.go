package sallyport

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/receipt"
)

// Registration is what an agent is registered with. Empty members are left to the gateway.
type Registration struct {
	AgentKey, Name, OwnerTeam, Owner, Environment, RiskTier, TrustCeiling, Assurance string
	Scheme                                                                           canon.Scheme
}

// Registered is a new agent; its token is shown this once.
type Registered struct {
	AgentID string
	Token   Secret
}

// Register registers an agent. It needs an enrolment or operator key and is not repeated: a lost answer may have registered.
func (c *Client) Register(ctx context.Context, r Registration) (Registered, error) {
	var body orderly
	body.text("agent_key", r.AgentKey)
	body.text("name", r.Name)
	body.text("owner_team", r.OwnerTeam)
	body.text("owner", r.Owner)
	body.text("environment", r.Environment)
	body.text("risk_tier", r.RiskTier)
	body.text("trust_ceiling", r.TrustCeiling)
	body.text("assurance", r.Assurance)
	body.text("action_hash_scheme", string(r.Scheme))
	value, err := c.post(ctx, "/v1/agents/register", body)
	if err != nil {
		return Registered{}, err
	}
	f := fields{value: value}
	return Registered{f.text("agent_id"), NewSecret(f.text("agent_token"))}, f.err()
}

func (c *Client) post(ctx context.Context, path string, body orderly) (canon.Value, error) {
	bytes, err := body.bytes()
	if err != nil {
		return canon.Value{}, err
	}
	return c.answer(ctx, call{http.MethodPost, path, bytes, false})
}

// Outcome is what happened to a released action.
type Outcome struct {
	DecisionID   string
	Status       string // succeeded, failed, not_started or unknown
	ExecutedHash string // of what ran, or empty
	OutputHash   string // or empty
	// Content is what the action answered, for a session whose user's words were told with Prompt; nil if it is not told,
	// and then the gateway knows that it missed something.
	Content *string
}

// ReportOutcome reports what happened and returns the id of its receipt. It is sent once.
func (c *Client) ReportOutcome(ctx context.Context, o Outcome) (receiptID string, err error) {
	var body orderly
	body.text("decision_id", o.DecisionID)
	body.text("status", o.Status)
	body.text("executed_hash", o.ExecutedHash)
	body.text("output_hash", o.OutputHash)
	if o.Content != nil {
		body.add("content", canon.Text(*o.Content))
	}
	value, err := c.post(ctx, "/v1/outcomes", body)
	if err != nil {
		return "", err
	}
	f := fields{value: value}
	receiptID = f.text("receipt_id")
	return receiptID, f.err()
}

// Prompt tells the gateway what the user said in a session, before the calls it leads to. It answers whether that counts as
// the user's word, which takes an agent that an operator registered with speaks_for_user. It is sent once.
func (c *Client) Prompt(ctx context.Context, session, text string) (vouched bool, err error) {
	name, err := segment(session)
	if err != nil {
		return false, err
	}
	var body orderly
	body.add("text", canon.Text(text))
	value, err := c.post(ctx, "/v1/sessions/"+name+"/prompts", body)
	if err != nil {
		return false, err
	}
	f := fields{value: value}
	if f.text("session") != session {
		f.fail("session")
	}
	vouched = f.truth("vouched")
	if err := f.err(); err != nil {
		return false, err
	}
	return vouched, nil
}

// segment writes an id as one segment of a path; no other path can be reached with it.
func segment(id string) (string, error) {
	if id == "" || id == "." || id == ".." {
		return "", errors.New("sallyport: an id must not be empty or dots")
	}
	return url.PathEscape(id), nil
}

// Receipt is one receipt as a gateway keeps it. Its canonical form was hashed here and has the hash the gateway names.
type Receipt struct {
	receipt.Receipt
	Hash      string
	Canonical []byte
}

// Receipt returns one receipt.
func (c *Client) Receipt(ctx context.Context, id string) (Receipt, error) {
	value, err := c.answer(ctx, call{http.MethodGet, "/v1/receipts/" + url.PathEscape(id), nil, true})
	if err != nil {
		return Receipt{}, err
	}
	return receiptOf(value)
}

// Receipts returns receipts, newest first, and the cursor of the next page, which is empty at the end.
func (c *Client) Receipts(ctx context.Context, page Page, cursor string) (all []Receipt, next string, err error) {
	query := page.query()
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	value, err := c.answer(ctx, call{http.MethodGet, withQuery("/v1/receipts", query), nil, true})
	if err != nil {
		return nil, "", err
	}
	f := fields{value: value}
	for _, item := range f.items("receipts") {
		one, err := receiptOf(item)
		if err != nil {
			return nil, "", err
		}
		all = append(all, one)
	}
	next = f.optional("next_cursor")
	return all, next, f.err()
}

func receiptOf(value canon.Value) (Receipt, error) {
	f := fields{value: value}
	id, hash := f.text("receipt_id"), f.text("receipt_hash")
	sequence := f.natural("sequence")
	if err := f.err(); err != nil {
		return Receipt{}, err
	}
	inner, _ := value.Get("receipt")
	canonical, err := canon.Canonical(inner, canon.SallyportJCS2)
	if err != nil {
		return Receipt{}, malformedAnswer("the receipt has no canonical form")
	}
	read, err := receipt.Read(canonical)
	if err != nil || read.ID != id || read.Sequence != sequence {
		return Receipt{}, malformedAnswer("the receipt is not what the answer around it says")
	}
	computed, err := receipt.HashOf(canonical)
	if err != nil || !sameHash(hash, computed) {
		return Receipt{}, &HashMismatch{Failure{Code: "receipt_hash_differs", ReceiptID: id}}
	}
	return Receipt{read, hash, canonical}, nil
}

// ChainVerdict is what a gateway says of receipts that link up, or do not.
type ChainVerdict struct {
	Verified      bool
	Checked       int64
	Error         string
	FirstBadIndex int64 // -1 when there is none
}

// VerifyReceipt asks the gateway to check one kept receipt and its link to the one before.
func (c *Client) VerifyReceipt(ctx context.Context, id string) (verified bool, problem string, err error) {
	value, err := c.answer(ctx, call{http.MethodGet, "/v1/receipts/" + url.PathEscape(id) + "/verify", nil, true})
	if err != nil {
		return false, "", err
	}
	f := fields{value: value}
	verified, problem = f.truth("verified"), f.optional("error")
	if err := f.err(); err != nil {
		return false, "", err
	}
	return verified, problem, nil
}

// VerifyChain asks the gateway whether presented receipts link up. Whoever does not trust it uses receipt.Verify.
func (c *Client) VerifyChain(ctx context.Context, receipts []canon.Value) (ChainVerdict, error) {
	var body orderly
	body.add("receipts", canon.ArrayOf(receipts...))
	value, err := c.post(ctx, "/v1/receipts/verify-chain", body)
	if err != nil {
		return ChainVerdict{}, err
	}
	f := fields{value: value}
	verdict := ChainVerdict{f.truth("verified"), f.natural("checked"), f.optional("error"), -1}
	if _, has := value.Get("first_bad_index"); has {
		verdict.FirstBadIndex = f.natural("first_bad_index")
	}
	return verdict, f.err()
}

// Export streams the whole chain as a signed export, to be checked with receipt.Verify. It needs an operator's credential,
// is bounded by ctx alone, and is asked once.
func (c *Client) Export(ctx context.Context, to io.Writer) error {
	response, err := c.send(ctx, call{method: http.MethodPost, path: "/v1/receipts/export", body: []byte(`{"format":"sallyport-2"}`)})
	if err != nil {
		return c.lost(ctx, err)
	}
	defer response.Body.Close()
	media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if response.StatusCode != http.StatusOK || media != "application/jsonl" {
		body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
		if err != nil {
			return c.lost(ctx, err)
		}
		return c.problem(response.StatusCode, response.Header, body)
	}
	if _, err := io.Copy(to, response.Body); err != nil {
		return c.lost(ctx, err)
	}
	return nil
}

// Checkpoint returns the signed checkpoint of a tenant's log, to be checked with tlog.VerifyCheckpoint.
func (c *Client) Checkpoint(ctx context.Context, tenant string) ([]byte, error) {
	ctx, cancel := c.within(ctx)
	defer cancel()
	status, header, body, err := c.exchange(ctx, call{method: http.MethodGet, path: "/v1/logs/" + url.PathEscape(tenant) + "/checkpoint"})
	if err != nil {
		return nil, err
	}
	if status != http.StatusOK {
		return nil, c.problem(status, header, body)
	}
	return body, nil
}

// Healthy returns nil when the gateway's process lives.
func (c *Client) Healthy(ctx context.Context) error { return c.health(ctx, "/healthz", "ok") }

// Ready returns nil when the gateway serves.
func (c *Client) Ready(ctx context.Context) error { return c.health(ctx, "/readyz", "ready") }

func (c *Client) health(ctx context.Context, path, want string) error {
	value, err := c.answer(ctx, call{http.MethodGet, path, nil, false})
	if err != nil {
		return err
	}
	if status, _ := textOf(value, "status"); status != want {
		return malformedAnswer("the gateway does not say that it is " + want)
	}
	return nil
}

// OutputHash returns the hash that Outcome.OutputHash takes.
func OutputHash(output []byte) string { return canon.Hash(sha256.Sum256(output)).String() }
