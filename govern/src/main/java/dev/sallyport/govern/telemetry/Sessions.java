package dev.sallyport.govern.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Random numbers for conversations. A number says nothing of the conversation it stands for, is forgotten with the process, and is replaced
 * by another after a day, so that one conversation cannot be followed for longer. Not thread-safe.
 */
final class Sessions {
    /** After this long a conversation gets another number. */
    static final long ROTATES_MILLIS = 24 * 60 * 60 * 1000L;

    private static final int MOST = 4_096;

    private record Numbered(UUID number, long sinceMillis) {}

    private final Supplier<UUID> random;
    private final Map<String, Numbered> numbers = new LinkedHashMap<>();

    Sessions(Supplier<UUID> random) {
        this.random = random;
    }

    /** The conversation's number at that time. */
    UUID number(String session, long nowMillis) {
        Numbered known = numbers.get(session);
        if (known == null || nowMillis - known.sinceMillis() >= ROTATES_MILLIS || nowMillis < known.sinceMillis()) {
            known = new Numbered(random.get(), nowMillis);
            numbers.remove(session);
            numbers.put(session, known);
            if (numbers.size() > MOST) {
                numbers.remove(numbers.keySet().iterator().next());
            }
        }
        return known.number();
    }
}
