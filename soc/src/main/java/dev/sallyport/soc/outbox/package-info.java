/**
 * What is owed to whom: a {@link dev.sallyport.soc.outbox.NoticeOutbox} holds one row per tenant, incident, destination, revision and
 * kind until the destination took it or it was given up. {@link dev.sallyport.soc.outbox.Settling} says what an attempt's end means,
 * as a pure function.
 */
@NullMarked
package dev.sallyport.soc.outbox;

import org.jspecify.annotations.NullMarked;
