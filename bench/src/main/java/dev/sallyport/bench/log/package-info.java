/** The transparency log of a long history: what a checkpoint, a proof and a start cost when there are millions of receipts. */
@NullMarked
package dev.sallyport.bench.log;

import org.jspecify.annotations.NullMarked;
