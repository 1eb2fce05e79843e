/** The package gate's tests, and {@link dev.sallyport.shield.packages.ListMaker}, which makes the lists in the jar. */
@NullMarked
package dev.sallyport.shield.packages;

import org.jspecify.annotations.NullMarked;
