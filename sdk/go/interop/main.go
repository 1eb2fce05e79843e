// Command interop checks what a Sallyport gateway exports of its log with Go's own checksum-database code and with none of
// Sallyport's.
package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	verified    = 0
	notVerified = 1
	badUsage    = 2
)

func main() { os.Exit(run(os.Args[1:], os.Getenv("SALLYPORT_TOKEN"), os.Stdout, os.Stderr)) }

type repeated []string

func (r *repeated) String() string         { return strings.Join(*r, ",") }
func (r *repeated) Set(value string) error { *r = append(*r, value); return nil }

type options struct {
	log, vkey, origin, older, proof, record string
	witnesses                               repeated
	quorum                                  int
}

func run(args []string, token string, out, errs io.Writer) int {
	var o options
	flags := flag.NewFlagSet("interop", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.StringVar(&o.log, "log", "", "folder or URL of the log: `PLACE` holds checkpoint and tile/...")
	flags.StringVar(&o.vkey, "vkey", "", "the log's verifier `KEY`, or @FILE that holds it")
	flags.StringVar(&o.origin, "origin", "", "the log's origin (default: the key's name)")
	flags.Var(&o.witnesses, "witness", "a witness's verifier `KEY` of type 0x04; may be given again")
	flags.IntVar(&o.quorum, "quorum", 0, "how many of the witnesses must have cosigned")
	flags.StringVar(&o.older, "older", "", "`FILE` with an earlier checkpoint that the log must extend")
	flags.StringVar(&o.proof, "proof", "", "tlog-proof `FILE` to check, with -record")
	flags.StringVar(&o.record, "record", "", "the record that the proof is of, in `HEX`")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return verified
		}
		return badUsage
	}
	report, err := o.check(token)
	switch {
	case err == nil:
		line, _ := json.Marshal(report)
		fmt.Fprintf(out, "%s\n", line)
		return verified
	case errors.Is(err, errNotVerified):
		fmt.Fprintln(errs, "interop:", err)
		return notVerified
	}
	fmt.Fprintln(errs, "interop:", err)
	return badUsage
}

// report says what was checked; what was not asked for or is not there counts 0.
type report struct {
	Verified  bool   `json:"verified"`
	Size      int64  `json:"size"`
	Root      string `json:"root,omitempty"`
	Witnessed int    `json:"witnessed"`
	Leaves    int    `json:"leaves"`
	Entries   int64  `json:"entries"`
	Older     *int64 `json:"older,omitempty"`
	Index     *int64 `json:"index,omitempty"`
}

func (o options) check(token string) (report, error) {
	var r report
	if o.log == "" && o.proof == "" || o.vkey == "" {
		return r, errors.New("-vkey and one of -log and -proof are needed; -h lists the rest")
	}
	if (o.proof == "") != (o.record == "") || o.older != "" && o.log == "" {
		return r, errors.New("-proof goes with -record, and -older with -log")
	}
	trust, err := o.trust()
	if err != nil {
		return r, err
	}
	if o.log != "" {
		if err := o.checkLog(trust, token, &r); err != nil {
			return r, err
		}
	}
	if o.proof != "" {
		if err := o.checkProof(trust, &r); err != nil {
			return r, err
		}
	}
	r.Verified = true
	return r, nil
}

func (o options) trust() (trust, error) {
	t := trust{quorum: o.quorum, origin: o.origin}
	key := o.vkey
	if file, isFile := strings.CutPrefix(key, "@"); isFile {
		text, err := os.ReadFile(file)
		if err != nil {
			return t, err
		}
		key = strings.TrimSpace(string(text))
	}
	var err error
	if t.log, err = note.NewVerifier(key); err != nil {
		return t, fmt.Errorf("-vkey: %w", err)
	}
	for _, text := range o.witnesses {
		witness, err := newCosigner(text)
		if err != nil {
			return t, fmt.Errorf("-witness: %w", err)
		}
		t.witnesses = append(t.witnesses, witness)
	}
	return t, nil
}

func (o options) checkLog(trust trust, token string, r *report) error {
	from := openSource(o.log, token)
	signed, err := from.read("checkpoint")
	if err != nil {
		return err
	}
	tree, witnessed, err := trust.checkpoint(signed)
	if err != nil {
		return err
	}
	r.Size, r.Root, r.Witnessed = tree.N, tree.Hash.String(), witnessed
	leaves, err := checkTiles(tree, from)
	if err != nil {
		return err
	}
	r.Leaves = len(leaves)
	if r.Entries, err = checkEntries(tree, leaves, from); err != nil {
		return err
	}
	if o.older == "" {
		return nil
	}
	text, err := os.ReadFile(o.older)
	if err != nil {
		return err
	}
	trust.quorum = 0 // whether the older one was cosigned does not matter now
	older, _, err := trust.checkpoint(text)
	if err != nil {
		return err
	}
	r.Older = &older.N
	return checkGrowth(older, tree, from)
}

func (o options) checkProof(trust trust, r *report) error {
	record, err := hex.DecodeString(o.record)
	if err != nil {
		return fmt.Errorf("-record: %w", err)
	}
	file, err := os.ReadFile(o.proof)
	if err != nil {
		return err
	}
	index, err := trust.checkProof(file, record)
	if err != nil {
		return err
	}
	r.Index = &index
	return nil
}
