/** Tests of the events, against the published schema. */
@NullMarked
package dev.sallyport.ledger.ocsf;

import org.jspecify.annotations.NullMarked;
