/**
 * What a stranger checks of a log with nothing but keys: a checkpoint under a policy, and a proof file.
 *
 * <p>Read {@link dev.sallyport.ledger.log.LogPolicy}, {@link dev.sallyport.ledger.log.AcceptedCheckpoint},
 * {@link dev.sallyport.ledger.log.LogProof}.
 */
@NullMarked
package dev.sallyport.ledger.log;

import org.jspecify.annotations.NullMarked;
