/**
 * The store of several gateways in one PostgreSQL database: one chain per tenant, whoever writes.
 *
 * <p>{@link dev.sallyport.store.postgres.PostgresStore} opens it. {@code PostgresGroups} writes a group in one transaction: it
 * takes {@code Locks}, reads where the tenants' chains end and what other gateways changed in the registry, looks up all that
 * the group names at once ({@code LookedUp}), admits, inserts kind by kind ({@code Batches}) and commits. A commit whose
 * connection broke is looked up under the same locks before anything is answered. {@code Listener} keeps an idle gateway
 * fresh. {@code PostgresInstallWriter} gives the gateways turns at the one install log.
 */
@NullMarked
package dev.sallyport.store.postgres;

import org.jspecify.annotations.NullMarked;
