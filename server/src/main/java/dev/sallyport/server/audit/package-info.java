/**
 * The local audit trail: one line per receipt, to be followed with {@code tail}, chained by a keyed hash so that whoever lacks
 * the key can neither change nor remove a line unseen. Reading order: {@link dev.sallyport.server.audit.AuditLine},
 * {@link dev.sallyport.server.audit.AuditTrail}, {@link dev.sallyport.server.audit.AuditCheck}.
 */
@NullMarked
package dev.sallyport.server.audit;

import org.jspecify.annotations.NullMarked;
