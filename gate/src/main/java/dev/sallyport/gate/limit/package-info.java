/** How often anybody may come through any door: token buckets, and a cut for calls that repeat themselves. */
@NullMarked
package dev.sallyport.gate.limit;

import org.jspecify.annotations.NullMarked;
