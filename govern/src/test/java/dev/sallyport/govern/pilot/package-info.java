/** Pilots on a virtual clock. */
@NullMarked
package dev.sallyport.govern.pilot;

import org.jspecify.annotations.NullMarked;
