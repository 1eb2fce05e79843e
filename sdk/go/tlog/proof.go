package tlog

import (
	"bytes"
	"strings"

	"sallyport.dev/sdk/go/internal/strict"
)

const proofHeader = "c2sp.org/tlog-proof@v1"

// Proof is what a tlog-proof file says, nothing of which was checked by reading it.
type Proof struct {
	Extra      []byte // opaque and not authenticated
	Index      uint64
	Path       [][]byte
	Checkpoint []byte // a signed note
}

// ParseProof reads a tlog-proof file. Codes: proof_format for its lines, then base64_not_strict.
func ParseProof(file []byte) (Proof, error) {
	head, checkpoint, found := bytes.Cut(file, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || lines[0] != proofHeader {
		return Proof{}, fault("proof_format", "a proof starts with "+proofHeader+" and has an empty line before the checkpoint")
	}
	lines = lines[1:]
	proof := Proof{Checkpoint: checkpoint}
	extra := ""
	if len(lines) > 0 {
		if text, has := strings.CutPrefix(lines[0], "extra "); has {
			if text == "" {
				return Proof{}, fault("proof_format", "an extra line says something")
			}
			extra, lines = text, lines[1:]
		}
	}
	if len(lines) == 0 {
		return Proof{}, fault("proof_format", "the proof has no index")
	}
	digits, has := strings.CutPrefix(lines[0], "index ")
	index, ok := ParseDecimal(digits)
	if !has || !ok {
		return Proof{}, fault("proof_format", "the index is no plain decimal of at most 2^63 - 1")
	}
	proof.Index = index
	if proof.Extra, ok = strict.Base64(extra); !ok {
		return Proof{}, fault("base64_not_strict", "the extra data is not base64 with padding")
	}
	for _, line := range lines[1:] {
		hash, ok := strict.Base64(line)
		if !ok {
			return Proof{}, fault("base64_not_strict", "a hash is not base64 with padding")
		}
		proof.Path = append(proof.Path, hash)
	}
	return proof, nil
}

// VerifyProof checks a tlog-proof file: that the record is the one its index says, in the log of the policy. Codes, in
// this order: those of ParseProof, VerifyCheckpoint and VerifyInclusion.
func VerifyProof(file, record []byte, policy Policy) (index uint64, checkpoint Checkpoint, err error) {
	proof, err := ParseProof(file)
	if err != nil {
		return 0, Checkpoint{}, err
	}
	checkpoint, _, err = VerifyCheckpoint(proof.Checkpoint, policy)
	if err != nil {
		return 0, Checkpoint{}, err
	}
	leaf := LeafHash(record)
	if err := VerifyInclusion(leaf[:], proof.Index, checkpoint.Size, proof.Path, checkpoint.Root[:]); err != nil {
		return 0, Checkpoint{}, err
	}
	return proof.Index, checkpoint, nil
}
