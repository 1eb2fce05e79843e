// Package strict reads the text forms of bytes that have one spelling each: lower-case hexadecimal digits and
// RFC 4648 base64 with padding.
package strict

import "encoding/base64"

const lowerDigits = "0123456789abcdef"

// standard refuses stray last bits. It still skips newlines, which Base64 refuses itself.
var standard = base64.StdEncoding.Strict()

// Base64 returns the bytes that text stands for, or false when text is not their one spelling.
func Base64(text string) ([]byte, bool) {
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' {
			return nil, false
		}
	}
	bytes, err := standard.DecodeString(text)
	return bytes, err == nil
}

// Base64Of returns the padded base64 of bytes.
func Base64Of(bytes []byte) string { return base64.StdEncoding.EncodeToString(bytes) }

// Hex returns the lower-case digits of bytes.
func Hex(bytes []byte) string {
	out := make([]byte, 0, 2*len(bytes))
	for _, b := range bytes {
		out = append(out, lowerDigits[b>>4], lowerDigits[b&15])
	}
	return string(out)
}

// FromHex returns the bytes of an even number of lower-case digits, or false.
func FromHex(text string) ([]byte, bool) {
	if len(text)%2 != 0 {
		return nil, false
	}
	out := make([]byte, len(text)/2)
	for i := range out {
		high, low := digit(text[2*i]), digit(text[2*i+1])
		if high > 15 || low > 15 {
			return nil, false
		}
		out[i] = high<<4 | low
	}
	return out, true
}

// IsHash tells whether text is 64 lower-case digits.
func IsHash(text string) bool {
	_, ok := FromHex(text)
	return ok && len(text) == 64
}

func digit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}
