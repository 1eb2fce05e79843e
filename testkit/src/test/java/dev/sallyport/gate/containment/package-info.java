/** Tests of containment short of a freeze. */
@NullMarked
package dev.sallyport.gate.containment;

import org.jspecify.annotations.NullMarked;
