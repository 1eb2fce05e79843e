/** The mailroom seen by a client in another process. */
@NullMarked
package dev.sallyport.mailroom;

import org.jspecify.annotations.NullMarked;
