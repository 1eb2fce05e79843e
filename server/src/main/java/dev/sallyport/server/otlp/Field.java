package dev.sallyport.server.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attributes as OTLP writes them (opentelemetry-proto, {@code common.proto}). */
final class Field {
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int ARRAY = 5;
    private static final int VALUES = 1;

    private Field() {}

    /** One attribute; a list of texts becomes an array of them. */
    static Message of(String key, Object value) {
        Message any = value instanceof List<?> list ? array(list) : text(String.valueOf(value));
        return new Message().text(KEY, key).message(VALUE, any);
    }

    /** All of them, in order of their names. */
    static List<Message> all(Map<String, ?> attributes) {
        List<Message> out = new ArrayList<>();
        attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> out.add(of(e.getKey(), e.getValue())));
        return out;
    }

    /** A value that is a text, also an empty one. */
    static Message text(String value) {
        return new Message().bytes(STRING, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Message array(List<?> list) {
        List<Message> items =
                list.stream().map(item -> text(String.valueOf(item))).toList();
        return new Message().message(ARRAY, new Message().messages(VALUES, items));
    }
}
