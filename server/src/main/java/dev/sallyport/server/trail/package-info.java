/**
 * The local audit trail: one line per receipt, to be followed with {@code tail}, chained by a keyed hash so that whoever lacks
 * the key can neither change nor remove a line unseen. Reading order: {@link dev.sallyport.server.trail.AuditLine},
 * {@link dev.sallyport.server.trail.AuditTrail}, {@link dev.sallyport.server.trail.AuditCheck}.
 */
@NullMarked
package dev.sallyport.server.trail;

import org.jspecify.annotations.NullMarked;
