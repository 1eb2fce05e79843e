package sallyport

import (
	"fmt"
	"log/slog"
)

const hidden = "[secret]"

// Secret is a credential. It prints as [secret] wherever it is formatted, logged or encoded.
type Secret struct {
	// A function, because printers that go past methods, as fmt does within unexported fields, do not see into one.
	reveal func() string
}

// NewSecret wraps a credential.
func NewSecret(text string) Secret { return Secret{func() string { return text }} }

// Reveal returns the credential itself, empty for the zero Secret; a search for this name lists every use.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// String returns [secret].
func (s Secret) String() string { return hidden }

// GoString returns [secret].
func (s Secret) GoString() string { return hidden }

// Format writes [secret] for every verb.
func (s Secret) Format(f fmt.State, _ rune) { f.Write([]byte(hidden)) }

// MarshalText returns [secret], so that no encoder writes the credential.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue returns [secret].
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
