package tlog

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"sallyport.dev/sdk/go/internal/strict"
)

// MaxSignatures is how many signature lines a note may have, and MaxNote how many bytes.
const (
	MaxSignatures = 100
	MaxNote       = 1 << 20
)

const signatureStart = "— "

// Note is a text and its signatures, none of which was checked by reading it.
type Note struct {
	Text       string // ends in a newline
	Signatures []Signature
}

// Signature is one signature line of a note.
type Signature struct {
	Name  string // the name of the key
	hash  string // of the key, 8 lower-case digits
	bytes []byte // the bare signature
}

// Names tells whether the line claims to be of this key.
func (s Signature) Names(key VerifierKey) bool { return s.Name == key.name && s.hash == key.hash }

// ParseNote reads a note and checks no signature. Codes: note_size, note_text, note_signatures, signature_line,
// base64_not_strict.
func ParseNote(note []byte) (Note, error) {
	if len(note) > MaxNote {
		return Note{}, fault("note_size", "a note has at most 1 MiB")
	}
	if !utf8.Valid(note) {
		return Note{}, fault("note_text", "a note is UTF-8")
	}
	if bytes.ContainsFunc(note, func(r rune) bool { return r < ' ' && r != '\n' }) {
		return Note{}, fault("note_text", "a note holds no control but newline")
	}
	split := bytes.LastIndex(note, []byte("\n\n"))
	if split < 0 || note[len(note)-1] != '\n' {
		return Note{}, fault("note_text", "a note is a text, an empty line and signatures, each line ending in a newline")
	}
	rest := string(note[split+2:])
	if rest == "" {
		return Note{}, fault("note_signatures", "a note has 1 to 100 signatures")
	}
	lines := strings.SplitN(rest[:len(rest)-1], "\n", MaxSignatures+1)
	if len(lines) > MaxSignatures {
		return Note{}, fault("note_signatures", "a note has 1 to 100 signatures")
	}
	out := Note{Text: string(note[:split+1])}
	for _, line := range lines {
		signature, err := parseSignature(line)
		if err != nil {
			return Note{}, err
		}
		out.Signatures = append(out.Signatures, signature)
	}
	return out, nil
}

func parseSignature(line string) (Signature, error) {
	rest, dashed := strings.CutPrefix(line, signatureStart)
	name, base64, spaced := strings.Cut(rest, " ")
	if !dashed || !spaced || !isKeyName(name) {
		return Signature{}, fault("signature_line", "a signature line reads — name base64")
	}
	all, ok := strict.Base64(base64)
	if !ok {
		return Signature{}, fault("base64_not_strict", "the signature is not base64 with padding")
	}
	if len(all) <= keyHashBytes {
		return Signature{}, fault("signature_line", "a signature is longer than the 4 bytes that name its key")
	}
	return Signature{name, strict.Hex(all[:keyHashBytes]), all[keyHashBytes:]}, nil
}

// Check returns those of the known keys that signed the note. Signatures of unknown keys are passed over. Codes, for each
// signature from the top: signature_count when a known key has signed above, signature_invalid when the signature of a
// known key does not hold; then signature_unknown when no known key signed.
func (n Note) Check(known []VerifierKey) ([]VerifierKey, error) {
	var signed []VerifierKey
	for _, signature := range n.Signatures {
		at := slices.IndexFunc(known, signature.Names)
		if at < 0 {
			continue
		}
		key := known[at]
		if slices.Contains(signed, key) {
			return nil, fault("signature_count", "a known key signs twice")
		}
		if !key.verify(n.Text, signature.bytes) {
			return nil, fault("signature_invalid", "the signature of a known key does not hold")
		}
		signed = append(signed, key)
	}
	if len(signed) == 0 {
		return nil, fault("signature_unknown", "none of the known keys signed")
	}
	return signed, nil
}

// OpenNote reads a note and returns its text and those of the known keys that signed it.
func OpenNote(note []byte, known []VerifierKey) (text string, signed []VerifierKey, err error) {
	parsed, err := ParseNote(note)
	if err != nil {
		return "", nil, err
	}
	signed, err = parsed.Check(known)
	if err != nil {
		return "", nil, err
	}
	return parsed.Text, signed, nil
}
