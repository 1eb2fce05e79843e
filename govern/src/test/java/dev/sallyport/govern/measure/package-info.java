/** Intervals against published values. */
@NullMarked
package dev.sallyport.govern.measure;

import org.jspecify.annotations.NullMarked;
