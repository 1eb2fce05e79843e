/**
 * A small HTTP/1.1 load generator: one thread, one selector, requests rendered beforehand, every answer read to its end.
 *
 * <p>It stands on the machine it measures, so it must cost little: no allocation per request, no parsing beyond status and
 * length. {@link dev.sallyport.bench.load.LoadGenerator} drives, {@link dev.sallyport.bench.load.Load} says how hard,
 * {@link dev.sallyport.bench.load.LoadResult} is what came of it.
 */
@NullMarked
package dev.sallyport.bench.load;

import org.jspecify.annotations.NullMarked;
