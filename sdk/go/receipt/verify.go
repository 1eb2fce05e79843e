package receipt

import (
	"bufio"
	"errors"
	"io"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/tlog"
)

const maxArray = 64 << 20

var (
	lineLimits  = canon.Limits{Bytes: maxLine, Depth: 64, Members: 100_000, StringUnits: maxLine}
	arrayLimits = canon.Limits{Bytes: maxArray, Depth: 65, Members: 10_000_000, StringUnits: maxLine}
)

// Verdict is what a file without a fault shows.
type Verdict struct {
	Count int64

	// Of a native export:
	Origin        string
	Root          tlog.Hash
	SignerChecked bool // the reader was given the key, else whoever made the file may have made the key
	Anchored      bool // something out of the signer's reach holds the checkpoint too; a file by itself never shows that

	// Of an aegis-1 chain, which nobody signed and whose tail may be missing:
	ChainOnly bool
	Head      string // the last receipt's hash, empty without receipts
}

// Verify reads an export or an aegis-1 chain to its end. With a key, the file must be signed by it. The error is a *Fault,
// or what reading answered.
func Verify(file io.Reader, key *tlog.VerifierKey) (Verdict, error) {
	in := bufio.NewReaderSize(file, 1<<16)
	first, err := in.Peek(1)
	if errors.Is(err, io.EOF) {
		return Verdict{}, at(1, "empty_file", "the file is empty")
	}
	if err != nil {
		return Verdict{}, err
	}
	var verdict Verdict
	if first[0] == '[' {
		verdict, err = verifyArray(in)
	} else {
		verdict, err = verifyLines(&lines{in: in}, key)
	}
	if err == nil && verdict.ChainOnly && key != nil {
		return Verdict{}, at(1, "unsigned", "an aegis-1 chain has no signature that the key could have made")
	}
	return verdict, err
}

func verifyLines(l *lines, key *tlog.VerifierKey) (Verdict, error) {
	line, err := l.next()
	if err != nil {
		return Verdict{}, err
	}
	value, err := canon.Parse(line, lineLimits)
	if err != nil {
		return Verdict{}, on(1, err)
	}
	if _, native := value.Get("format"); native {
		return verifyExport(line, l, key)
	}
	if _, hashed := value.Get("receipt_hash"); !hashed {
		return Verdict{}, at(1, "unknown_format", "the first line is neither a header nor a receipt")
	}
	var c chain
	for {
		if err := c.add(value, l.number); err != nil {
			return Verdict{}, err
		}
		line, err := l.next()
		if errors.Is(err, io.EOF) {
			return c.verdict(), nil
		}
		if err != nil {
			return Verdict{}, err
		}
		if value, err = canon.Parse(line, lineLimits); err != nil {
			return Verdict{}, on(l.number, err)
		}
	}
}

func verifyArray(in io.Reader) (Verdict, error) {
	bytes, err := io.ReadAll(io.LimitReader(in, maxArray+1))
	if err != nil {
		return Verdict{}, err
	}
	value, err := canon.Parse(bytes, arrayLimits)
	if err != nil {
		return Verdict{}, on(1, err)
	}
	var c chain
	for i, receipt := range value.Items() {
		if err := c.add(receipt, i+1); err != nil {
			return Verdict{}, err
		}
	}
	return c.verdict(), nil
}
