/** What it costs to find a value of an argument in all that a session has read. */
@NullMarked
package dev.sallyport.bench.provenance;

import org.jspecify.annotations.NullMarked;
