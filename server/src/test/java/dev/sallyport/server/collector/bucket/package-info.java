/** A strict bucket on loopback, and what a collector's batches meet in it. */
@NullMarked
package dev.sallyport.server.collector.bucket;

import org.jspecify.annotations.NullMarked;
