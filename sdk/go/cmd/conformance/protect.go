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

// protection holds the members of the operation protect.
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
}

func millis(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// protect says what a protected function does before the gateway at URL.
func protect(r request) (output, error) {
	transport := &http.Transport{DisableKeepAlives: true}
	defer transport.CloseIdleConnections()
	client, err := sallyport.New(sallyport.Config{
		URL: r.URL, Token: sallyport.NewSecret(r.Token), AgentID: r.Agent, Scheme: canon.Scheme(r.Scheme), HTTP: transport,
		AttemptTimeout: millis(r.TimeoutMs), Timeout: millis(r.DeadlineMs), ApprovalTimeout: millis(r.PatienceMs), PollInterval: millis(r.PollMs),
	})
	if err != nil {
		return nil, err
	}
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
