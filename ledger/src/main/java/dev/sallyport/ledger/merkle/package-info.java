/**
 * The Merkle tree of RFC 6962 section 2.1 (the same tree as RFC 9162 section 2.1) over receipt hashes.
 *
 * <p>{@link dev.sallyport.ledger.merkle.Tree} grows leaf by leaf in logarithmic state. A
 * {@link dev.sallyport.ledger.merkle.NodeSource} gives stored nodes; from it
 * {@link dev.sallyport.ledger.merkle.InclusionProof} and {@link dev.sallyport.ledger.merkle.ConsistencyProof} are made.
 * Checking a proof needs no source. Nothing here knows of disks, signatures or receipts.
 */
@NullMarked
package dev.sallyport.ledger.merkle;

import org.jspecify.annotations.NullMarked;
