// Package tlog checks transparency logs offline, as spec/log writes it down: RFC 9162 proofs, C2SP signed notes,
// checkpoints with the cosignatures of witnesses, and tlog-proof files.
//
// A [VerifierKey] is somebody's public key under a name. [OpenNote] checks a note's signatures, [VerifyCheckpoint] a log's
// statement of its size and root, and [VerifyProof] that a record is in the log. Nothing here signs, stores or fetches.
// Every function may be called from several goroutines.
package tlog
