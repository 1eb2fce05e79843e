package tlog

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sallyport.dev/sdk/go/internal/strict"
)

// KeyType is the byte that C2SP assigns to a kind of signature.
type KeyType byte

// The kinds that are checked. 0x06 (ML-DSA-44) is reserved and refused as unknown.
const (
	Ed25519       KeyType = 0x01
	CosignatureV1 KeyType = 0x04
)

const (
	maxNameUnits  = 255
	keyHashBytes  = 4
	keyHashDigits = 2 * keyHashBytes
	timeBytes     = 8
)

// VerifierKey is a public key under its name. The zero VerifierKey verifies nothing.
type VerifierKey struct {
	name     string
	hash     string // 8 lower-case digits
	kind     KeyType
	material string // a string, so that keys compare with ==
}

// ParseVerifierKey reads NAME+HASH+BASE64. Codes: vkey_malformed, base64_not_strict, vkey_unknown_type, key_name,
// vkey_wrong_hash.
func ParseVerifierKey(text string) (VerifierKey, error) {
	return parseKey(text, Ed25519, CosignatureV1)
}

// ParseLogKey reads the key of a log, which is of type Ed25519; another is vkey_unknown_type.
func ParseLogKey(text string) (VerifierKey, error) { return parseKey(text, Ed25519) }

func parseKey(text string, useful ...KeyType) (VerifierKey, error) {
	parts := strings.SplitN(text, "+", 3) // a name holds no plus, but base64 may
	if len(parts) != 3 || len(parts[1]) != keyHashDigits {
		return VerifierKey{}, fault("vkey_malformed", "a verifier key reads name+8 lower-case digits+base64")
	}
	if _, ok := strict.FromHex(parts[1]); !ok {
		return VerifierKey{}, fault("vkey_malformed", "a verifier key reads name+8 lower-case digits+base64")
	}
	typed, ok := strict.Base64(parts[2])
	if !ok {
		return VerifierKey{}, fault("base64_not_strict", "the key is not base64 with padding")
	}
	if len(typed) == 0 {
		return VerifierKey{}, fault("vkey_malformed", "a verifier key names its type")
	}
	kind := KeyType(typed[0])
	if !slices.Contains(useful, kind) {
		return VerifierKey{}, fault("vkey_unknown_type", "the key is of a type that is not known or of no use here")
	}
	if !isKeyName(parts[0]) {
		return VerifierKey{}, fault("key_name", "a key name is 1 to 255 characters without spaces, plus signs or controls")
	}
	if len(typed) != 1+ed25519.PublicKeySize {
		return VerifierKey{}, fault("vkey_malformed", "a key of this type has 32 bytes")
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	if strict.Hex(digest[:keyHashBytes]) != parts[1] {
		return VerifierKey{}, fault("vkey_wrong_hash", "the key has another hash than its text says")
	}
	return VerifierKey{parts[0], parts[1], kind, string(typed[1:])}, nil
}

// Name returns the key's name, for a log its origin.
func (k VerifierKey) Name() string { return k.name }

// Type returns what kind of signature the key makes.
func (k VerifierKey) Type() KeyType { return k.kind }

// ID returns NAME+HASH: how a receipt names the key.
func (k VerifierKey) ID() string { return k.name + "+" + k.hash }

// String returns the text form, which is public.
func (k VerifierKey) String() string {
	return k.ID() + "+" + strict.Base64Of(append([]byte{byte(k.kind)}, k.material...))
}

// Verify tells whether the key made this signature, without the bytes that name the key, over this text.
func (k VerifierKey) Verify(text string, signature []byte) bool { return k.verify(text, signature) }

// verify checks a signature, without the bytes that name the key, over a note's text.
func (k VerifierKey) verify(text string, signature []byte) bool {
	switch k.kind {
	case Ed25519:
		return len(signature) == ed25519.SignatureSize &&
			ed25519.Verify(ed25519.PublicKey(k.material), []byte(text), signature)
	case CosignatureV1:
		if len(signature) != timeBytes+ed25519.SignatureSize {
			return false
		}
		seconds := binary.BigEndian.Uint64(signature)
		if seconds > 1<<63-1 {
			return false
		}
		signed := "cosignature/v1\ntime " + strconv.FormatUint(seconds, 10) + "\n" + text
		return ed25519.Verify(ed25519.PublicKey(k.material), []byte(signed), signature[timeBytes:])
	}
	return false
}

// isKeyName holds a name to the rule of signed-note: not empty, no space of any script, no plus, no control.
func isKeyName(name string) bool {
	units := 0
	for _, r := range name {
		if r == '+' || unicode.Is(unicode.Z, r) || unicode.IsControl(r) {
			return false
		}
		units++
		if r > 0xffff {
			units++
		}
	}
	return units > 0 && units <= maxNameUnits && utf8.ValidString(name)
}

// IsKeyID tells whether text reads NAME+HASH.
func IsKeyID(text string) bool {
	name, hash, found := strings.Cut(text, "+")
	_, ok := strict.FromHex(hash)
	return found && ok && len(hash) == keyHashDigits && isKeyName(name)
}
