/** What shields cost: each over a clean result, and a great text through the finder of secrets. */
@NullMarked
package dev.sallyport.bench.shield;

import org.jspecify.annotations.NullMarked;
