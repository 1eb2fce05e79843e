package main

import (
	"encoding/hex"
	"encoding/json"
)

// digits are bytes that travel as hexadecimal digits.
type digits []byte

func (d *digits) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	bytes, err := hex.DecodeString(s)
	*d = bytes
	return err
}

// proof is an array of hashes, or the bytes of a proof file.
type proof struct {
	hashes [][]byte
	file   []byte
}

func (p *proof) UnmarshalJSON(text []byte) error {
	var file digits
	if text[0] == '"' {
		err := json.Unmarshal(text, &file)
		p.file = file
		return err
	}
	var hashes []digits
	if err := json.Unmarshal(text, &hashes); err != nil {
		return err
	}
	for _, hash := range hashes {
		p.hashes = append(p.hashes, hash)
	}
	return nil
}
