/** What the gate promises, shown on an in-memory journal. */
@NullMarked
package dev.sallyport.gate;

import org.jspecify.annotations.NullMarked;
