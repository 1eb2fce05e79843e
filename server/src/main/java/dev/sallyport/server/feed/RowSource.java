package dev.sallyport.server.feed;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;

/** Where rows come from, in order and without a gap. Thread-safe. */
public interface RowSource {
    /** How many are read at once. */
    int PAGE = 512;

    /** How many the tenant has: the sequence after the newest. */
    long count(TenantId tenant);

    /** The rows from that sequence on, up to a number of them. */
    List<FeedRow> rows(TenantId tenant, long from, int limit);
}
