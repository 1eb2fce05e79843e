package dev.sallyport.cli.rules;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.sigma.event.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Recorded events: JSON documents one after another, one a line or not, or in an array. */
final class EventFiles {
    private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    /** How events are written. */
    enum Format {
        /** One object each, its fields by their names. */
        JSONL,
        /** Windows events as JSON. */
        WINEVT;

        static Format of(String name) {
            for (Format format : values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return format;
                }
            }
            throw Complaint.usage("unknown_format", "no format `" + name + "`: one of jsonl, winevt");
        }
    }

    private EventFiles() {}

    static SortedMap<String, List<Recorded>> read(Terminal terminal, String path, String format) {
        Format as = Format.of(format);
        SortedMap<String, List<Recorded>> events = new TreeMap<>();
        SortedMap<String, byte[]> files = Folder.read(terminal, path, ENDINGS);
        files.forEach((file, bytes) -> {
            try {
                events.put(file, events(file, bytes, as));
            } catch (Complaint complaint) {
                if (files.size() == 1 || !complaint.code().equals("bad_event")) {
                    throw complaint;
                }
                // A folder of recordings often holds a manifest beside them.
                terminal.aside("sallyport: passed over: " + complaint.words());
            }
        });
        if (events.isEmpty()) {
            throw Complaint.usage("no_events", "`" + path + "` holds no event in *.json, *.jsonl or *.ndjson");
        }
        return events;
    }

    private static List<Recorded> events(String file, byte[] bytes, Format format) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<Recorded> events = new ArrayList<>();
        try (MappingIterator<Object> all =
                MAPPER.readerFor(Object.class).readValues(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            while (all.hasNext()) {
                events.add(event(all.next(), format));
            }
        } catch (JacksonException malformed) {
            throw Complaint.usage(
                    "malformed_json",
                    "`" + file + "`: event " + events.size() + " is not JSON: " + malformed.getOriginalMessage());
        } catch (IllegalArgumentException wrong) {
            throw Complaint.usage("bad_event", "`" + file + "`: event " + events.size() + ": " + wrong.getMessage());
        }
        return events;
    }

    private static Recorded event(Object document, Format format) {
        if (!(document instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("an event is a JSON object");
        }
        return switch (format) {
            case JSONL -> Recorded.json(object);
            case WINEVT -> Recorded.windows(object);
        };
    }
}
