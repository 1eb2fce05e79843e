package receipt

import (
	"crypto/sha256"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/internal/strict"
)

// chain is one check of an aegis-1 chain, receipt by receipt (section 6 of spec/receipt).
type chain struct {
	head  string
	count int64
}

func (c *chain) add(receipt canon.Value, line int) error {
	if receipt.Kind() != canon.Object {
		return at(line, "wrong_member", "a receipt must be an object")
	}
	stated, _ := receipt.Get("receipt_hash")
	hash, isText := stated.AsText()
	if !isText || !strict.IsHash(hash) {
		return at(line, "wrong_member", "receipt_hash must be 64 lower-case hexadecimal digits")
	}
	before, _ := receipt.Get("prev_receipt_hash")
	if previous, isText := before.AsText(); !isText || previous != c.head {
		return at(line, "chain_broken", "prev_receipt_hash is not the hash of the receipt before")
	}
	canonical, err := canon.Canonical(receipt.Without("receipt_hash"), canon.AegisJCS1)
	if err != nil {
		return on(line, err)
	}
	if canon.Hash(sha256.Sum256(canonical)).String() != hash {
		return at(line, "hash_mismatch", "receipt_hash is not the hash of the receipt")
	}
	c.head = hash
	c.count++
	return nil
}

func (c *chain) verdict() Verdict { return Verdict{Count: c.count, ChainOnly: true, Head: c.head} }
