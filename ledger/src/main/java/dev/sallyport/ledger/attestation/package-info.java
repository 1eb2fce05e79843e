/**
 * Decisions as envelopes that tools for supply-chain attestations read (spec/receipt/attestation).
 *
 * <p>A {@link dev.sallyport.ledger.attestation.DsseEnvelope} signs bytes together with their type. What it holds here is a
 * {@link dev.sallyport.ledger.attestation.DecisionStatement}: an in-toto Statement v1 about one receipt, with the proof that
 * the receipt is in the log.
 */
@NullMarked
package dev.sallyport.ledger.attestation;

import org.jspecify.annotations.NullMarked;
