/** The disk under everything durable: what one flush costs here. */
@NullMarked
package dev.sallyport.bench.disk;

import org.jspecify.annotations.NullMarked;
