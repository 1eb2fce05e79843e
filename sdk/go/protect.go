package sallyport

import (
	"context"
	"errors"

	"sallyport.dev/sdk/go/canon"
)

// Guard says what a protected function does.
type Guard[A any] struct {
	Tool, Action string
	MutatesState bool

	// Resource names what the arguments act on, or is nil when the operation names nothing. It gets a copy of its own.
	Resource func(args A) string

	SourceTrust           string
	ContainsSensitiveData bool

	// ReadOpen lets this function run when no gateway answers: away, slow, or not speaking as a gateway does. Only for
	// what reads; with MutatesState no call is made at all. Whatever a gateway answers is obeyed all the same.
	ReadOpen bool
}

// Protect returns fn behind the gateway: it runs only when the gateway allows the action, or people approved it, and only
// with a copy of the arguments that was read back from the bytes that were hashed. The arguments are a struct or a map, as
// canon.Of takes them.
//
// The error is one of *Denied, *Rejected, *Expired, *HashMismatch and *Unavailable; a *canon.Refusal when the arguments have
// no canonical form; or what fn returned. After *Unavailable nothing ran.
func Protect[A, R any](c *Client, guard Guard[A], fn func(ctx context.Context, args A) (R, error)) func(context.Context, A) (R, error) {
	return func(ctx context.Context, args A) (R, error) {
		var none R
		if guard.ReadOpen && guard.MutatesState {
			return none, errors.New("sallyport: ReadOpen is for functions that read")
		}
		frozen, err := freeze(guard, args, c.config.Scheme)
		if err != nil {
			return none, err
		}
		permit, err := c.permit(ctx, guard.request(frozen.action), frozen)
		if err != nil {
			var away *Unavailable
			open := guard.ReadOpen && errors.As(err, &away) && away.noAnswer && ctx.Err() == nil
			if !open {
				return none, err
			}
			permit = "" // there is no decision whose outcome could be reported
		}
		return run(ctx, c, permit, frozen, fn)
	}
}

// frozen is an action as the bytes that were hashed, and the arguments as those bytes say them.
type frozen[A any] struct {
	action    Action
	canonical []byte
	hash      ActionHash
	args      A
}

func freeze[A any](guard Guard[A], args A, scheme canon.Scheme) (frozen[A], error) {
	var f frozen[A]
	_, parameters, err := canon.Frozen(args, scheme)
	if err != nil {
		return f, err
	}
	action := Action{Tool: guard.Tool, Action: guard.Action, MutatesState: guard.MutatesState, Parameters: parameters}
	if guard.Resource != nil {
		var seen A
		if err := parameters.Into(&seen); err != nil {
			return f, err
		}
		resource := guard.Resource(seen)
		action.Resource = &resource
	}
	if f.canonical, err = action.Canonical(scheme); err != nil {
		return f, err
	}
	f.hash = canon.HashOf(f.canonical, scheme)
	// From here on the bytes are the truth.
	if f.action, err = ParseAction(f.canonical, scheme); err != nil {
		return f, err
	}
	return f, f.action.Parameters.Into(&f.args)
}

func (g Guard[A]) request(action Action) AuthorizeRequest {
	return AuthorizeRequest{Action: action, SourceTrust: g.SourceTrust, ContainsSensitiveData: g.ContainsSensitiveData}
}

// held is what permit needs of a frozen action, whatever its arguments are.
type held interface {
	bytes() []byte
	computed() ActionHash
}

func (f frozen[A]) bytes() []byte        { return f.canonical }
func (f frozen[A]) computed() ActionHash { return f.hash }

// permit returns the id of the decision that lets the action run.
func (c *Client) permit(ctx context.Context, request AuthorizeRequest, action held) (string, error) {
	decision, err := c.authorize(ctx, request, action.bytes())
	if err != nil {
		return "", err
	}
	if err := c.compare(decision, action); err != nil {
		return "", err
	}
	switch decision.Verdict {
	case Allow:
		return decision.ID, nil
	case Held:
		return c.claim(ctx, decision, action)
	}
	return "", &Denied{Failure{Code: decision.Reason, Detail: decision.Explanation, DecisionID: decision.ID, ReceiptID: decision.ReceiptID}}
}

// compare holds the gateway's word of the action against the hash computed here.
func (c *Client) compare(decision Decision, action held) error {
	failure := Failure{DecisionID: decision.ID, ReceiptID: decision.ReceiptID}
	if decision.Scheme != c.config.Scheme {
		failure.Code = "scheme_skew"
		failure.Detail = "the gateway hashes by another scheme than this client is set to"
		return &HashMismatch{failure}
	}
	if !sameHash(decision.Hash, action.computed()) || decision.Approval != nil && !sameHash(decision.Approval.Hash, action.computed()) {
		failure.Code = "hash_mismatch"
		failure.Detail = "the gateway speaks of another action than this one"
		return &HashMismatch{failure}
	}
	return nil
}

// claim waits for people and uses their approval up.
func (c *Client) claim(ctx context.Context, decision Decision, action held) (string, error) {
	approval, err := c.WaitForApproval(ctx, decision.Approval.ID)
	if err != nil {
		return "", obeyed(err)
	}
	if !sameHash(approval.Hash, action.computed()) {
		return "", &HashMismatch{Failure{Code: "hash_mismatch", Detail: "people approved another action than this one",
			DecisionID: decision.ID, ApprovalID: decision.Approval.ID}}
	}
	consumed, err := c.consume(ctx, approval.ID, action.computed())
	if err != nil {
		return "", obeyed(err)
	}
	if err := c.compare(consumed.Decision, action); err != nil {
		return "", err
	}
	if consumed.claimed != claimOf(approval.ID) || consumed.Verdict != Allow {
		return "", consumed.notGranted(approval.ID)
	}
	return consumed.ID, nil
}

// obeyed marks that a gateway has answered before: it held the action, and so it is not open to a read without answer.
func obeyed(err error) error {
	var away *Unavailable
	if errors.As(err, &away) {
		away.noAnswer = false
	}
	return err
}

// run runs the function and reports what came of it, also when it panics.
func run[A, R any](ctx context.Context, c *Client, permit string, f frozen[A], fn func(context.Context, A) (R, error)) (result R, err error) {
	status := "unknown" // what stays when fn does not return
	defer func() {
		if permit != "" {
			c.report(ctx, permit, status, f.hash)
		}
	}()
	if ctx.Err() != nil {
		status = "not_started"
		return result, c.lost(ctx, ctx.Err())
	}
	if result, err = fn(ctx, f.args); err != nil {
		status = "failed"
		return result, err
	}
	status = "succeeded"
	return result, nil
}

// report tells the gateway the outcome, once, even when the caller has given up meanwhile.
func (c *Client) report(ctx context.Context, decisionID, status string, hash ActionHash) {
	ctx, cancel := c.clock.withTimeout(context.WithoutCancel(ctx), c.config.AttemptTimeout)
	defer cancel()
	outcome := Outcome{DecisionID: decisionID, Status: status}
	if status != "not_started" {
		outcome.ExecutedHash = hash.String()
	}
	if _, err := c.ReportOutcome(ctx, outcome); err != nil && c.config.OnUnreported != nil {
		c.config.OnUnreported(decisionID, err)
	}
}
