/** Tests. */
@NullMarked
package dev.sallyport.store.sqlite;

import org.jspecify.annotations.NullMarked;
