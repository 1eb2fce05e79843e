package receipt

import (
	"errors"
	"fmt"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/tlog"
)

// Fault is the first thing wrong with a file. Code is stable and listed in spec/receipt; Line counts from 1, and in a JSON
// array counts its items.
type Fault struct {
	Code string
	Line int
	what string
}

// Error returns the code, the line and a sentence for people.
func (f *Fault) Error() string { return fmt.Sprintf("%s on line %d: %s", f.Code, f.Line, f.what) }

func at(line int, code, what string) *Fault { return &Fault{code, line, what} }

// on gives the refusal of a part the line it stands on, unless it knows its own.
func on(line int, err error) *Fault {
	var refusal *canon.Refusal
	var fault *tlog.Fault
	var form *malformed
	var placed *Fault
	switch {
	case errors.As(err, &placed):
		return placed
	case errors.As(err, &refusal):
		return at(line, refusal.Code, err.Error())
	case errors.As(err, &fault):
		return at(line, fault.Code, err.Error())
	case errors.As(err, &form):
		return at(line, form.code, form.what)
	}
	return at(line, "unreadable", err.Error())
}

// malformed is a fault of one receipt, header or trailer.
type malformed struct{ code, what string }

func (m *malformed) Error() string { return m.code + ": " + m.what }
