/** Released versions of shields, tested. */
@NullMarked
package dev.sallyport.shield.release;

import org.jspecify.annotations.NullMarked;
