/**
 * The witness's side of C2SP tlog-witness v1.0.0, apart from HTTP and disks: what is asked, what is checked, what is
 * answered.
 *
 * <p>Read {@link dev.sallyport.ledger.witness.AddCheckpoint}, {@link dev.sallyport.ledger.witness.Witness},
 * {@link dev.sallyport.ledger.witness.WitnessAnswer}.
 */
@NullMarked
package dev.sallyport.ledger.witness;

import org.jspecify.annotations.NullMarked;
