/** Where content came from, how far a field of it is trusted, and the origin of a value. */
@NullMarked
package dev.sallyport.provenance.source;

import org.jspecify.annotations.NullMarked;
