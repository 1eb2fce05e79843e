/**
 * What the console keeps: {@link dev.sallyport.store.console.Searches}, each a query with a name and an owner, and
 * {@link dev.sallyport.store.console.Visits}, who came and who was turned away.
 */
@NullMarked
package dev.sallyport.store.console;

import org.jspecify.annotations.NullMarked;
