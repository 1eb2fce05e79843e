/** A held action as people see it: {@link dev.sallyport.server.held.HeldForm} as data, {@link dev.sallyport.server.held.HeldText} as a page. */
@NullMarked
package dev.sallyport.server.held;

import org.jspecify.annotations.NullMarked;
