/** The measuring instruments themselves: what they count, and that they notice what is wrong. */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
