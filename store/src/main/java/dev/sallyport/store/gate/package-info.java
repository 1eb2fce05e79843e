/**
 * The gate's ports on SQLite.
 *
 * <p>{@link dev.sallyport.store.gate.SqliteJournal} takes commits from any thread and hands them to one writer thread. That
 * thread gathers whatever waits into a group ({@code GroupWriter}), admits each commit against the state after the one
 * before it ({@code Admission} over {@code Draft}), inserts its rows ({@code Insertion}), syncs once, publishes the new
 * state ({@code Durable}) and only then lets the answers go. {@link dev.sallyport.store.gate.SqliteRecords} reads through a
 * few connections of its own, with the queries of {@link dev.sallyport.store.gate.ReadQuery} and no others.
 */
@NullMarked
package dev.sallyport.store.gate;

import org.jspecify.annotations.NullMarked;
