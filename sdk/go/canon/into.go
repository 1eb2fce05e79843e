package canon

import (
	"math"
	"reflect"
)

// Into writes the value to what target points to, which [Of] could have made it of. Into an any go nil, bool, float64,
// string, []any and map[string]any. A member that the target has no field for is an error, and so is a number that the
// target's type does not hold. What the target held before is replaced.
func (v Value) Into(target any) error {
	to := reflect.ValueOf(target)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return &Refusal{Code: "wrong_type", Offset: Nowhere, what: "the target must be a pointer"}
	}
	to.Elem().SetZero()
	return v.into(to.Elem())
}

func (v Value) into(to reflect.Value) error {
	t := to.Type()
	if t == isValue {
		to.Set(reflect.ValueOf(v))
		return nil
	}
	if t.Kind() == reflect.Interface && t.NumMethod() == 0 {
		if host := v.host(); host != nil {
			to.Set(reflect.ValueOf(host))
		}
		return nil
	}
	if t.Kind() == reflect.Pointer {
		if v.kind == Null {
			return nil
		}
		to.Set(reflect.New(t.Elem()))
		return v.into(to.Elem())
	}
	switch v.kind {
	case Null:
		if t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			return nil
		}
	case Bool:
		if t.Kind() == reflect.Bool {
			to.SetBool(v.truth)
			return nil
		}
	case String:
		if t.Kind() == reflect.String {
			to.SetString(v.text)
			return nil
		}
	case Number:
		if setNumber(v.number, to) {
			return nil
		}
	case Array:
		return v.intoList(to)
	case Object:
		return v.intoMembers(to)
	}
	return unsupported(t, "does not hold a JSON "+v.kind.String()+" of this value")
}

func setNumber(f float64, to reflect.Value) bool {
	isInteger := f == math.Trunc(f) && math.Abs(f) <= maxSafeInteger
	switch to.Kind() {
	case reflect.Float32, reflect.Float64:
		to.SetFloat(f)
		return to.Float() == f
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if isInteger && !to.OverflowInt(int64(f)) {
			to.SetInt(int64(f))
			return true
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if isInteger && f >= 0 && !to.OverflowUint(uint64(f)) {
			to.SetUint(uint64(f))
			return true
		}
	}
	return false
}

func (v Value) intoList(to reflect.Value) error {
	switch {
	case to.Kind() == reflect.Slice:
		to.Set(reflect.MakeSlice(to.Type(), len(v.items), len(v.items)))
	case to.Kind() != reflect.Array || to.Len() != len(v.items):
		return unsupported(to.Type(), "does not hold a JSON array of this length")
	}
	for i, item := range v.items {
		if err := item.into(to.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (v Value) intoMembers(to reflect.Value) error {
	t := to.Type()
	switch {
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String:
		to.Set(reflect.MakeMapWithSize(t, len(v.members)))
		for _, m := range v.members {
			element := reflect.New(t.Elem()).Elem()
			if err := m.Value.into(element); err != nil {
				return err
			}
			to.SetMapIndex(reflect.ValueOf(m.Name).Convert(t.Key()), element)
		}
		return nil
	case t.Kind() == reflect.Struct:
		return v.intoStruct(to)
	}
	return unsupported(t, "does not hold a JSON object")
}

func (v Value) intoStruct(to reflect.Value) error {
	fields, err := fieldsOf(to.Type())
	if err != nil {
		return err
	}
	places := make(map[string]int, len(fields))
	for _, f := range fields {
		places[f.name] = f.index
	}
	for _, m := range v.members {
		index, known := places[m.Name]
		if !known {
			return unsupported(to.Type(), "has no field for a member of this object")
		}
		if err := m.Value.into(to.Field(index)); err != nil {
			return err
		}
	}
	return nil
}

func (v Value) host() any {
	switch v.kind {
	case Bool:
		return v.truth
	case Number:
		return v.number
	case String:
		return v.text
	case Array:
		out := make([]any, len(v.items))
		for i, item := range v.items {
			out[i] = item.host()
		}
		return out
	case Object:
		out := make(map[string]any, len(v.members))
		for _, m := range v.members {
			out[m.Name] = m.Value.host()
		}
		return out
	}
	return nil
}
