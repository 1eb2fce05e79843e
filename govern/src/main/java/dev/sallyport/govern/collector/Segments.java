package dev.sallyport.govern.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.telemetry.CustomerId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The batches as objects, one each: {@code raw/WEEK/CUSTOMER/WINDOW-RECEIVED.json}. So one customer's go without touching another's, and
 * each knows when its own 90 days are over.
 */
final class Segments {
    /** How long a batch is kept. */
    static final long TERM_MILLIS = 90L * 24 * 60 * 60 * 1000;

    private static final String RAW = "raw/";
    private static final String END = ".json";
    private static final int PARTS = 4;

    private final ObjectStore store;

    Segments(ObjectStore store) {
        this.store = store;
    }

    /** One batch that is kept. */
    record Segment(String key, String week, CustomerId customer, long window, long receivedMillis) {
        long endsMillis() {
            return receivedMillis + TERM_MILLIS;
        }

        static Optional<Segment> of(String key) {
            String[] parts = key.split("/");
            if (parts.length != PARTS || !parts[3].endsWith(END)) {
                return Optional.empty();
            }
            String[] numbers =
                    parts[3].substring(0, parts[3].length() - END.length()).split("-");
            try {
                return Optional.of(new Segment(
                        key,
                        parts[1].toUpperCase(Locale.ROOT),
                        new CustomerId(parts[2]),
                        Long.parseLong(numbers[0]),
                        Long.parseLong(numbers[1])));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /** Keeps a batch. What came before, byte for byte the same, is kept once. */
    boolean keep(Received received, long nowMillis) throws IOException {
        String folder = folder(received.window().week(), received.customer());
        String prefix = folder + received.window().number() + "-";
        for (String key : store.list(prefix)) {
            if (store.get(key).filter(b -> Arrays.equals(b, received.bytes())).isPresent()) {
                return false;
            }
            throw new Refused(409, "window_taken", "another batch of this window was taken before");
        }
        store.put(prefix + nowMillis + END, received.bytes(), nowMillis + TERM_MILLIS);
        return true;
    }

    private static String folder(String week, CustomerId customer) {
        return RAW + week.toLowerCase(Locale.ROOT) + "/" + customer.wire() + "/";
    }

    /** All that are kept. */
    List<Segment> all() throws IOException {
        return of(RAW);
    }

    /** Those of a week such as {@code 2026-W47}. */
    List<Segment> week(String week) throws IOException {
        return of(RAW + week.toLowerCase(Locale.ROOT) + "/");
    }

    private List<Segment> of(String prefix) throws IOException {
        List<Segment> out = new ArrayList<>();
        for (String key : store.list(prefix)) {
            Segment.of(key).ifPresent(out::add);
        }
        return out;
    }

    /** The batch that is kept there. */
    Optional<JsonObject> batch(Segment segment) throws IOException {
        return store.get(segment.key()).map(bytes -> Received.read(bytes).batch());
    }

    /** Destroys one. */
    void destroy(Segment segment, ObjectStore.Grounds grounds, long nowMillis) throws IOException {
        store.delete(segment.key(), grounds, nowMillis);
    }

    /** A line's time. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
