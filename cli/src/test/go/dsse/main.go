// Command dsse verifies a file of DSSE envelopes, one a line, with the in-toto project's library and nothing of Sallyport's.
// It exits 0 when each holds, 1 when one does not, 2 when its arguments make no sense.
package main

import (
	"bufio"
	"context"
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// logKey is an Ed25519 key under the name that a C2SP verifier key gives it.
type logKey struct {
	id  string
	key ed25519.PublicKey
}

func (k logKey) Verify(_ context.Context, data, sig []byte) error {
	if !ed25519.Verify(k.key, data, sig) {
		return fmt.Errorf("the signature of %s does not hold", k.id)
	}
	return nil
}

func (k logKey) KeyID() (string, error) { return k.id, nil }

func (k logKey) Public() crypto.PublicKey { return k.key }

func parse(vkey string) (logKey, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return logKey{}, fmt.Errorf("no verifier key: %s", vkey)
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 1+ed25519.PublicKeySize || typed[0] != 1 {
		return logKey{}, fmt.Errorf("no Ed25519 key: %s", vkey)
	}
	return logKey{parts[0] + "+" + parts[1], ed25519.PublicKey(typed[1:])}, nil
}

func main() {
	vkey := flag.String("vkey", "", "the log's verifier key")
	flag.Parse()
	key, err := parse(*vkey)
	if err != nil || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "dsse: -vkey KEY FILE", err)
		os.Exit(2)
	}
	if err := check(key, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "dsse:", err)
		os.Exit(1)
	}
}

func check(key logKey, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	verifier, err := dsse.NewEnvelopeVerifier(key)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 4<<20)
	count := 0
	for lines.Scan() {
		var envelope dsse.Envelope
		if err := json.Unmarshal(lines.Bytes(), &envelope); err != nil {
			return err
		}
		if _, err := verifier.Verify(context.Background(), &envelope); err != nil {
			return fmt.Errorf("line %d: %w", count+1, err)
		}
		payload, err := envelope.DecodeB64Payload()
		if err != nil {
			return err
		}
		var statement struct {
			Type    string `json:"_type"`
			Subject []struct {
				Digest map[string]string `json:"digest"`
			} `json:"subject"`
		}
		if err := json.Unmarshal(payload, &statement); err != nil {
			return err
		}
		if statement.Type != "https://in-toto.io/Statement/v1" || len(statement.Subject) == 0 {
			return fmt.Errorf("line %d is no in-toto statement", count+1)
		}
		count++
	}
	if count == 0 {
		return fmt.Errorf("no envelope in %s", name)
	}
	fmt.Printf("{\"verified\":%d}\n", count)
	return lines.Err()
}
