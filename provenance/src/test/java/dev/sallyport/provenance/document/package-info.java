/** Reading what tools answer. */
@NullMarked
package dev.sallyport.provenance.document;

import org.jspecify.annotations.NullMarked;
