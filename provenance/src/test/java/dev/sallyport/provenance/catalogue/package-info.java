/** Shapes, entries and safe defaults. */
@NullMarked
package dev.sallyport.provenance.catalogue;

import org.jspecify.annotations.NullMarked;
