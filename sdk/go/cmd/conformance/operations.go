package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strconv"
	"unicode/utf16"

	sallyport "sallyport.dev/sdk/go"
	"sallyport.dev/sdk/go/canon"
	"sallyport.dev/sdk/go/receipt"
	"sallyport.dev/sdk/go/tlog"
)

type output = map[string]any

var operations = map[string]func(request) (output, error){
	"canon":        canonical,
	"action":       action,
	"receipts":     receipts,
	"receipt_hash": receiptHash,
	"commitment":   commitment,
	"root":         root,
	"inclusion":    inclusion,
	"consistency":  consistency,
	"note":         note,
	"checkpoint":   checkpoint,
	"proof":        logProof,
	"protect":      protect,
	"prompt":       prompt,
	"outcome":      outcome,
}

func canonical(r request) (output, error) {
	scheme := canon.Scheme(r.Scheme)
	if !scheme.Known() {
		return nil, errUnsupported
	}
	text, hash, err := canon.Document(r.Document, scheme)
	if err != nil {
		return nil, err
	}
	return output{"canonical": hex.EncodeToString(text), "hash": hash.String()}, nil
}

func action(r request) (output, error) {
	scheme := canon.Scheme(r.Scheme)
	if !scheme.Known() {
		return nil, errUnsupported
	}
	a, err := sallyport.ParseAction(r.Document, scheme)
	if err != nil {
		return nil, err
	}
	text, err := a.Canonical(scheme)
	if err != nil {
		return nil, err
	}
	return output{"canonical": hex.EncodeToString(text), "hash": canon.HashOf(text, scheme).String()}, nil
}

func receipts(r request) (output, error) {
	var key *tlog.VerifierKey
	if r.Vkey != nil {
		parsed, err := tlog.ParseLogKey(*r.Vkey)
		if err != nil {
			return nil, err
		}
		key = &parsed
	}
	verdict, err := receipt.Verify(bytes.NewReader(r.File), key)
	if err != nil {
		return nil, err
	}
	if verdict.ChainOnly {
		return output{"count": verdict.Count, "head": verdict.Head}, nil
	}
	signer := "unchecked"
	if verdict.SignerChecked {
		signer = "checked"
	}
	return output{
		"count":    verdict.Count,
		"origin":   verdict.Origin,
		"root":     base64.StdEncoding.EncodeToString(verdict.Root[:]),
		"signer":   signer,
		"anchored": verdict.Anchored,
	}, nil
}

func receiptHash(r request) (output, error) {
	hash, err := receipt.HashOf(r.Receipt)
	if err != nil {
		return nil, err
	}
	return output{"hash": hash.String()}, nil
}

func commitment(r request) (output, error) {
	if len(r.Salt) != 32 {
		return nil, &canon.Refusal{Code: "wrong_member", Offset: canon.Nowhere}
	}
	switch r.Kind {
	case "commitment":
		return output{"hash": receipt.Commitment([32]byte(r.Salt), r.Content).String()}, nil
	case "facts":
		return output{"hash": receipt.FactsDigest([32]byte(r.Salt), r.Content).String()}, nil
	}
	return nil, errUnsupported
}

func root(r request) (output, error) {
	var tree tlog.Tree
	for _, leaf := range r.Leaves {
		tree.Append(leaf)
	}
	hash := tree.Root()
	return output{"root": hex.EncodeToString(hash[:])}, nil
}

func inclusion(r request) (output, error) {
	index, isIndex := tlog.ParseDecimal(r.Index)
	size, isSize := tlog.ParseDecimal(r.Size)
	if !isIndex || !isSize {
		return nil, &tlog.Fault{Code: "proof_index"}
	}
	return output{}, tlog.VerifyInclusion(r.LeafHash, index, size, r.Proof.hashes, r.Root)
}

func consistency(r request) (output, error) {
	size1, isFirst := tlog.ParseDecimal(r.Size1)
	size2, isSecond := tlog.ParseDecimal(r.Size2)
	if !isFirst || !isSecond {
		return nil, &tlog.Fault{Code: "proof_sizes"}
	}
	return output{}, tlog.VerifyConsistency(size1, size2, r.Proof.hashes, r.Root1, r.Root2)
}

func note(r request) (output, error) {
	var known []tlog.VerifierKey
	for _, text := range r.Vkeys {
		key, err := tlog.ParseVerifierKey(text)
		if err != nil {
			return nil, err
		}
		known = append(known, key)
	}
	text, signed, err := tlog.OpenNote(r.Note, known)
	if err != nil {
		return nil, err
	}
	names := []string{}
	for _, key := range signed {
		names = append(names, key.Name())
	}
	slices.SortFunc(names, func(a, b string) int {
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	})
	names = slices.Compact(names)
	return output{"text": hex.EncodeToString([]byte(text)), "verified": names}, nil
}

func policy(r request) (tlog.Policy, error) {
	vkey := ""
	if r.Vkey != nil {
		vkey = *r.Vkey
	}
	return tlog.ParsePolicy(r.Origin, vkey, r.Witnesses, r.Quorum)
}

func checkpoint(r request) (output, error) {
	policy, err := policy(r)
	if err != nil {
		return nil, err
	}
	found, witnessed, err := tlog.VerifyCheckpoint(r.Note, policy)
	if err != nil {
		return nil, err
	}
	return output{
		"size":      strconv.FormatUint(found.Size, 10),
		"root":      hex.EncodeToString(found.Root[:]),
		"witnessed": witnessed,
	}, nil
}

func logProof(r request) (output, error) {
	policy, err := policy(r)
	if err != nil {
		return nil, err
	}
	index, found, err := tlog.VerifyProof(r.Proof.file, r.Record, policy)
	if err != nil {
		return nil, err
	}
	return output{"index": strconv.FormatUint(index, 10), "size": strconv.FormatUint(found.Size, 10)}, nil
}
