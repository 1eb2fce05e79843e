/** What people of the console keep for themselves: {@link dev.sallyport.store.console.Searches}, each a query with a name and an owner. */
@NullMarked
package dev.sallyport.store.console;

import org.jspecify.annotations.NullMarked;
