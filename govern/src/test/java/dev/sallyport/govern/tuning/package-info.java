/** Proposals and intake, with shields that the tests made. */
@NullMarked
package dev.sallyport.govern.tuning;

import org.jspecify.annotations.NullMarked;
