package receipt

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/internal/strict"
	"sallyport.dev/sdk/go/tlog"
)

var (
	endLimits    = canon.Limits{Bytes: maxLine, Depth: 2, Members: 16, StringUnits: maxLine}
	trailerStart = []byte(`{"checkpoint":`)
)

// export is one check of a native export, line by line, in constant memory.
type export struct {
	lines    *lines
	origin   string
	key      tlog.VerifierKey
	keys     succession
	before   hash.Hash // of all bytes so far
	tree     tlog.Tree
	tenant   string
	expected int64 // the next sequence
	head     string
}

func verifyExport(header []byte, l *lines, given *tlog.VerifierKey) (Verdict, error) {
	e := export{lines: l, before: sha256.New(), head: genesis, keys: succession{given: given}}
	if err := e.readHeader(header); err != nil {
		return Verdict{}, on(1, err)
	}
	line := header
	for {
		e.digest(line)
		var err error
		line, err = l.next()
		if errors.Is(err, io.EOF) {
			return Verdict{}, at(l.number, "unanchored", "the file ends without its trailer: nothing shows its tail is there")
		}
		if err != nil {
			return Verdict{}, err
		}
		if bytes.HasPrefix(line, trailerStart) {
			break
		}
		if err := e.receipt(line); err != nil {
			return Verdict{}, on(l.number, err)
		}
	}
	if err := e.trailer(line); err != nil {
		return Verdict{}, on(l.number, err)
	}
	if _, err := l.next(); err == nil {
		return Verdict{}, at(l.number, "after_trailer", "something follows the trailer")
	} else if !errors.Is(err, io.EOF) {
		return Verdict{}, err
	}
	return Verdict{Count: e.expected, Origin: e.origin, Root: e.tree.Root(), SignerChecked: given != nil}, nil
}

func (e *export) digest(line []byte) {
	e.before.Write(line)
	e.before.Write([]byte{'\n'})
}

func (e *export) readHeader(header []byte) error {
	o, err := exactly(header, endLimits, "format", "origin", "vkey")
	if err != nil {
		return err
	}
	format, err := o.text("format")
	if err != nil {
		return err
	}
	if format != Format {
		return &malformed{"unknown_format", "the format is not " + Format}
	}
	if e.origin, err = o.text("origin"); err != nil {
		return err
	}
	vkey, err := o.text("vkey")
	if err != nil {
		return err
	}
	e.key, err = tlog.ParseLogKey(vkey)
	return err
}

func (e *export) receipt(line []byte) error {
	r, err := parse(line)
	if err != nil {
		return err
	}
	if e.tenant == "" {
		e.tenant = r.Tenant
	}
	if r.Tenant != e.tenant {
		return &malformed{"foreign_tenant", "a receipt of another tenant than the ones before it"}
	}
	if err := e.keys.require(r, e.lines.number); err != nil {
		return err
	}
	switch {
	case r.Sequence < e.expected:
		return &malformed{"repeated_receipt", "a receipt that was here before"}
	case r.Sequence > e.expected:
		return e.gap()
	case r.Previous != e.head:
		return &malformed{"chain_broken", "the receipt does not name the hash of the one before it"}
	}
	if err := e.keys.advance(r, e.lines.number); err != nil {
		return err
	}
	hash := receiptHash(line)
	e.head = hash.String()
	e.expected++
	e.tree.Append(hash[:])
	return nil
}

// gap tells a receipt that is missing from one that stands further below; the file has failed either way.
func (e *export) gap() error {
	number := e.lines.number
	for {
		line, err := e.lines.next()
		if err != nil || bytes.HasPrefix(line, trailerStart) {
			return at(number, "missing_receipt", "a receipt is missing before this one")
		}
		r, err := parse(line)
		if err != nil {
			return at(number, "missing_receipt", "a receipt is missing before this one")
		}
		if r.Sequence == e.expected {
			return at(number, "out_of_order", "the receipt before this one stands further below")
		}
	}
}

func (e *export) trailer(line []byte) error {
	if err := e.keys.finish(e.key); err != nil {
		return err
	}
	o, err := exactly(line, endLimits, "checkpoint", "sha256")
	if err != nil {
		return err
	}
	signed, err := o.text("checkpoint")
	if err != nil {
		return err
	}
	stated, err := o.text("sha256")
	if err != nil {
		return err
	}
	checkpoint, err := e.checkpoint(signed)
	if err != nil {
		return err
	}
	switch {
	case checkpoint.Size != e.tree.Size():
		return &malformed{"checkpoint_size", "the checkpoint is of another number of receipts"}
	case checkpoint.Root != e.tree.Root():
		return &malformed{"checkpoint_root", "the receipts have another root than the checkpoint"}
	case stated != strict.Hex(e.before.Sum(nil)):
		return &malformed{"trailer_digest", "the bytes before the trailer have another SHA-256 than it says"}
	}
	return nil
}

// checkpoint checks a note that must have one signature, of the header's key, and no extension line.
func (e *export) checkpoint(signed string) (tlog.Checkpoint, error) {
	note, err := tlog.ParseNote([]byte(signed))
	if err != nil {
		return tlog.Checkpoint{}, err
	}
	if len(note.Signatures) != 1 {
		return tlog.Checkpoint{}, &malformed{"signature_count", "the checkpoint of an export has one signature"}
	}
	if _, err := note.Check([]tlog.VerifierKey{e.key}); err != nil {
		return tlog.Checkpoint{}, err
	}
	if bytes.Count([]byte(note.Text), []byte("\n")) > 3 {
		return tlog.Checkpoint{}, &malformed{"checkpoint_lines", "the checkpoint of an export has three lines"}
	}
	return tlog.ParseCheckpoint(note.Text, e.origin)
}
