package sallyport

import (
	"fmt"
)

// Failure is what all failures carry. Code is stable; Detail is for people and holds no credential.
type Failure struct {
	Code       string
	Detail     string
	Status     int    // the HTTP status, or 0 when there was no answer
	DecisionID string // where known
	ApprovalID string
	ReceiptID  string
}

func (f Failure) say(what string) string {
	text := "sallyport: " + what + ": " + f.Code
	if f.Detail != "" {
		text += ": " + f.Detail
	}
	if f.DecisionID != "" {
		text += fmt.Sprintf(" (decision %s)", f.DecisionID)
	}
	return text
}

// Denied says that the gateway answered and the answer is no: policy denied the action, the approval can not be used (any
// more), or the request itself is refused.
type Denied struct{ Failure }

// Error returns what was denied and why.
func (e *Denied) Error() string { return e.say("denied") }

// Rejected says that a person refused the action.
type Rejected struct{ Failure }

// Error returns which approval was rejected.
func (e *Rejected) Error() string { return e.say("rejected") }

// Expired says that nobody approved in time.
type Expired struct{ Failure }

// Error returns which approval expired.
func (e *Expired) Error() string { return e.say("expired") }

// HashMismatch says that the gateway speaks of other bytes than those about to run, or hashes them by another scheme.
type HashMismatch struct{ Failure }

// Error returns what differs.
func (e *HashMismatch) Error() string { return e.say("hash mismatch") }

// Unavailable says that there is no usable answer: the gateway is away, slow, busy, or its answer is malformed. Whether a
// call that is answered so took effect is unknown.
type Unavailable struct {
	Failure
	cause error
	// noAnswer is set when no gateway spoke: neither a decision nor a problem of its own arrived.
	noAnswer bool
	// retryAfter is how long the gateway asked to wait, in seconds, or 0.
	retryAfter int
}

// Error returns what is missing.
func (e *Unavailable) Error() string { return e.say("unavailable") }

// Unwrap returns what the transport or the context said, if anything.
func (e *Unavailable) Unwrap() error { return e.cause }

func malformedAnswer(detail string) *Unavailable {
	return &Unavailable{Failure: Failure{Code: "malformed_answer", Detail: detail}}
}
