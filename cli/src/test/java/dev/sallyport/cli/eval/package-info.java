/** Replays of recorded runs, and what they say. */
@NullMarked
package dev.sallyport.cli.eval;

import org.jspecify.annotations.NullMarked;
