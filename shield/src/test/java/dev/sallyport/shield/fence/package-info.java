/** Grants against calls. */
@NullMarked
package dev.sallyport.shield.fence;

import org.jspecify.annotations.NullMarked;
