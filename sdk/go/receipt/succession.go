package receipt

import (
	"strconv"

	"sallyport.dev/sdk/go/internal/strict"
	"sallyport.dev/sdk/go/tlog"
)

const (
	successionMember = "key_succession"
	successionDomain = "sallyport/key-succession/1\n"
)

// succession follows the keys of one chain, receipt by receipt. Until a receipt introduces a key, only the id of the first
// one is known.
type succession struct {
	given     *tlog.VerifierKey // the reader's, if any
	givenSeen bool
	currentID string
	current   tlog.VerifierKey // zero until a receipt introduced one
	since     int              // the line that introduced the current key
}

func (s *succession) require(r Receipt, line int) error {
	if s.currentID == "" {
		s.currentID, s.since = r.KeyID, line
	}
	if r.KeyID != s.currentID {
		return &malformed{"foreign_key", "the receipt names another key than the ones before it"}
	}
	return nil
}

// advance goes on to the next key when a receipt, whose place was checked, introduces one.
func (s *succession) advance(r Receipt, line int) error {
	value, has := r.Body.Get(successionMember)
	if r.Kind != "administration" || !has {
		return nil
	}
	said, err := membersOf(value, "endorsement", "next_vkey", "vkey")
	if err != nil {
		return err
	}
	endorsement, err := said.text("endorsement")
	if err != nil {
		return err
	}
	next, err := logKey(said, "next_vkey")
	if err != nil {
		return err
	}
	old, err := logKey(said, "vkey")
	if err != nil {
		return err
	}
	signature, ok := strict.Base64(endorsement)
	if !ok {
		return &malformed{"base64_not_strict", "the endorsement is not base64 with padding"}
	}
	text := successionDomain + r.Tenant + "\n" + strconv.FormatInt(r.Sequence, 10) + "\n" + r.Previous + "\n" + next.String() + "\n"
	if next.Name() != old.Name() || next == old || !s.isCurrent(old) || !old.Verify(text, signature) {
		return &malformed{"key_endorsement", "the current key did not endorse the next one at this place"}
	}
	s.see(old)
	s.current, s.currentID, s.since = next, next.ID(), line
	return nil
}

// finish asks, when all receipts were read, whether the keys lead to the header's and past the reader's.
func (s *succession) finish(newest tlog.VerifierKey) error {
	s.see(newest)
	if s.given != nil && !s.givenSeen {
		return at(1, "key_differs", "the key given is none of the keys of this log")
	}
	if s.currentID != "" && !s.isCurrent(newest) {
		return at(s.since, "foreign_key", "no endorsement leads from this key to the header's")
	}
	return nil
}

func (s *succession) isCurrent(key tlog.VerifierKey) bool {
	if s.current == (tlog.VerifierKey{}) {
		return key.ID() == s.currentID
	}
	return key == s.current
}

func (s *succession) see(key tlog.VerifierKey) {
	s.givenSeen = s.givenSeen || s.given != nil && *s.given == key
}

func logKey(o object, name string) (tlog.VerifierKey, error) {
	text, err := o.text(name)
	if err != nil {
		return tlog.VerifierKey{}, err
	}
	return tlog.ParseLogKey(text)
}
