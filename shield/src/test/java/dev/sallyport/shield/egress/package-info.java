/** Destinations and what goes there. */
@NullMarked
package dev.sallyport.shield.egress;

import org.jspecify.annotations.NullMarked;
