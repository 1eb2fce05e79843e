package receipt

import (
	"bytes"
	"errors"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

func FuzzVerify(f *testing.F) {
	for _, file := range testkit.Files(f, testkit.Spec("receipt", "vectors"), "log.receipts") {
		f.Add(testkit.Read(f, file))
	}
	key := vectorKey(f, "one")
	f.Fuzz(func(t *testing.T, file []byte) {
		checked, err := Verify(bytes.NewReader(file), key)
		unchecked, errWithoutKey := Verify(bytes.NewReader(file), nil)
		var fault *Fault
		if err != nil && (!errors.As(err, &fault) || fault.Code == "" || fault.Line < 1) {
			t.Fatalf("%#v", err)
		}
		if err == nil && (errWithoutKey != nil || !checked.SignerChecked || checked.ChainOnly || checked.Count != unchecked.Count) {
			t.Fatalf("%+v with the key, %+v %v without", checked, unchecked, errWithoutKey)
		}
		if errWithoutKey == nil && !unchecked.ChainOnly {
			if _, err := Verify(bytes.NewReader(file[:len(file)-1]), nil); err == nil {
				t.Fatal("a file without its last newline verifies")
			}
		}
	})
}
