package tlog

// Fault says why something was not verified. Code is stable and listed in spec/log.
type Fault struct {
	Code string
	what string
}

// Error returns the code and a sentence for people.
func (f *Fault) Error() string { return f.Code + ": " + f.what }

func fault(code, what string) *Fault { return &Fault{code, what} }
