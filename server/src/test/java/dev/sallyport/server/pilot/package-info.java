/** Tests of {@code dev.sallyport.server.pilot}. */
@NullMarked
package dev.sallyport.server.pilot;

import org.jspecify.annotations.NullMarked;
