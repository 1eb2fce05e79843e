/** Tests of how the second plane's cost is reckoned. */
@NullMarked
package dev.sallyport.bench.soc;

import org.jspecify.annotations.NullMarked;
