/**
 * How long payloads are kept: the tier a tenant is on, its days, the floor under them that high risk sets, and what follows
 * of both at a given time. Receipts have no term: nothing removes them.
 */
@NullMarked
package dev.sallyport.gate.retention;

import org.jspecify.annotations.NullMarked;
