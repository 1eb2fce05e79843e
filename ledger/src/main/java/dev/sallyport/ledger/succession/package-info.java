/**
 * How the key that signs a log's checkpoints changes hands inside the log (spec/receipt section 7).
 *
 * <p>A receipt of administration that introduces a key holds a {@link dev.sallyport.ledger.succession.KeySuccession}: the old
 * key's signature over the new one and over the place in the chain where it happens. A
 * {@link dev.sallyport.ledger.succession.Succession} follows the keys of one chain from receipt to receipt.
 */
@NullMarked
package dev.sallyport.ledger.succession;

import org.jspecify.annotations.NullMarked;
