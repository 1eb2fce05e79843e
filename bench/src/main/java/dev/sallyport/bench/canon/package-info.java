/** What the strict reading, canonical form and hash of an action cost. */
@NullMarked
package dev.sallyport.bench.canon;

import org.jspecify.annotations.NullMarked;
