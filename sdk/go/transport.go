package sallyport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"sallyport.dev/sdk/go/canon"
)

const (
	maxAnswer   = 8 << 20
	backoffBase = 100 * time.Millisecond
	backoffCap  = 5 * time.Second
	maxAttempts = 6
)

var isCode = regexp.MustCompile(`^[a-z0-9_.-]{1,64}$`)

var answerLimits = canon.Limits{Bytes: maxAnswer, Depth: 96, Members: 1_000_000, StringUnits: maxAnswer}

// call is one request of the API.
type call struct {
	method string
	path   string
	body   []byte // canonical JSON, or nil
	safe   bool   // asking twice does what asking once does
}

// answer asks until there is an answer, if the call is safe, and returns the JSON of a success.
func (c *Client) answer(ctx context.Context, call call) (canon.Value, error) {
	ctx, cancel := c.within(ctx)
	defer cancel()
	var word *Unavailable   // a later silence does not take back what the gateway said
	var before *Unavailable // the deadline may cut the last attempt, which then says least
	for attempt := 0; ; attempt++ {
		value, err := c.once(ctx, call)
		var away *Unavailable
		if err == nil || !errors.As(err, &away) {
			return value, err
		}
		if !away.noAnswer {
			word = away
		}
		if before == nil || away.Code != "timeout" {
			before = away
		}
		over := !call.safe || attempt+1 == maxAttempts || !away.worthRetrying()
		if over || c.clock.sleep(ctx, c.pause(attempt, away.retryAfter)) != nil {
			switch {
			case away.Code == "cancelled":
				return canon.Value{}, away
			case word != nil:
				return canon.Value{}, word
			}
			return canon.Value{}, before
		}
	}
}

// pause is full jitter over an exponential bound, and not before the gateway asked to be asked again.
func (c *Client) pause(attempt, retryAfter int) time.Duration {
	bound := min(backoffBase<<attempt, backoffCap)
	jittered := time.Duration(c.clock.chance() * float64(bound))
	return time.Duration(retryAfter)*time.Second + jittered
}

// worthRetrying excludes what another attempt would answer alike.
func (e *Unavailable) worthRetrying() bool {
	switch e.Status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return e.Code == "unreachable" || e.Code == "timeout"
}

func (c *Client) once(ctx context.Context, call call) (canon.Value, error) {
	status, header, body, err := c.exchange(ctx, call)
	if err != nil {
		return canon.Value{}, err
	}
	if status == http.StatusOK || status == http.StatusCreated {
		value, err := canon.Parse(body, answerLimits)
		if err != nil || value.Kind() != canon.Object {
			unreadable := malformedAnswer("the gateway's answer is no JSON object")
			unreadable.noAnswer = true
			return canon.Value{}, unreadable
		}
		return value, nil
	}
	if status < http.StatusBadRequest {
		return canon.Value{}, malformedAnswer("its status is " + strconv.Itoa(status))
	}
	return canon.Value{}, c.problem(status, header, body)
}

// exchange sends one request once. Go's transport repeats none of them by itself: a body that can not be read twice is not
// sent twice.
func (c *Client) exchange(ctx context.Context, call call) (int, http.Header, []byte, error) {
	attempt, cancel := c.clock.withTimeout(ctx, c.config.AttemptTimeout)
	defer cancel()
	response, err := c.send(attempt, call)
	if err != nil {
		return 0, nil, nil, c.lost(ctx, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return 0, nil, nil, c.lost(ctx, err)
	}
	return response.StatusCode, response.Header, body, nil
}

func (c *Client) send(ctx context.Context, call call) (*http.Response, error) {
	var body io.Reader
	if call.body != nil {
		body = io.NopCloser(bytes.NewReader(call.body))
	}
	request, err := http.NewRequestWithContext(ctx, call.method, c.base+call.path, body)
	if err != nil {
		return nil, err
	}
	if call.body != nil {
		request.ContentLength = int64(len(call.body))
		request.Header.Set("Content-Type", "application/json")
	}
	if token := c.config.Token.Reveal(); token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	request.Header.Set("Accept", "application/json, application/problem+json")
	return c.http.Do(request)
}

// lost says that no answer arrived, and whether that is so because the caller gave up.
func (c *Client) lost(ctx context.Context, cause error) error {
	failure := Failure{Code: "unreachable", Detail: c.redact(cause.Error())}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		failure.Code = "cancelled"
	case errors.Is(cause, context.DeadlineExceeded):
		failure.Code = "timeout"
	}
	if context.Cause(ctx) != nil {
		cause = context.Cause(ctx)
	}
	return &Unavailable{Failure: failure, cause: redacted{cause, c.redact(cause.Error())}, noAnswer: true}
}

// redacted is a cause whose text was searched for the token.
type redacted struct {
	cause error
	text  string
}

func (r redacted) Error() string        { return r.text }
func (r redacted) Is(target error) bool { return errors.Is(r.cause, target) }

func (c *Client) redact(text string) string {
	if token := c.config.Token.Reveal(); token != "" {
		return strings.ReplaceAll(text, token, hidden)
	}
	return text
}

// problem reads a refusal (RFC 9457). One that is none did not come from a gateway.
func (c *Client) problem(status int, header http.Header, body []byte) error {
	value, err := canon.Parse(body, answerLimits)
	code, _ := textOf(value, "code")
	stated, _ := value.Get("status")
	repeated, _ := stated.AsNatural()
	if err != nil || !isCode.MatchString(code) || repeated != int64(status) {
		away := malformedAnswer("status " + strconv.Itoa(status) + " without problem details")
		away.Code, away.Status = "http_"+strconv.Itoa(status), status
		away.retryAfter = seconds(header.Get("Retry-After"))
		away.noAnswer = status >= http.StatusInternalServerError
		return away
	}
	detail, _ := textOf(value, "detail")
	failure := Failure{Code: c.redact(code), Detail: c.redact(detail), Status: status}
	failure.DecisionID, _ = textOf(value, "decision_id")
	failure.ReceiptID, _ = textOf(value, "receipt_id")
	if status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500 {
		return &Unavailable{Failure: failure, retryAfter: seconds(header.Get("Retry-After"))}
	}
	stands, _ := textOf(value, "approval_status")
	switch {
	case code == "action_hash_mismatch" || code == "approval_hash_mismatch" || code == "executed_hash_mismatch":
		return &HashMismatch{failure}
	case stands == WasRejected:
		return &Rejected{failure}
	case stands == HasExpired:
		return &Expired{failure}
	}
	return &Denied{failure}
}

// seconds reads a Retry-After of plain seconds, at most an hour.
func seconds(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return min(n, 3600)
}

func textOf(value canon.Value, name string) (string, bool) {
	member, _ := value.Get(name)
	return member.AsText()
}
