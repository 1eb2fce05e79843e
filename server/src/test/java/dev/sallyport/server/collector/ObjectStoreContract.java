package dev.sallyport.server.collector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.collector.ObjectStore;
import dev.sallyport.govern.collector.ObjectStore.Grounds;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of batches must do, wherever it keeps them. */
public abstract class ObjectStoreContract {
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final String KEY = "raw/2026-w47/customer/1-2.json";

    /** The time that store and test share. */
    protected final ManualClock clock = new ManualClock();

    /** The store, empty. */
    protected abstract ObjectStore store() throws IOException;

    /** When an order can destroy what was locked now for ninety days; 0 if at once. */
    protected abstract long orderWaitsMillis();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void put(String key, String text) throws IOException {
        store().put(key, bytes(text), clock.millis() + 90 * DAY);
    }

    @Test
    void what_is_kept_is_read_back_byte_for_byte() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        store().put(KEY, all, clock.millis() + DAY);
        assertArrayEquals(all, store().get(KEY).orElseThrow());
        store().put("raw/empty", new byte[0], clock.millis() + DAY);
        assertArrayEquals(new byte[0], store().get("raw/empty").orElseThrow());
    }

    @Test
    void nothing_is_written_over_what_is_kept() throws IOException {
        put(KEY, "first");
        assertThrows(FileAlreadyExistsException.class, () -> put(KEY, "second"));
        assertArrayEquals(bytes("first"), store().get(KEY).orElseThrow());
        assertEquals(List.of(KEY), store().list("raw/"));
    }

    @Test
    void what_is_not_there_is_not_read_and_needs_no_destroying() throws IOException {
        assertEquals(Optional.empty(), store().get(KEY));
        assertEquals(List.of(), store().list("raw/"));
        store().delete(KEY, Grounds.ORDER, clock.millis());
        store().delete(KEY, Grounds.TERM, clock.millis());
    }

    @Test
    void keys_are_listed_in_order_by_how_they_begin_however_many_there_are() throws IOException {
        for (int i = 9; i > 0; i--) {
            put("raw/w" + i % 3 + "/" + i, "x");
        }
        put("summaries/w1.json", "x");
        assertEquals(List.of("raw/w1/1", "raw/w1/4", "raw/w1/7"), store().list("raw/w1/"));
        assertEquals(9, store().list("raw/").size());
        assertEquals(store().list("raw/").stream().sorted().toList(), store().list("raw/"));
        assertEquals(List.of("raw/w2/5"), store().list("raw/w2/5"));
    }

    @Test
    void a_lock_holds_for_those_who_only_tidy_up_until_it_ends() throws IOException {
        put(KEY, "kept");
        long free = orderWaitsMillis() == 0 ? 90 * DAY : orderWaitsMillis();
        clock.advanceMillis(free - 1_000);
        assertThrows(ObjectStore.Locked.class, () -> store().delete(KEY, Grounds.TERM, clock.millis()));
        assertTrue(store().get(KEY).isPresent());
        clock.advanceMillis(2_000);
        store().delete(KEY, Grounds.TERM, clock.millis());
        assertEquals(Optional.empty(), store().get(KEY));
        assertEquals(List.of(), store().list(""));
    }

    @Test
    void an_order_destroys_as_soon_as_the_lock_allows_it() throws IOException {
        put(KEY, "kept");
        put("raw/other", "kept");
        if (orderWaitsMillis() > 0) {
            assertThrows(ObjectStore.Locked.class, () -> store().delete(KEY, Grounds.ORDER, clock.millis()));
            assertTrue(store().get(KEY).isPresent());
            clock.advanceMillis(orderWaitsMillis());
        }
        store().delete(KEY, Grounds.ORDER, clock.millis());
        assertEquals(List.of("raw/other"), store().list(""));
    }

    @Test
    void what_was_destroyed_may_be_kept_anew() throws IOException {
        put(KEY, "first");
        clock.advanceMillis(91 * DAY);
        store().delete(KEY, Grounds.TERM, clock.millis());
        put(KEY, "second");
        assertArrayEquals(bytes("second"), store().get(KEY).orElseThrow());
    }

    @Test
    void a_key_of_another_form_names_nothing() {
        for (String bad : List.of("../x", "raw/../x", "/etc", "Raw/x", "raw/x y", "raw/%2e", "")) {
            assertThrows(IllegalArgumentException.class, () -> put(bad, "x"), bad);
            assertThrows(IllegalArgumentException.class, () -> store().get(bad), bad);
            assertThrows(IllegalArgumentException.class, () -> store().delete(bad, Grounds.ORDER, clock.millis()), bad);
        }
    }
}
