package canon

import (
	"math"
	"strconv"
)

const (
	maxSafeInteger = 1<<53 - 1
	// leastPortable is the smallest fraction that aegis-jcs-1 takes.
	leastPortable = 1e-4
	// mostDigits is how many digits the shortest text of a double has at most.
	mostDigits = 17
	// farthestPoint lies beyond every double, which is between 10^-324 and 10^309.
	farthestPoint = 400
	// exponentCap keeps an exponent beyond every double after a document's worth of digits.
	exponentCap = 1_000_000_000_000
)

// decimal is 0.d1d2d3... times 10^point, with no zero at either end of the digits.
type decimal struct {
	digits []byte // the first mostDigits
	count  int    // how many there are
	point  int64
}

// number reads a number (RFC 8259 section 6). One pass collects the significant digits and the place of the point, so
// that a million digits cost a million steps and no big arithmetic.
func (p *parser) number() (float64, *Refusal) {
	start := p.at
	negative := p.peek() == '-'
	if negative {
		p.at++
	}
	d, refusal := p.scan(start)
	if refusal != nil {
		return 0, refusal
	}
	source := string(p.in[start:p.at])
	if p.scheme == RFC8785 {
		f, err := strconv.ParseFloat(source, 64)
		if err != nil {
			return 0, refuse("number_too_large", start, "number beyond every double")
		}
		return f, nil
	}
	f, refusal := exact(d, negative, source, start)
	if refusal != nil {
		return 0, refusal
	}
	if p.scheme == AegisJCS1 && isUnportable(f) {
		return 0, refuse("number_not_portable", start, "fraction below 0.0001; send it as a string")
	}
	return f, nil
}

func (p *parser) scan(start int) (decimal, *Refusal) {
	var d decimal
	zeros := 0 // wait until a later digit makes them significant
	run := func(fraction bool) *Refusal {
		first := p.at
		for c := p.peek(); isDigit(c); c = p.peek() {
			p.at++
			if c == '0' && d.count > 0 {
				zeros++
			} else if c != '0' {
				d.take(zeros, byte(c))
				zeros = 0
			}
			if !fraction && d.count > 0 {
				d.point++
			} else if fraction && d.count == 0 {
				d.point--
			}
		}
		if p.at == first {
			return p.badNumber(start)
		}
		return nil
	}
	if p.peek() == '0' {
		p.at++
		if isDigit(p.peek()) {
			return d, p.badNumber(start)
		}
	} else if refusal := run(false); refusal != nil {
		return d, refusal
	}
	if p.peek() == '.' {
		p.at++
		if refusal := run(true); refusal != nil {
			return d, refusal
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		return d, p.exponent(start, &d)
	}
	return d, nil
}

func (d *decimal) take(zeros int, digit byte) {
	for i := 0; i < zeros && len(d.digits) < mostDigits; i++ {
		d.digits = append(d.digits, '0')
	}
	if len(d.digits) < mostDigits {
		d.digits = append(d.digits, digit)
	}
	d.count += zeros + 1
}

func (p *parser) exponent(start int, d *decimal) *Refusal {
	down := p.peek() == '-'
	if down || p.peek() == '+' {
		p.at++
	}
	first := p.at
	var value int64
	for c := p.peek(); isDigit(c); c = p.peek() {
		value = min(value*10+int64(c-'0'), exponentCap)
		p.at++
	}
	if p.at == first {
		return p.badNumber(start)
	}
	if down {
		value = -value
	}
	d.point += value
	return nil
}

func (p *parser) badNumber(start int) *Refusal {
	if p.at >= len(p.in) {
		return p.unexpected("a digit")
	}
	return refuse("bad_number", start, "malformed number")
}

// exact returns the double of a decimal that a double holds (section 1.6 of spec/action).
func exact(d decimal, negative bool, source string, start int) (float64, *Refusal) {
	if d.count == 0 {
		if negative {
			return 0, refuse("negative_zero", start, "negative zero")
		}
		return 0, nil
	}
	if d.point > farthestPoint || int64(d.count) <= d.point {
		return integer(d, negative, start)
	}
	if d.point < -farthestPoint {
		return 0, refuse("number_underflow", start, "number too close to zero; send it as a string")
	}
	if d.count > mostDigits {
		return 0, refuse("number_not_canonical", start, "digits that a double does not keep; send it as a string")
	}
	f, err := strconv.ParseFloat(source, 64)
	if err == nil && f == 0 {
		return 0, refuse("number_underflow", start, "number too close to zero; send it as a string")
	}
	digits, point := shortest(math.Abs(f))
	if err != nil || string(digits) != string(d.digits) || int64(point) != d.point {
		return 0, refuse("number_not_canonical", start, "digits that a double does not keep; send it as a string")
	}
	return f, nil
}

func integer(d decimal, negative bool, start int) (float64, *Refusal) {
	tooLarge := refuse("number_too_large", start, "integer beyond 2^53 - 1; send it as a string")
	if d.point > 16 {
		return 0, tooLarge
	}
	var value int64
	for i := range int(d.point) {
		value *= 10
		if i < len(d.digits) {
			value += int64(d.digits[i] - '0')
		}
	}
	if value > maxSafeInteger {
		return 0, tooLarge
	}
	if negative {
		value = -value
	}
	return float64(value), nil
}

// shortest returns the fewest digits that name the positive double, and where the point stands before them.
func shortest(f float64) (digits []byte, point int) {
	text := strconv.FormatFloat(f, 'e', -1, 64) // d.ddde±dd
	mark := len(text) - 1
	for text[mark] != 'e' {
		mark--
	}
	digits = append(digits, text[0])
	if mark > 1 {
		digits = append(digits, text[2:mark]...)
	}
	exponent, _ := strconv.Atoi(text[mark+1:])
	return digits, exponent + 1
}

func isUnportable(f float64) bool { return f != 0 && math.Abs(f) < leastPortable }
