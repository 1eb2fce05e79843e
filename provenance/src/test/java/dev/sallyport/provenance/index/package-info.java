/** The session index against a plain search, and against content made to hurt it. */
@NullMarked
package dev.sallyport.provenance.index;

import org.jspecify.annotations.NullMarked;
