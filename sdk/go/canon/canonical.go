package canon

import (
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Canonical returns the one byte string of a value under a scheme: no whitespace, members sorted, RFC 8785 section 3.2.2
// strings and numbers, UTF-8. An error is a *Refusal without an offset: a value that was parsed can fail only under
// aegis-jcs-1, one that was built also when it holds what no document may hold.
func Canonical(value Value, scheme Scheme) ([]byte, error) {
	if !scheme.Known() {
		return nil, refuse("unknown_scheme", Nowhere, "a scheme that this package does not know")
	}
	w := writer{scheme: scheme}
	if refusal := w.value(value, 0); refusal != nil {
		return nil, refusal
	}
	return w.out, nil
}

type writer struct {
	scheme Scheme
	out    []byte
}

func (w *writer) value(v Value, depth int) *Refusal {
	if v.kind >= Array && depth >= MaxDepth {
		return refuse("too_deep", Nowhere, "more than 512 objects and arrays within each other")
	}
	switch v.kind {
	case Bool:
		w.out = strconv.AppendBool(w.out, v.truth)
	case Number:
		return w.number(v.number)
	case String:
		return w.text(v.text)
	case Array:
		return w.array(v.items, depth+1)
	case Object:
		return w.object(v.members, depth+1)
	default:
		w.out = append(w.out, "null"...)
	}
	return nil
}

func (w *writer) array(items []Value, depth int) *Refusal {
	w.out = append(w.out, '[')
	for i, item := range items {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		if refusal := w.value(item, depth); refusal != nil {
			return refusal
		}
	}
	w.out = append(w.out, ']')
	return nil
}

func (w *writer) object(members []Member, depth int) *Refusal {
	sorted := slices.Clone(members)
	slices.SortStableFunc(sorted, func(a, b Member) int { return w.scheme.compare(a.Name, b.Name) })
	w.out = append(w.out, '{')
	for i, m := range sorted {
		if i > 0 {
			if sorted[i-1].Name == m.Name {
				return refuse("duplicate_name", Nowhere, "second member of that name in one object")
			}
			w.out = append(w.out, ',')
		}
		if refusal := w.text(m.Name); refusal != nil {
			return refusal
		}
		w.out = append(w.out, ':')
		if refusal := w.value(m.Value, depth); refusal != nil {
			return refusal
		}
	}
	w.out = append(w.out, '}')
	return nil
}

// compare orders names: aegis-jcs-1 by code point, which is the order of UTF-8 bytes, the others by UTF-16 code unit.
func (s Scheme) compare(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) || i == len(b) {
		return len(a) - len(b)
	}
	if s == AegisJCS1 {
		return int(a[i]) - int(b[i])
	}
	for i > 0 && !utf8.RuneStart(a[i]) { // both names share the bytes before
		i--
	}
	x, _ := utf8.DecodeRuneInString(a[i:])
	y, _ := utf8.DecodeRuneInString(b[i:])
	return int(unitOrder(x)) - int(unitOrder(y))
}

// unitOrder moves what lies beyond U+FFFF, whose first code unit is a surrogate, below U+E000 to U+FFFF.
func unitOrder(point rune) rune {
	if point >= 0xe000 && point <= 0xffff {
		return point + 0x200000
	}
	return point
}

func (w *writer) text(s string) *Refusal {
	w.out = append(w.out, '"')
	for i := 0; i < len(s); {
		if c := s[i]; c < 0x80 {
			w.ascii(c)
			i++
			continue
		}
		point, size := utf8.DecodeRuneInString(s[i:])
		if point == utf8.RuneError && size <= 1 {
			return refuse("invalid_utf8", Nowhere, "string that is not UTF-8")
		}
		if isNoncharacter(point) {
			return refuse("noncharacter", Nowhere, "noncharacter")
		}
		w.out = append(w.out, s[i:i+size]...)
		i += size
	}
	w.out = append(w.out, '"')
	return nil
}

func (w *writer) ascii(c byte) {
	const digits = "0123456789abcdef"
	switch c {
	case '"', '\\':
		w.out = append(w.out, '\\', c)
	case '\b':
		w.out = append(w.out, `\b`...)
	case '\t':
		w.out = append(w.out, `\t`...)
	case '\n':
		w.out = append(w.out, `\n`...)
	case '\f':
		w.out = append(w.out, `\f`...)
	case '\r':
		w.out = append(w.out, `\r`...)
	default:
		if c < ' ' {
			w.out = append(w.out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
			return
		}
		w.out = append(w.out, c)
	}
}

func (w *writer) number(f float64) *Refusal {
	isInteger := f == math.Trunc(f)
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return refuse("number_too_large", Nowhere, "a number must be finite")
	case w.scheme == RFC8785:
	case f == 0 && math.Signbit(f):
		return refuse("negative_zero", Nowhere, "negative zero")
	case isInteger && math.Abs(f) > maxSafeInteger:
		return refuse("number_too_large", Nowhere, "integer beyond 2^53 - 1; use a string")
	case w.scheme == AegisJCS1 && isUnportable(f):
		return refuse("number_not_portable", Nowhere, "fraction below 0.0001; use a string")
	}
	w.out = AppendNumber(w.out, f)
	return nil
}

// AppendNumber appends the text that ECMAScript gives a finite double (RFC 8785 section 3.2.2.3).
func AppendNumber(out []byte, f float64) []byte {
	if f == 0 {
		return append(out, '0')
	}
	if f < 0 {
		out = append(out, '-')
	}
	digits, point := shortest(math.Abs(f))
	switch count := len(digits); {
	case count <= point && point <= 21: // ddd000
		out = append(out, digits...)
		return zeros(out, point-count)
	case point > 0 && point <= 21: // d.ddd
		out = append(append(out, digits[:point]...), '.')
		return append(out, digits[point:]...)
	case point > -6 && point <= 0: // 0.000ddd
		return append(zeros(append(out, "0."...), -point), digits...)
	}
	out = append(out, digits[0])
	if len(digits) > 1 {
		out = append(append(out, '.'), digits[1:]...)
	}
	out = append(out, 'e')
	if point > 0 {
		out = append(out, '+')
	}
	return strconv.AppendInt(out, int64(point-1), 10)
}

func zeros(out []byte, count int) []byte {
	for range count {
		out = append(out, '0')
	}
	return out
}
