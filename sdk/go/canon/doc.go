// Package canon turns bytes into JSON values, values into one byte string, and that byte string into a hash, as
// spec/action writes it down.
//
// [Parse] reads a document or refuses it with a stable code; nothing is repaired. [Canonical] writes the one byte string
// of a [Value] under a [Scheme], and [HashOf] hashes it. [Of] and [Value.Into] lead from a program's own values to JSON and
// back without encoding/json. Every function may be called from several goroutines.
package canon
