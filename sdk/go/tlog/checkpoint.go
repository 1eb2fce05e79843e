package tlog

import (
	"slices"
	"strconv"
	"strings"

	"sallyport.dev/sdk/go/internal/strict"
)

// Checkpoint is what a log says of itself at one moment (C2SP tlog-checkpoint v1.0.0).
type Checkpoint struct {
	Origin     string
	Size       uint64 // how many leaves, at most 2^63 - 1
	Root       Hash
	Extensions []string // of a foreign log; they have none of our meaning
}

// Policy says whose word is enough for a checkpoint.
type Policy struct {
	Origin    string
	Log       VerifierKey   // of type Ed25519
	Witnesses []VerifierKey // of type CosignatureV1
	Quorum    int           // how many of the witnesses must have cosigned
}

// ParsePolicy reads the keys of a policy: first the log's, then the witnesses'. A log key of type CosignatureV1, and a
// witness key of type Ed25519, is vkey_unknown_type: the one signs something else than the other.
func ParsePolicy(origin, log string, witnesses []string, quorum int) (Policy, error) {
	policy := Policy{Origin: origin, Quorum: quorum}
	var err error
	if policy.Log, err = ParseLogKey(log); err != nil {
		return Policy{}, err
	}
	for _, text := range witnesses {
		key, err := parseKey(text, CosignatureV1)
		if err != nil {
			return Policy{}, err
		}
		policy.Witnesses = append(policy.Witnesses, key)
	}
	return policy, nil
}

// witnesses counts the public keys that cosigned: a cosignature does not name its maker, so one could stand there under
// two names.
func witnesses(signed []VerifierKey) int {
	keys := map[string]bool{}
	for _, key := range signed {
		if key.kind == CosignatureV1 {
			keys[key.material] = true
		}
	}
	return len(keys)
}

// VerifyCheckpoint checks a signed checkpoint and returns it with the number of the policy's witnesses that cosigned.
// Codes, in this order: those of ParseNote and Note.Check, checkpoint_lines, checkpoint_origin, checkpoint_size,
// base64_not_strict, checkpoint_root, witness_quorum.
func VerifyCheckpoint(note []byte, policy Policy) (checkpoint Checkpoint, witnessed int, err error) {
	parsed, err := ParseNote(note)
	if err != nil {
		return Checkpoint{}, 0, err
	}
	known := append([]VerifierKey{policy.Log}, policy.Witnesses...)
	signed, err := parsed.Check(known)
	if err != nil {
		return Checkpoint{}, 0, err
	}
	if !slices.Contains(signed, policy.Log) {
		return Checkpoint{}, 0, fault("signature_unknown", "the log's key did not sign")
	}
	checkpoint, err = ParseCheckpoint(parsed.Text, policy.Origin)
	if err != nil {
		return Checkpoint{}, 0, err
	}
	witnessed = witnesses(signed)
	if witnessed < policy.Quorum {
		return Checkpoint{}, 0, fault("witness_quorum", "fewer of the named witnesses cosigned than are asked for")
	}
	return checkpoint, witnessed, nil
}

// ParseCheckpoint reads the text of a note whose signature was checked.
func ParseCheckpoint(text, origin string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	last := len(lines) - 1
	if last < 3 || lines[last] != "" || slices.Contains(lines[:last], "") {
		return Checkpoint{}, fault("checkpoint_lines", "a checkpoint has the lines origin, size and root, and none is empty")
	}
	if lines[0] != origin {
		return Checkpoint{}, fault("checkpoint_origin", "the checkpoint is of another log")
	}
	size, ok := ParseDecimal(lines[1])
	if !ok {
		return Checkpoint{}, fault("checkpoint_size", "the size is no plain decimal of at most 2^63 - 1")
	}
	bytes, ok := strict.Base64(lines[2])
	if !ok {
		return Checkpoint{}, fault("base64_not_strict", "the root is not base64 with padding")
	}
	root, ok := hashOf(bytes)
	if !ok {
		return Checkpoint{}, fault("checkpoint_root", "the root is not 32 bytes long")
	}
	return Checkpoint{origin, size, root, lines[3:last]}, nil
}

// ParseDecimal reads a size or index: up to 2^63 - 1, without leading zeros, sign or anything else.
func ParseDecimal(text string) (uint64, bool) {
	if text == "" || len(text) > 19 || text[0] == '0' && text != "0" {
		return 0, false
	}
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(text, 10, 63)
	return n, err == nil
}
