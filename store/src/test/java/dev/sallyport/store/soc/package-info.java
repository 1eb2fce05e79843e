/** The book's contract, which every database keeps. */
@NullMarked
package dev.sallyport.store.soc;

import org.jspecify.annotations.NullMarked;
