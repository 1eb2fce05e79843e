/** A result's text as leaves with paths. */
@NullMarked
package dev.sallyport.provenance.document;

import org.jspecify.annotations.NullMarked;
