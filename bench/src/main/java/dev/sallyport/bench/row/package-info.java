/** What a benchmark prints: one row per case, the same members for every benchmark, so that runs can be compared. */
@NullMarked
package dev.sallyport.bench.row;

import org.jspecify.annotations.NullMarked;
