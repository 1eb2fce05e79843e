/** Keys that live elsewhere. */
@NullMarked
package dev.sallyport.server.keys;

import org.jspecify.annotations.NullMarked;
