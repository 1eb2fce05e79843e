package sallyport

import (
	"sallyport.dev/sdk/go/canon"
)

// Action is one thing an agent wants done, exactly as it would be done (section 2 of spec/action).
type Action struct {
	Tool         string      // the tool or server, not empty
	Action       string      // its operation, not empty
	Resource     *string     // what it acts on, or nil
	MutatesState bool        // the caller's claim
	Parameters   canon.Value // the arguments, an object
}

// ParseAction reads the document of an action under the scheme. An error is a *canon.Refusal.
func ParseAction(document []byte, scheme canon.Scheme) (Action, error) {
	value, err := canon.ParseFor(document, canon.Default, scheme)
	if err != nil {
		return Action{}, err
	}
	return actionOf(value)
}

func actionOf(value canon.Value) (Action, error) {
	if value.Kind() != canon.Object {
		return Action{}, notAction("wrong_type")
	}
	for _, m := range value.Members() {
		switch m.Name {
		case "tool", "action", "resource", "mutates_state", "parameters":
		default:
			return Action{}, notAction("unknown_member")
		}
	}
	var a Action
	var err error
	if a.Tool, err = named(value, "tool"); err != nil {
		return Action{}, err
	}
	if a.Action, err = named(value, "action"); err != nil {
		return Action{}, err
	}
	if resource, has := value.Get("resource"); has && resource.Kind() != canon.Null {
		text, ok := resource.AsText()
		if !ok {
			return Action{}, notAction("wrong_type")
		}
		a.Resource = &text
	}
	mutates, has := value.Get("mutates_state")
	if !has {
		return Action{}, notAction("missing_member")
	}
	var ok bool
	if a.MutatesState, ok = mutates.AsBool(); !ok {
		return Action{}, notAction("wrong_type")
	}
	if a.Parameters, has = value.Get("parameters"); !has {
		return Action{}, notAction("missing_member")
	}
	if a.Parameters.Kind() != canon.Object {
		return Action{}, notAction("wrong_type")
	}
	return a, nil
}

func named(value canon.Value, name string) (string, error) {
	member, has := value.Get(name)
	if !has {
		return "", notAction("missing_member")
	}
	text, ok := member.AsText()
	if !ok {
		return "", notAction("wrong_type")
	}
	if text == "" {
		return "", notAction("empty_name")
	}
	return text, nil
}

func notAction(code string) error {
	return &canon.Refusal{Code: code, Offset: canon.Nowhere}
}

// Canonical returns the bytes that are hashed and sent, with all five members.
func (a Action) Canonical(scheme canon.Scheme) ([]byte, error) {
	value := a.value()
	if _, err := actionOf(value); err != nil {
		return nil, err
	}
	return canon.Canonical(value, scheme)
}

// Hash returns the action hash: the commitment to Canonical.
func (a Action) Hash(scheme canon.Scheme) (ActionHash, error) {
	canonical, err := a.Canonical(scheme)
	if err != nil {
		return ActionHash{}, err
	}
	return canon.HashOf(canonical, scheme), nil
}

func (a Action) value() canon.Value {
	resource := canon.Value{}
	if a.Resource != nil {
		resource = canon.Text(*a.Resource)
	}
	return canon.ObjectOf(
		canon.Member{Name: "tool", Value: canon.Text(a.Tool)},
		canon.Member{Name: "action", Value: canon.Text(a.Action)},
		canon.Member{Name: "resource", Value: resource},
		canon.Member{Name: "mutates_state", Value: canon.Truth(a.MutatesState)},
		canon.Member{Name: "parameters", Value: a.Parameters},
	)
}

// ActionHash is the SHA-256 of an action's canonical form under a scheme.
type ActionHash = canon.Hash
