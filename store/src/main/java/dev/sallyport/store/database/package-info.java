/**
 * One SQLite database in one data directory: who may open it, how it is opened, which schema it has and what its errors
 * mean. Read {@link dev.sallyport.store.database.DataLock}, {@link dev.sallyport.store.database.Database},
 * {@link dev.sallyport.store.database.Migrations}, {@link dev.sallyport.store.database.Fault}.
 */
@NullMarked
package dev.sallyport.store.database;

import org.jspecify.annotations.NullMarked;
