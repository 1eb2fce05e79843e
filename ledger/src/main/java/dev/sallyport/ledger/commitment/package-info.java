/**
 * Salted hashes that stand in a receipt for content that must not stand there.
 *
 * <p>Who holds content and {@link dev.sallyport.ledger.commitment.Salt} can show that a
 * {@link dev.sallyport.ledger.commitment.Commitment} or a {@link dev.sallyport.ledger.commitment.FactsDigest} was made of
 * them. Once the salt is erased nobody can, not even by guessing the content; the receipt and every proof stay valid.
 */
@NullMarked
package dev.sallyport.ledger.commitment;

import org.jspecify.annotations.NullMarked;
