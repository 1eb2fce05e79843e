package receipt

import (
	"bytes"
	"slices"

	"sallyport.dev/sdk/go/canon"
)

// object is one of which is known that it has exactly the members its format names.
type object struct{ canon.Value }

// exactly reads bytes that must be canonical and an object of exactly these members.
func exactly(line []byte, limits canon.Limits, names ...string) (object, error) {
	value, err := canon.Parse(line, limits)
	if err != nil {
		return object{}, err
	}
	canonical, err := canon.Canonical(value, canon.SallyportJCS2)
	if err != nil {
		return object{}, err
	}
	if !bytes.Equal(canonical, line) {
		return object{}, &malformed{"not_canonical", "the line is not in canonical form"}
	}
	return membersOf(value, names...)
}

func membersOf(value canon.Value, names ...string) (object, error) {
	if value.Kind() != canon.Object {
		return object{}, wrong("the value must be an object")
	}
	for _, m := range value.Members() {
		if !slices.Contains(names, m.Name) {
			return object{}, &malformed{"unknown_member", "a member that the format does not know"}
		}
	}
	for _, name := range names {
		if _, has := value.Get(name); !has {
			return object{}, &malformed{"missing_member", "member " + name + " is missing"}
		}
	}
	return object{value}, nil
}

func wrong(what string) error { return &malformed{"wrong_member", what} }

func (o object) text(name string) (string, error) {
	value, _ := o.Get(name)
	if text, ok := value.AsText(); ok {
		return text, nil
	}
	return "", wrong("member " + name + " must be a string")
}

func (o object) natural(name string) (int64, error) {
	value, _ := o.Get(name)
	if n, ok := value.AsNatural(); ok {
		return n, nil
	}
	return 0, wrong("member " + name + " must be an integer from 0 to 2^53 - 1")
}
