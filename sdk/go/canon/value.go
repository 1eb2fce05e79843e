package canon

// Kind is what a [Value] is.
type Kind uint8

// The kinds of JSON values. The zero Value is null.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

var kindNames = [...]string{"null", "boolean", "number", "string", "array", "object"}

// String returns the kind's name in JSON's words.
func (k Kind) String() string { return kindNames[k] }

// Value is one JSON value. It never changes once it is made and may be shared between goroutines.
type Value struct {
	kind    Kind
	truth   bool
	number  float64
	text    string
	items   []Value
	members []Member
}

// Member is a name of an object and its value.
type Member struct {
	Name  string
	Value Value
}

// Text returns a string value.
func Text(s string) Value { return Value{kind: String, text: s} }

// Truth returns a boolean value.
func Truth(b bool) Value { return Value{kind: Bool, truth: b} }

// Float returns a number value.
func Float(f float64) Value { return Value{kind: Number, number: f} }

// ArrayOf returns an array of these items.
func ArrayOf(items ...Value) Value {
	return Value{kind: Array, items: append([]Value(nil), items...)}
}

// ObjectOf returns an object of these members. A name given twice is refused when the object is written.
func ObjectOf(members ...Member) Value {
	return Value{kind: Object, members: append([]Member(nil), members...)}
}

// Kind returns what the value is.
func (v Value) Kind() Kind { return v.kind }

// AsBool returns a boolean, and whether the value is one.
func (v Value) AsBool() (value, ok bool) { return v.truth, v.kind == Bool }

// AsText returns a string, and whether the value is one.
func (v Value) AsText() (string, bool) { return v.text, v.kind == String }

// AsFloat returns a number, and whether the value is one.
func (v Value) AsFloat() (float64, bool) { return v.number, v.kind == Number }

// AsNatural returns an integer from 0 to 2^53 - 1, and whether the value is one.
func (v Value) AsNatural() (int64, bool) {
	if v.kind != Number || v.number < 0 || v.number > maxSafeInteger || v.number != float64(int64(v.number)) {
		return 0, false
	}
	return int64(v.number), true
}

// Items returns the items of an array, else nothing.
func (v Value) Items() []Value { return append([]Value(nil), v.items...) }

// Members returns the members of an object in the order they were read, else nothing.
func (v Value) Members() []Member { return append([]Member(nil), v.members...) }

// Len returns how many items or members the value has.
func (v Value) Len() int { return len(v.items) + len(v.members) }

// Get returns the member of that name, and whether the value is an object that has it.
func (v Value) Get(name string) (Value, bool) {
	for _, m := range v.members {
		if m.Name == name {
			return m.Value, true
		}
	}
	return Value{}, false
}

// Without returns the object without the member of that name.
func (v Value) Without(name string) Value {
	out := Value{kind: v.kind, members: make([]Member, 0, len(v.members))}
	for _, m := range v.members {
		if m.Name != name {
			out.members = append(out.members, m)
		}
	}
	return out
}
