/**
 * The gate's ports, and SQLite behind them.
 *
 * <p>{@link dev.sallyport.store.gate.Store} is what a gateway needs of a database. {@link
 * dev.sallyport.store.gate.StoredRecords} reads any database through {@link dev.sallyport.store.gate.Readers} with the queries
 * of {@link dev.sallyport.store.gate.ReadQuery} and no others; proofs come from {@link dev.sallyport.store.gate.LogNodes}. {@link
 * dev.sallyport.store.gate.StoredInstallLog} is the log over the tenants' logs, on any database that has an {@link
 * dev.sallyport.store.gate.InstallWriter}.
 * {@link dev.sallyport.store.gate.SqliteJournal} writes SQLite: {@code GroupWriter} syncs each group once and publishes the
 * new state ({@code Durable}) before its answers go.
 */
@NullMarked
package dev.sallyport.store.gate;

import org.jspecify.annotations.NullMarked;
