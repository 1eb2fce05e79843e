package dev.sallyport.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.OutboxContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteOutboxTest extends OutboxContract {
    @TempDir
    private Path data;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = new OpenStore(data, new ManualClock()).open();
    }

    @Override
    protected void close() {
        store.close();
    }

    @Override
    protected Outbox of(int who) {
        return store.outbox();
    }

    @Test
    void what_is_owed_survives_a_restart() {
        Delivery.Key key = new Delivery.Key(new TenantId("acme"), new ApprovalId("apr_1"), "slack", Revision.ASKED);
        store.outbox().add(List.of(new Delivery(key, 1, 100)));
        store.outbox().claim("slack", 1, 10, 1);
        store.close();
        open();
        assertEquals(2, store.outbox().claim("slack", 11, 10, 1).getFirst().attempts());
    }
}
