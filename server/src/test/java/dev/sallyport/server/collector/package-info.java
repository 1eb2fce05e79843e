/** A collector for tests. */
@NullMarked
package dev.sallyport.server.collector;

import org.jspecify.annotations.NullMarked;
