package receipt

import (
	"crypto/sha256"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/internal/strict"
	"sallyport.dev/sdk/go/tlog"
)

const (
	// Format is the name of the receipt format, which every receipt carries.
	Format = "sallyport-2"

	maxReceipt = 1 << 16
	maxID      = 128
	genesis    = "0000000000000000000000000000000000000000000000000000000000000000"
)

var receiptLimits = canon.Limits{Bytes: maxReceipt, Depth: 32, Members: maxReceipt, StringUnits: maxReceipt}

// Receipt is one receipt that was read back.
type Receipt struct {
	ID       string
	Tenant   string
	Kind     string // decision, outcome, approval or administration
	Millis   int64  // since 1970-01-01 UTC
	KeyID    string // NAME+HASH of the key that signs the chain's checkpoints
	Sequence int64  // its place in the chain, from 0
	Previous string // the hash of the receipt before, 64 digits
	Body     canon.Value
}

// Read reads the canonical bytes of one receipt strictly. Codes are those of section 5 of spec/receipt for one line.
func Read(canonical []byte) (Receipt, error) {
	r, err := parse(canonical)
	if err != nil {
		return Receipt{}, on(1, err)
	}
	return r, nil
}

func parse(canonical []byte) (Receipt, error) {
	o, err := exactly(canonical, receiptLimits,
		"body", "chain", "format", "hash", "key_id", "kind", "receipt_id", "scheme", "tenant", "time_ms")
	if err != nil {
		return Receipt{}, err
	}
	for name, value := range map[string]string{"format": Format, "hash": "sha-256", "scheme": string(canon.SallyportJCS2)} {
		if text, err := o.text(name); err != nil || text != value {
			return Receipt{}, wrong("format, hash and scheme must be those of sallyport-2")
		}
	}
	var r Receipt
	if err := r.readChain(o); err != nil {
		return Receipt{}, err
	}
	if err := r.readEnvelope(o); err != nil {
		return Receipt{}, err
	}
	r.Body, _ = o.Get("body")
	if r.Body.Kind() != canon.Object {
		return Receipt{}, wrong("body must be an object")
	}
	return r, nil
}

func (r *Receipt) readEnvelope(o object) error {
	var err error
	if r.Kind, err = o.text("kind"); err != nil {
		return err
	}
	if r.ID, err = o.text("receipt_id"); err != nil {
		return err
	}
	if r.Tenant, err = o.text("tenant"); err != nil {
		return err
	}
	if r.KeyID, err = o.text("key_id"); err != nil {
		return err
	}
	if r.Millis, err = o.natural("time_ms"); err != nil {
		return err
	}
	switch r.Kind {
	case "decision", "outcome", "approval", "administration":
	default:
		return wrong("kind must be decision, outcome, approval or administration")
	}
	if !isID(r.ID) || !isID(r.Tenant) {
		return wrong("receipt_id and tenant are 1 to 128 letters, digits or . _ : -")
	}
	if !tlog.IsKeyID(r.KeyID) {
		return wrong("key_id must read name+8 lower-case hexadecimal digits")
	}
	return nil
}

func (r *Receipt) readChain(o object) error {
	value, _ := o.Get("chain")
	chain, err := membersOf(value, "previous", "sequence")
	if err != nil {
		return err
	}
	if r.Previous, err = chain.text("previous"); err != nil {
		return err
	}
	if !strict.IsHash(r.Previous) {
		return wrong("previous must be 64 lower-case hexadecimal digits")
	}
	r.Sequence, err = chain.natural("sequence")
	return err
}

func isID(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		isPlain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !isPlain && c != '.' && c != '_' && c != ':' && c != '-' {
			return false
		}
	}
	return text != "" && len(text) <= maxID
}

// HashOf reads the canonical bytes of one receipt and returns its hash.
func HashOf(canonical []byte) (canon.Hash, error) {
	if _, err := Read(canonical); err != nil {
		return canon.Hash{}, err
	}
	return receiptHash(canonical), nil
}

func receiptHash(canonical []byte) canon.Hash {
	return domainHash("sallyport/receipt/2\n", canonical)
}

// Commitment returns the hash that stands for erasable content.
func Commitment(salt [32]byte, content []byte) canon.Hash {
	return domainHash("sallyport/commitment/1\n", salt[:], content)
}

// FactsDigest returns the hash that stands for the facts of a decision, which are in canonical form.
func FactsDigest(salt [32]byte, facts []byte) canon.Hash {
	return domainHash("sallyport/facts/1\n", salt[:], facts)
}

func domainHash(domain string, parts ...[]byte) canon.Hash {
	digest := sha256.New()
	digest.Write([]byte(domain))
	for _, part := range parts {
		digest.Write(part)
	}
	return canon.Hash(digest.Sum(nil))
}
