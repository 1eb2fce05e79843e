/** Tests of {@code dev.sallyport.server.objective}. */
@NullMarked
package dev.sallyport.server.objective;

import org.jspecify.annotations.NullMarked;
