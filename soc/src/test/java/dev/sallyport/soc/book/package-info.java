/** Tests of {@code dev.sallyport.soc.book}. */
@NullMarked
package dev.sallyport.soc.book;

import org.jspecify.annotations.NullMarked;
