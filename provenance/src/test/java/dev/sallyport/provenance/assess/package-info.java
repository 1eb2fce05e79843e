/** Who vouches for what, rule by rule. */
@NullMarked
package dev.sallyport.provenance.assess;

import org.jspecify.annotations.NullMarked;
