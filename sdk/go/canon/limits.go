package canon

// MaxDepth is the depth that no Limits may exceed.
const MaxDepth = 512

// Limits is how much of a stranger's JSON is read before it is refused. All are at least 1, Depth at most MaxDepth.
type Limits struct {
	Bytes       int // length of the document
	Depth       int // objects and arrays open at once
	Members     int // members and array items in the whole document
	StringUnits int // UTF-16 code units of one string or name after unescaping
}

// Default holds the limits of section 1 of spec/action.
var Default = Limits{Bytes: 1 << 20, Depth: 64, Members: 100_000, StringUnits: 1 << 20}
