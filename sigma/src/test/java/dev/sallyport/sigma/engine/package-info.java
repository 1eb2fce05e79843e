/** Streams of events against the engine: vectors, properties, an oracle that works everything out anew. */
@NullMarked
package dev.sallyport.sigma.engine;

import org.jspecify.annotations.NullMarked;
