/** The plane at work: it follows the ledger, lets rules look, and writes down what they found; apart from every decision. */
@NullMarked
package dev.sallyport.soc.plane;

import org.jspecify.annotations.NullMarked;
