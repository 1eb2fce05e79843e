package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	sallyport "sallyport.dev/sdk/go"
	"sallyport.dev/sdk/go/canon"
)

// protection holds the members of the operations protect, prompt and outcome.
type protection struct {
	URL        string `json:"url"`
	Token      string `json:"token"`
	Agent      string `json:"agent"`
	Tool       string `json:"tool"`
	Action     string `json:"action"`
	Mutates    bool   `json:"mutates_state"`
	ReadOpen   bool   `json:"read_open"`
	Parameters digits `json:"parameters"`
	TimeoutMs  int    `json:"timeout_ms"`
	DeadlineMs int    `json:"deadline_ms"`
	PatienceMs int    `json:"patience_ms"`
	PollMs     int    `json:"poll_ms"`

	Session      string  `json:"session"`
	Text         digits  `json:"text"`
	DecisionID   string  `json:"decision_id"`
	Status       string  `json:"status"`
	ExecutedHash string  `json:"executed_hash"`
	OutputHash   string  `json:"output_hash"`
	Told         *digits `json:"told"`
}

func millis(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// clientOf returns a client of the gateway at URL, and what ends it.
func clientOf(r request) (*sallyport.Client, func(), error) {
	transport := &http.Transport{DisableKeepAlives: true}
	client, err := sallyport.New(sallyport.Config{
		URL: r.URL, Token: sallyport.NewSecret(r.Token), AgentID: r.Agent, Scheme: canon.Scheme(r.Scheme), HTTP: transport,
		AttemptTimeout: millis(r.TimeoutMs), Timeout: millis(r.DeadlineMs), ApprovalTimeout: millis(r.PatienceMs), PollInterval: millis(r.PollMs),
	})
	return client, transport.CloseIdleConnections, err
}

// prompt tells what the user said.
func prompt(r request) (output, error) {
	client, done, err := clientOf(r)
	if err != nil {
		return nil, err
	}
	defer done()
	vouched, err := client.Prompt(context.Background(), r.Session, string(r.Text))
	if err != nil {
		return verdictOf(err), nil
	}
	return output{"verdict": "told", "vouched": vouched}, nil
}

// outcome reports what became of an action.
func outcome(r request) (output, error) {
	client, done, err := clientOf(r)
	if err != nil {
		return nil, err
	}
	defer done()
	told := sallyport.Outcome{DecisionID: r.DecisionID, Status: r.Status, ExecutedHash: r.ExecutedHash, OutputHash: r.OutputHash}
	if r.Told != nil {
		content := string(*r.Told)
		told.Content = &content
	}
	receipt, err := client.ReportOutcome(context.Background(), told)
	if err != nil {
		return verdictOf(err), nil
	}
	return output{"verdict": "reported", "receipt_id": receipt}, nil
}

// protect says what a protected function does before the gateway at URL.
func protect(r request) (output, error) {
	client, done, err := clientOf(r)
	if err != nil {
		return nil, err
	}
	defer done()
	var arguments map[string]any
	if err := json.Unmarshal(r.Parameters, &arguments); err != nil {
		return nil, err
	}
	runs := 0
	guard := sallyport.Guard[map[string]any]{Tool: r.Tool, Action: r.protection.Action, MutatesState: r.Mutates, ReadOpen: r.ReadOpen}
	guarded := sallyport.Protect(client, guard, func(context.Context, map[string]any) (int, error) {
		runs++
		return runs, nil
	})
	_, err = guarded(context.Background(), arguments)
	out := verdictOf(err)
	if (runs == 1) != (err == nil) {
		out["verdict"] = "inconsistent"
	}
	return out, nil
}

func verdictOf(err error) output {
	var denied *sallyport.Denied
	var rejected *sallyport.Rejected
	var expired *sallyport.Expired
	var mismatch *sallyport.HashMismatch
	var away *sallyport.Unavailable
	switch {
	case err == nil:
		return output{"verdict": "ran"}
	case errors.As(err, &denied):
		return output{"verdict": "denied", "code": denied.Code}
	case errors.As(err, &rejected):
		return output{"verdict": "rejected", "code": rejected.Code}
	case errors.As(err, &expired):
		return output{"verdict": "expired", "code": expired.Code}
	case errors.As(err, &mismatch):
		return output{"verdict": "hash_mismatch", "code": mismatch.Code}
	case errors.As(err, &away):
		return output{"verdict": "unavailable", "code": away.Code}
	}
	return output{"verdict": "inconsistent", "code": err.Error()}
}
