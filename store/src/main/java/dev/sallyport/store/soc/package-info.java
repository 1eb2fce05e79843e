/** What the second plane keeps, in a database: the port of {@code soc.book}. */
@NullMarked
package dev.sallyport.store.soc;

import org.jspecify.annotations.NullMarked;
