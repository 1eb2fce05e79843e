package strict

import (
	"bytes"
	"testing"
)

func TestBase64_hasOneSpelling(t *testing.T) {
	for text, want := range map[string]string{"": "", "QQ==": "A", "QUI=": "AB", "QUJD": "ABC", "+/+/": "\xfb\xff\xbf"} {
		if got, ok := Base64(text); !ok || string(got) != want || Base64Of(got) != text {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	for _, text := range []string{"QQ", "QQ=", "QR==", "QUJ=", "QQ==\n", "\nQQ==", "Q\r\nQ==", "-_-_", "Q Q=", "QQ==QQ==", "=", "Q"} {
		if got, ok := Base64(text); ok {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestHex_isLowerCase(t *testing.T) {
	if got, ok := FromHex("00ff1a"); !ok || !bytes.Equal(got, []byte{0, 255, 26}) || Hex(got) != "00ff1a" {
		t.Errorf("%v %v", got, ok)
	}
	for _, text := range []string{"0", "0F", "0g", "0x", " 0", "é"} {
		if _, ok := FromHex(text); ok {
			t.Errorf("%q is read", text)
		}
	}
}
