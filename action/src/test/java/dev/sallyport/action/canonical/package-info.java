/** Vectors, properties and attacks on the canonical forms. */
@NullMarked
package dev.sallyport.action.canonical;

import org.jspecify.annotations.NullMarked;
