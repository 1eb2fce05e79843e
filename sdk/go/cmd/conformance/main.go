// Command conformance answers requests of spec/conformance: one JSON object a line in, one a line out.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/receipt"
	"sallyport.dev/sdk/go/tlog"
)

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(2)
	}
}

// request holds the members of every operation; what is under test travels as hexadecimal digits.
type request struct {
	ID        int      `json:"id"`
	Op        string   `json:"op"`
	Scheme    string   `json:"scheme"`
	Document  digits   `json:"document"`
	File      digits   `json:"file"`
	Receipt   digits   `json:"receipt"`
	Kind      string   `json:"kind"`
	Salt      digits   `json:"salt"`
	Content   digits   `json:"content"`
	Leaves    []digits `json:"leaves"`
	LeafHash  digits   `json:"leaf_hash"`
	Index     string   `json:"index"`
	Size      string   `json:"size"`
	Size1     string   `json:"size1"`
	Size2     string   `json:"size2"`
	Proof     proof    `json:"proof"`
	Root      digits   `json:"root"`
	Root1     digits   `json:"root1"`
	Root2     digits   `json:"root2"`
	Note      digits   `json:"note"`
	Vkey      *string  `json:"vkey"`
	Vkeys     []string `json:"vkeys"`
	Origin    string   `json:"origin"`
	Witnesses []string `json:"witnesses"`
	Quorum    int      `json:"quorum"`
	Record    digits   `json:"record"`
	protection
}

type answer struct {
	ID      int            `json:"id"`
	Outcome string         `json:"outcome"`
	Output  map[string]any `json:"output,omitempty"`
	Code    string         `json:"code,omitempty"`
	Offset  *int           `json:"offset,omitempty"`
	Line    *int           `json:"line,omitempty"`
}

// MarshalJSON keeps the empty output of an operation that has none.
func (a answer) MarshalJSON() ([]byte, error) {
	if a.Outcome == "accept" {
		return json.Marshal(map[string]any{"id": a.ID, "outcome": a.Outcome, "output": a.Output})
	}
	type plain answer
	return json.Marshal(plain(a))
}

var errUnsupported = errors.New("unsupported")

func serve(in io.Reader, out io.Writer) error {
	reader, writer := bufio.NewReaderSize(in, 1<<20), bufio.NewWriter(out)
	for {
		line, err := reader.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			encoded, bad := json.Marshal(reply(line))
			if bad != nil {
				return bad
			}
			writer.Write(append(encoded, '\n'))
			if err := writer.Flush(); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// reply answers one line. A fault of this program becomes a gap with a name, and the program goes on.
func reply(line []byte) (out answer) {
	var r request
	defer func() {
		if recover() != nil {
			out = answer{ID: r.ID, Outcome: "unsupported"}
		}
	}()
	if err := json.Unmarshal(line, &r); err != nil {
		return answer{ID: r.ID, Outcome: "unsupported"}
	}
	operation, known := operations[r.Op]
	if !known {
		return answer{ID: r.ID, Outcome: "unsupported"}
	}
	output, err := operation(r)
	if err != nil {
		out := refusal(r.ID, err)
		if r.Op != "receipts" {
			out.Line = nil
		}
		return out
	}
	return answer{ID: r.ID, Outcome: "accept", Output: output}
}

func refusal(id int, err error) answer {
	out := answer{ID: id, Outcome: "refuse"}
	var document *canon.Refusal
	var file *receipt.Fault
	var log *tlog.Fault
	switch {
	case errors.As(err, &document):
		out.Code = document.Code
		if document.Offset != canon.Nowhere {
			out.Offset = &document.Offset
		}
	case errors.As(err, &file):
		out.Code, out.Line = file.Code, &file.Line
	case errors.As(err, &log):
		out.Code = log.Code
	default:
		return answer{ID: id, Outcome: "unsupported"}
	}
	return out
}
