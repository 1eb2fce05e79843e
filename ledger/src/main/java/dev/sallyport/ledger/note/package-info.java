/**
 * Signed notes and log checkpoints as C2SP specifies them (signed-note v1.0.0, tlog-checkpoint v1.0.0).
 *
 * <p>A {@link dev.sallyport.ledger.note.Checkpoint} says how long a log is and what its root is. A
 * {@link dev.sallyport.ledger.note.Signer} signs its text, which gives a {@link dev.sallyport.ledger.note.SignedNote}; a
 * {@link dev.sallyport.ledger.note.VerifierKey} checks it. What a signature means is decided by its
 * {@link dev.sallyport.ledger.note.SignatureType}. {@link dev.sallyport.ledger.note.Ed25519Key} signs with a key in memory,
 * kept in a {@link dev.sallyport.ledger.note.KeyFile}.
 */
@NullMarked
package dev.sallyport.ledger.note;

import org.jspecify.annotations.NullMarked;
