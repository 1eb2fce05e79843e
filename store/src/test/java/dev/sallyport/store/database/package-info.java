/** Tests. */
@NullMarked
package dev.sallyport.store.database;

import org.jspecify.annotations.NullMarked;
