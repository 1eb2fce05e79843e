package canon

import "fmt"

// Nowhere is the offset of a refusal that belongs to no byte.
const Nowhere = -1

// Refusal says why bytes, or a value, have no canonical form. Code is stable and listed in section 4 of spec/action.
type Refusal struct {
	Code   string
	Offset int // the byte where it was noticed, from 0, or Nowhere
	what   string
}

// Error returns what was refused and where. It repeats nothing of the document.
func (r *Refusal) Error() string {
	if r.what == "" {
		return r.Code
	}
	if r.Offset == Nowhere {
		return fmt.Sprintf("%s: %s", r.Code, r.what)
	}
	return fmt.Sprintf("%s at byte %d: %s", r.Code, r.Offset, r.what)
}

func refuse(code string, offset int, what string) *Refusal {
	return &Refusal{Code: code, Offset: offset, what: what}
}
