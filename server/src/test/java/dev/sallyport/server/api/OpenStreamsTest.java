package dev.sallyport.server.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId UMBRA = new TenantId("umbra");
    private static final TenantId THIRD = new TenantId("third");

    @Test
    void one_tenants_streams_leave_others_theirs_until_all_are_taken() {
        OpenStreams streams = new OpenStreams(5, 2);
        assertTrue(streams.open(ACME));
        assertTrue(streams.open(ACME));
        assertFalse(streams.open(ACME));
        assertTrue(streams.open(UMBRA));
        assertTrue(streams.open(UMBRA));
        assertTrue(streams.open(THIRD));
        assertFalse(streams.open(THIRD), "all five are taken");
        streams.closed(ACME);
        assertTrue(streams.open(THIRD));
        assertFalse(streams.open(ACME));
        streams.closed(ACME);
        assertTrue(streams.open(ACME));
    }
}
