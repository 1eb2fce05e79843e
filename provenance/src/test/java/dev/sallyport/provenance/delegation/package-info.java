/** What the user hands over. */
@NullMarked
package dev.sallyport.provenance.delegation;

import org.jspecify.annotations.NullMarked;
