package dev.sallyport.sigma.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An event as another system recorded it, before it has a place in an order.
 *
 * @param timeMillis when it happened, 0 if it does not say
 */
public record Recorded(Map<String, Value> fields, Source source, long timeMillis) {
    private static final List<String> TIMES = List.of("@timestamp", "timestamp", "time");
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    /**
     * An event as one JSON object. It names its source by {@code logsource.product}, {@code logsource.category} and
     * {@code logsource.service}; if it names none, every rule sees it. Its time is {@code @timestamp}, {@code timestamp} or {@code time}:
     * ISO 8601, or seconds or milliseconds since 1970.
     */
    public static Recorded json(Map<?, ?> object) {
        Map<String, Value> fields = Fields.of(object);
        Source source = new Source(
                word(fields, "logsource.product"),
                words(fields, "logsource.category"),
                words(fields, "logsource.service"));
        for (String name : TIMES) {
            OptionalLong time = time(fields.getOrDefault(name, Value.ABSENT));
            if (time.isPresent()) {
                return new Recorded(fields, source, time.getAsLong());
            }
        }
        return new Recorded(fields, source, 0);
    }

    /** A Windows event as JSON: {@code Event} with {@code System}, {@code EventData} and {@code UserData}. */
    public static Recorded windows(Map<?, ?> object) {
        return WindowsEvent.read(object);
    }

    /** The same event as if nothing were known of its source. */
    public Recorded unrouted() {
        return new Recorded(fields, Source.UNKNOWN, timeMillis);
    }

    /** The event at a place in an order. */
    public Event at(long sequence, String tenant) {
        return new FlatEvent(sequence, timeMillis, tenant, source, fields);
    }

    private static OptionalLong time(Value value) {
        return switch (value) {
            case Value.Text text -> Times.parse(text.string());
            case Value.Number number -> {
                boolean millis = number.number().abs().compareTo(MILLIS_FROM) >= 0;
                yield OptionalLong.of(
                        (millis ? number.number() : number.number().movePointRight(3)).longValue());
            }
            default -> OptionalLong.empty();
        };
    }

    private static String word(Map<String, Value> fields, String name) {
        return fields.getOrDefault(name, Value.ABSENT).text().orElse("").toLowerCase(Locale.ROOT);
    }

    private static Set<String> words(Map<String, Value> fields, String name) {
        if (fields.getOrDefault(name, Value.ABSENT) instanceof Value.Many many) {
            return many.items().stream()
                    .flatMap(item -> item.text().stream())
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        }
        String word = word(fields, name);
        return word.isEmpty() ? Set.of() : Set.of(word);
    }
}
