/** The SQLite store of one gateway as a whole: open it, use its ports, back it up, restore it, ask what an upgrade would do. */
@NullMarked
package dev.sallyport.store.sqlite;

import org.jspecify.annotations.NullMarked;
