package sallyport

import (
	"sallyport.dev/sdk/go/canon"
)

// fields reads the members of an answer; the first that is not as the API says makes the whole answer malformed.
type fields struct {
	value canon.Value
	bad   string
}

func (f *fields) fail(name string) {
	if f.bad == "" {
		f.bad = name
	}
}

// text reads a required string that is not empty.
func (f *fields) text(name string) string {
	text, ok := textOf(f.value, name)
	if !ok || text == "" {
		f.fail(name)
	}
	return text
}

// optional reads a string that may be absent or null.
func (f *fields) optional(name string) string {
	member, has := f.value.Get(name)
	if !has || member.Kind() == canon.Null {
		return ""
	}
	text, ok := member.AsText()
	if !ok {
		f.fail(name)
	}
	return text
}

func (f *fields) natural(name string) int64 {
	member, _ := f.value.Get(name)
	n, ok := member.AsNatural()
	if !ok {
		f.fail(name)
	}
	return n
}

func (f *fields) truth(name string) bool {
	member, _ := f.value.Get(name)
	b, ok := member.AsBool()
	if !ok {
		f.fail(name)
	}
	return b
}

// required fails when a member is absent.
func (f *fields) required(name string) *fields {
	if _, has := f.value.Get(name); !has {
		f.fail(name)
	}
	return f
}

// texts reads an array of strings that may be absent.
func (f *fields) texts(name string) []string {
	member, has := f.value.Get(name)
	if !has {
		return nil
	}
	if member.Kind() != canon.Array {
		f.fail(name)
	}
	var out []string
	for _, item := range member.Items() {
		text, ok := item.AsText()
		if !ok {
			f.fail(name)
		}
		out = append(out, text)
	}
	return out
}

func (f *fields) items(name string) []canon.Value {
	member, _ := f.value.Get(name)
	if member.Kind() != canon.Array {
		f.fail(name)
	}
	return member.Items()
}

func (f *fields) err() error {
	if f.bad != "" {
		return malformedAnswer("member " + f.bad + " is missing or of another type")
	}
	return nil
}

// orderly builds the canonical body of a request from members that are set.
type orderly []canon.Member

func (o *orderly) add(name string, value canon.Value) {
	*o = append(*o, canon.Member{Name: name, Value: value})
}

// text adds a string unless it is empty.
func (o *orderly) text(name, text string) {
	if text != "" {
		o.add(name, canon.Text(text))
	}
}

func (o orderly) object() canon.Value { return canon.ObjectOf(o...) }

func (o orderly) bytes() ([]byte, error) {
	return canon.Canonical(o.object(), canon.SallyportJCS2)
}
