/** Everything a judgement may look at, as one immutable value with a canonical form. */
@NullMarked
package dev.sallyport.gate.facts;

import org.jspecify.annotations.NullMarked;
