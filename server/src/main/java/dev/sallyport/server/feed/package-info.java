/**
 * What people watch: one row for each receipt of a tenant, in order. {@link dev.sallyport.server.feed.FeedRow} is a row,
 * {@link dev.sallyport.server.feed.FeedQuery} says which ones somebody wants, and {@link dev.sallyport.server.feed.EventIndex} finds those
 * among a million. All of it is made of receipts and can be made again; nothing here is written down, and no decision waits for it.
 */
@NullMarked
package dev.sallyport.server.feed;

import org.jspecify.annotations.NullMarked;
