/** Measures the Cedar engine beside cedar-java: {@link dev.sallyport.bench.cedar.CedarBench}. */
@NullMarked
package dev.sallyport.bench.cedar;

import org.jspecify.annotations.NullMarked;
