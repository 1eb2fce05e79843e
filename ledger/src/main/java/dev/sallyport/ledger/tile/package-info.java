/**
 * The log cut into tiles that never change (C2SP tlog-tiles v0.1.0): addresses, and their bytes made from any
 * {@link dev.sallyport.ledger.merkle.NodeSource}.
 */
@NullMarked
package dev.sallyport.ledger.tile;

import org.jspecify.annotations.NullMarked;
