/** What the user's own words hand over. */
@NullMarked
package dev.sallyport.provenance.delegation;

import org.jspecify.annotations.NullMarked;
