package canon

import "unicode/utf8"

// text reads a string from its opening quote to behind the closing one.
func (p *parser) text() (string, *Refusal) {
	p.at++
	start := p.at
	for p.at < len(p.in) && isPlain(p.in[p.at]) {
		p.at++
	}
	if p.peek() == '"' && p.at-start <= p.limits.StringUnits {
		p.at++
		return string(p.in[start : p.at-1]), nil
	}
	p.at = start
	return p.escaped()
}

// isPlain tells whether a byte stands for itself: ASCII without controls, quote and backslash.
func isPlain(c byte) bool { return c >= ' ' && c < 0x80 && c != '"' && c != '\\' }

// escaped reads the rest of a string character by character, so that a refusal knows its byte.
func (p *parser) escaped() (string, *Refusal) {
	var out []byte
	units := 0
	for {
		at := p.at
		c := p.peek()
		if c == '"' {
			p.at++
			return string(out), nil
		}
		point, refusal := p.character(c)
		if refusal != nil {
			return "", refusal
		}
		units++
		if point > 0xffff {
			units++
		}
		if units > p.limits.StringUnits {
			return "", refuse("string_too_long", at, "string of more UTF-16 code units than the limit")
		}
		out = utf8.AppendRune(out, point)
	}
}

func (p *parser) character(c int) (rune, *Refusal) {
	switch {
	case c == end:
		return 0, p.unexpected("the end of a string")
	case c == '\\':
		return p.escape()
	case c < ' ':
		return 0, refuse("control_character", p.at, "unescaped control in a string")
	case c < 0x80:
		p.at++
		return rune(c), nil
	}
	return p.multibyte(c)
}

// multibyte decodes UTF-8 (RFC 3629 section 4).
func (p *parser) multibyte(lead int) (rune, *Refusal) {
	start := p.at
	length, least := 0, rune(0)
	switch {
	case lead >= 0xc2 && lead < 0xe0:
		length, least = 2, 0x80
	case lead >= 0xe0 && lead < 0xf0:
		length, least = 3, 0x800
	case lead >= 0xf0 && lead < 0xf5:
		length, least = 4, 0x10000
	default:
		return 0, refuse("invalid_utf8", start, "byte that cannot start a character")
	}
	point := rune(lead & (0xff >> (length + 1)))
	for i := 1; i < length; i++ {
		if start+i >= len(p.in) || p.in[start+i]&0xc0 != 0x80 {
			return 0, refuse("invalid_utf8", start, "cut character")
		}
		point = point<<6 | rune(p.in[start+i]&0x3f)
	}
	if point < least || point > utf8.MaxRune {
		return 0, refuse("invalid_utf8", start, "overlong or out of range character")
	}
	p.at = start + length
	return allowed(point, start)
}

func (p *parser) escape() (rune, *Refusal) {
	start := p.at
	p.at++
	c := p.peek()
	switch c {
	case 'u':
		p.at++
		return p.unicodeEscape(start)
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case end:
		return 0, p.unexpected("an escape")
	default:
		return 0, refuse("bad_escape", start, "unknown escape")
	}
	p.at++
	return rune(c), nil
}

func (p *parser) unicodeEscape(start int) (rune, *Refusal) {
	unit, refusal := p.hex4(start)
	if refusal != nil {
		return 0, refusal
	}
	isHigh := unit >= 0xd800 && unit < 0xdc00
	if !isHigh || p.peek() != '\\' || p.at+1 >= len(p.in) || p.in[p.at+1] != 'u' {
		return allowed(unit, start)
	}
	p.at += 2
	low, refusal := p.hex4(p.at - 2)
	if refusal != nil {
		return 0, refusal
	}
	if low < 0xdc00 || low > 0xdfff {
		return 0, refuse("lone_surrogate", start, "half of a surrogate pair")
	}
	return allowed(0x10000+(unit-0xd800)<<10+(low-0xdc00), start)
}

func (p *parser) hex4(start int) (rune, *Refusal) {
	var unit rune
	for range 4 {
		c := p.peek()
		switch {
		case c == end:
			return 0, p.unexpected("a hexadecimal digit")
		case isDigit(c):
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, refuse("bad_escape", start, "escape without four hexadecimal digits")
		}
		unit = unit<<4 | rune(c)
		p.at++
	}
	return unit, nil
}

// allowed refuses the code points that no string may hold.
func allowed(point rune, offset int) (rune, *Refusal) {
	if point >= 0xd800 && point <= 0xdfff {
		return 0, refuse("lone_surrogate", offset, "half of a surrogate pair")
	}
	if isNoncharacter(point) {
		return 0, refuse("noncharacter", offset, "noncharacter")
	}
	return point, nil
}

func isNoncharacter(point rune) bool {
	return point >= 0xfdd0 && point <= 0xfdef || point&0xfffe == 0xfffe
}
