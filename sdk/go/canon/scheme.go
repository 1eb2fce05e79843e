package canon

import (
	"crypto/sha256"
	"encoding/hex"
)

// Scheme is a set of rules by which a value has exactly one byte string.
type Scheme string

// The schemes of section 3 of spec/action. RFC8785 is for tests: nothing is bound to it.
const (
	SallyportJCS2 Scheme = "sallyport-jcs-2"
	AegisJCS1     Scheme = "aegis-jcs-1"
	RFC8785       Scheme = "rfc8785"
)

const actionDomain = "sallyport/action/2\n"

// Known tells whether this package knows the scheme.
func (s Scheme) Known() bool { return s == SallyportJCS2 || s == AegisJCS1 || s == RFC8785 }

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String returns 64 lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// HashOf returns the action hash of the scheme over canonical bytes.
func HashOf(canonical []byte, scheme Scheme) Hash {
	if scheme != SallyportJCS2 {
		return sha256.Sum256(canonical)
	}
	digest := sha256.New()
	digest.Write([]byte(actionDomain))
	digest.Write(canonical)
	return Hash(digest.Sum(nil))
}

// Document reads a document strictly and returns its canonical bytes and their hash under the scheme.
func Document(document []byte, scheme Scheme) (canonical []byte, hash Hash, err error) {
	value, err := ParseFor(document, Default, scheme)
	if err != nil {
		return nil, Hash{}, err
	}
	canonical, err = Canonical(value, scheme)
	if err != nil {
		return nil, Hash{}, err
	}
	return canonical, HashOf(canonical, scheme), nil
}
