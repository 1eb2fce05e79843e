package canon

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

var (
	ownJSON = reflect.TypeFor[json.Marshaler]()
	ownText = reflect.TypeFor[encoding.TextMarshaler]()
	isValue = reflect.TypeFor[Value]()
)

// Of returns the JSON value of a program's own value: nil, booleans, strings, integers, floats, slices, arrays, maps with
// string keys, structs with exported fields, pointers to those, and [Value] itself. Names and options of fields are read
// from `json` tags; "-" and "omitempty" have their usual meaning.
//
// What encoding/json would spell in a way of its own ([]byte, types with MarshalJSON or MarshalText) is an error, and so is
// an integer beyond 2^53 - 1: send those as strings.
func Of(value any) (Value, error) {
	v, err := of(reflect.ValueOf(value), 0)
	if err != nil {
		return Value{}, err
	}
	return v, nil
}

// Frozen returns the canonical bytes of a program's value under the scheme and what they read back as: a deep copy that
// nobody else holds, within the limits of section 1.1 of spec/action.
func Frozen(value any, scheme Scheme) ([]byte, Value, error) {
	v, err := Of(value)
	if err != nil {
		return nil, Value{}, err
	}
	bytes, err := Canonical(v, scheme)
	if err != nil {
		return nil, Value{}, err
	}
	copied, err := ParseFor(bytes, Default, scheme)
	return bytes, copied, err
}

func unsupported(t reflect.Type, why string) error {
	return &Refusal{Code: "wrong_type", Offset: Nowhere, what: fmt.Sprintf("a value of type %s %s", t, why)}
}

func of(v reflect.Value, depth int) (Value, error) {
	if !v.IsValid() {
		return Value{}, nil
	}
	t := v.Type()
	if t == isValue {
		return v.Interface().(Value), nil
	}
	if depth > MaxDepth { // also where a pointer leads back to itself
		return Value{}, refuse("too_deep", Nowhere, "a value nested deeper than 512 levels, or within itself")
	}
	if kind := v.Kind(); kind != reflect.Interface && kind != reflect.Pointer && spellsItself(t) {
		return Value{}, unsupported(t, "has an encoding of its own; convert it to a string or a number first")
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return Value{}, nil
		}
		return of(v.Elem(), depth+1)
	case reflect.Bool:
		return Truth(v.Bool()), nil
	case reflect.String:
		return Text(v.String()), nil
	case reflect.Float32, reflect.Float64:
		return Float(v.Float()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n := v.Int(); n >= -maxSafeInteger && n <= maxSafeInteger {
			return Float(float64(n)), nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if n := v.Uint(); n <= maxSafeInteger {
			return Float(float64(n)), nil
		}
	case reflect.Slice, reflect.Array:
		return ofList(v, depth)
	case reflect.Map:
		return ofMap(v, depth)
	case reflect.Struct:
		return ofStruct(v, depth)
	default:
		return Value{}, unsupported(t, "is no JSON")
	}
	return Value{}, refuse("number_too_large", Nowhere, "integer beyond 2^53 - 1; use a string")
}

func spellsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return t.Implements(ownJSON) || t.Implements(ownText) || p.Implements(ownJSON) || p.Implements(ownText)
}

func ofList(v reflect.Value, depth int) (Value, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return Value{}, nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return Value{}, unsupported(v.Type(), "is bytes; choose a spelling and pass a string")
	}
	items := make([]Value, v.Len())
	for i := range items {
		item, err := of(v.Index(i), depth+1)
		if err != nil {
			return Value{}, err
		}
		items[i] = item
	}
	return Value{kind: Array, items: items}, nil
}

func ofMap(v reflect.Value, depth int) (Value, error) {
	if v.IsNil() {
		return Value{}, nil
	}
	if key := v.Type().Key(); key.Kind() != reflect.String || spellsItself(key) {
		return Value{}, unsupported(v.Type(), "has keys that are no strings")
	}
	out := Value{kind: Object, members: make([]Member, 0, v.Len())}
	for each := v.MapRange(); each.Next(); {
		value, err := of(each.Value(), depth+1)
		if err != nil {
			return Value{}, err
		}
		out.members = append(out.members, Member{each.Key().String(), value})
	}
	return out, nil
}

func ofStruct(v reflect.Value, depth int) (Value, error) {
	fields, err := fieldsOf(v.Type())
	if err != nil {
		return Value{}, err
	}
	out := Value{kind: Object}
	for _, f := range fields {
		field := v.Field(f.index)
		if f.omitEmpty && isEmpty(field) {
			continue
		}
		value, err := of(field, depth+1)
		if err != nil {
			return Value{}, err
		}
		out.members = append(out.members, Member{f.name, value})
	}
	return out, nil
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Array, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

type field struct {
	index     int
	name      string
	omitEmpty bool
}

// fieldsOf refuses what would be lost: fields that are not exported, and options other than omitempty.
func fieldsOf(t reflect.Type) ([]field, error) {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == "-" && options == "" {
			continue
		}
		if !f.IsExported() || f.Anonymous || options != "" && options != "omitempty" {
			return nil, unsupported(t, "has the field "+f.Name+" that can't be hashed as it stands; tag it `json:\"-\"`")
		}
		if tag == "" {
			tag = f.Name
		}
		out = append(out, field{i, tag, options == "omitempty"})
	}
	return out, nil
}
