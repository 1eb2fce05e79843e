package canon

// Parse reads one document with exact numbers. An error is a *Refusal.
func Parse(document []byte, limits Limits) (Value, error) {
	return ParseFor(document, limits, SallyportJCS2)
}

// ParseFor reads one document with the numbers that the scheme takes. An error is a *Refusal.
func ParseFor(document []byte, limits Limits, scheme Scheme) (Value, error) {
	if len(document) > limits.Bytes {
		return Value{}, refuse("too_large", limits.Bytes, "document of more bytes than the limit")
	}
	p := parser{in: document, limits: limits, scheme: scheme}
	value, refusal := p.document()
	if refusal != nil {
		return Value{}, refusal
	}
	return value, nil
}

// parser reads one document as a loop: one open container per level, so that depth costs no stack.
type parser struct {
	in      []byte
	at      int
	limits  Limits
	scheme  Scheme
	stack   []open
	members int
}

// open is a container that is not closed yet.
type open struct {
	value Value
	name  string
	names map[string]struct{} // once a scan would cost more than hashing
}

// scanned is up to how many names a scan is cheaper than a map.
const scanned = 12

const end = -1

func (p *parser) peek() int {
	if p.at < len(p.in) {
		return int(p.in[p.at])
	}
	return end
}

func (p *parser) skipSpace() int {
	for p.at < len(p.in) {
		switch c := p.in[p.at]; c {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return int(c)
		}
	}
	return end
}

func (p *parser) unexpected(wanted string) *Refusal {
	if p.at >= len(p.in) {
		return refuse("unexpected_end", p.at, "document ends where "+wanted+" is due")
	}
	return refuse("unexpected_character", p.at, "another character where "+wanted+" is due")
}

func (p *parser) document() (Value, *Refusal) {
	if len(p.in) >= 3 && p.in[0] == 0xef && p.in[1] == 0xbb && p.in[2] == 0xbf {
		return Value{}, refuse("byte_order_mark", 0, "byte order mark")
	}
	if p.skipSpace() == end {
		return Value{}, refuse("empty_document", p.at, "document without a value")
	}
	for {
		value, whole, refusal := p.value()
		if refusal != nil {
			return Value{}, refusal
		}
		if !whole {
			continue
		}
		done, refusal := p.place(&value)
		if refusal != nil {
			return Value{}, refusal
		}
		if done {
			return value, nil
		}
	}
}

// value reads a whole value, or opens a container that has content.
func (p *parser) value() (Value, bool, *Refusal) {
	c := p.skipSpace()
	switch {
	case c == '{' || c == '[':
		return p.open(c == '{')
	case c == '"':
		text, refusal := p.text()
		return Value{kind: String, text: text}, true, refusal
	case c == 't':
		return Value{kind: Bool, truth: true}, true, p.literal("true")
	case c == 'f':
		return Value{kind: Bool}, true, p.literal("false")
	case c == 'n':
		return Value{}, true, p.literal("null")
	case c == '-' || isDigit(c):
		number, refusal := p.number()
		return Value{kind: Number, number: number}, true, refusal
	}
	return Value{}, false, p.unexpected("a value")
}

func (p *parser) literal(word string) *Refusal {
	for i := 0; i < len(word); i++ {
		if p.peek() != int(word[i]) {
			return p.unexpected("a literal")
		}
		p.at++
	}
	return nil
}

func (p *parser) open(object bool) (Value, bool, *Refusal) {
	if len(p.stack) == p.limits.Depth {
		return Value{}, false, refuse("too_deep", p.at, "more objects and arrays open at once than the limit")
	}
	container, closer := Value{kind: Array}, ']'
	if object {
		container.kind, closer = Object, '}'
	}
	p.at++
	if p.skipSpace() == int(closer) {
		p.at++
		return container, true, nil
	}
	p.stack = append(p.stack, open{value: container})
	return Value{}, false, p.startEntry()
}

// place puts a value where it belongs and closes what ends behind it; true when the document is whole.
func (p *parser) place(value *Value) (bool, *Refusal) {
	for len(p.stack) > 0 {
		top := &p.stack[len(p.stack)-1]
		closer := ']'
		if top.value.kind == Object {
			top.value.members = append(top.value.members, Member{top.name, *value})
			closer = '}'
		} else {
			top.value.items = append(top.value.items, *value)
		}
		c := p.skipSpace()
		if c == ',' {
			p.at++
			return false, p.startEntry()
		}
		if c != int(closer) {
			return false, p.unexpected("a comma or the end of the object or array")
		}
		p.at++
		*value = top.value
		p.stack = p.stack[:len(p.stack)-1]
	}
	if p.skipSpace() != end {
		return false, refuse("trailing_content", p.at, "content after the value")
	}
	return true, nil
}

// startEntry counts an entry and, in an object, reads its name and colon.
func (p *parser) startEntry() *Refusal {
	p.members++
	if p.members > p.limits.Members {
		return refuse("too_many_members", p.at, "more members and items than the limit")
	}
	top := &p.stack[len(p.stack)-1]
	if top.value.kind != Object {
		return nil
	}
	if p.skipSpace() != '"' {
		return p.unexpected("a member name in double quotes")
	}
	nameAt := p.at
	name, refusal := p.text()
	if refusal != nil {
		return refusal
	}
	if !top.isNew(name) {
		return refuse("duplicate_name", nameAt, "second member of that name in one object")
	}
	top.name = name
	if p.skipSpace() != ':' {
		return p.unexpected("a colon")
	}
	p.at++
	return nil
}

func (o *open) isNew(name string) bool {
	if o.names == nil {
		for _, m := range o.value.members {
			if m.Name == name {
				return false
			}
		}
		if len(o.value.members) < scanned {
			return true
		}
		o.names = make(map[string]struct{}, 4*scanned)
		for _, m := range o.value.members {
			o.names[m.Name] = struct{}{}
		}
	}
	if _, known := o.names[name]; known {
		return false
	}
	o.names[name] = struct{}{}
	return true
}

func isDigit(c int) bool { return c >= '0' && c <= '9' }
