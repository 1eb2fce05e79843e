package canon

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf16"

	"sallyport.dev/sdk/go/internal/testkit"
)

// drawn returns a random value of at most this depth, with names that lie near the surrogates and numbers near the limits.
func drawn(r *rand.Rand, depth int) Value {
	kinds := 6
	if depth == 0 {
		kinds = 4
	}
	switch r.IntN(kinds) {
	case 0:
		return Value{}
	case 1:
		return Truth(r.IntN(2) == 0)
	case 2:
		return Float(drawnNumber(r))
	case 3:
		return Text(drawnText(r))
	case 4:
		items := make([]Value, r.IntN(5))
		for i := range items {
			items[i] = drawn(r, depth-1)
		}
		return ArrayOf(items...)
	}
	var members []Member
	seen := map[string]bool{}
	for range r.IntN(20) {
		if name := drawnText(r); !seen[name] {
			seen[name] = true
			members = append(members, Member{name, drawn(r, depth-1)})
		}
	}
	return ObjectOf(members...)
}

func drawnNumber(r *rand.Rand) float64 {
	for {
		var f float64
		switch r.IntN(3) {
		case 0:
			f = float64(r.Int64N(2*maxSafeInteger+1) - maxSafeInteger)
		case 1:
			f = float64(r.IntN(2000)-1000) / 100
		default:
			f = math.Float64frombits(r.Uint64())
		}
		isSafe := f != math.Trunc(f) || math.Abs(f) <= maxSafeInteger
		if isSafe && !math.IsNaN(f) && !(f == 0 && math.Signbit(f)) {
			return f
		}
	}
}

func drawnText(r *rand.Rand) string {
	edges := []rune{0, 0x1f, '"', '\\', 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0x1f600, 0x10fffd}
	out := make([]rune, r.IntN(4))
	for i := range out {
		out[i] = edges[r.IntN(len(edges))]
	}
	return string(out)
}

func TestCanonicalBytes_readAsTheValueTheyAreOf(t *testing.T) {
	r := testkit.Random(t)
	for range 3000 {
		value := drawn(r, 4)
		bytes1, err := Canonical(value, SallyportJCS2)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(bytes1, Default)
		if err != nil {
			t.Fatalf("%q: %v", bytes1, err)
		}
		bytes2, err := Canonical(back, SallyportJCS2)
		if err != nil || !bytes.Equal(bytes1, bytes2) {
			t.Fatalf("%q became %q, %v", bytes1, bytes2, err)
		}
	}
}

func TestOrders_areThoseOfCodeUnitsAndCodePoints(t *testing.T) {
	r := testkit.Random(t)
	for range 20_000 {
		a, b := drawnText(r), drawnText(r)
		units := slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
		points := slices.Compare([]rune(a), []rune(b))
		if sign(SallyportJCS2.compare(a, b)) != units || sign(AegisJCS1.compare(a, b)) != points {
			t.Fatalf("%q and %q", a, b)
		}
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
