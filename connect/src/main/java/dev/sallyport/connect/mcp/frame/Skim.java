package dev.sallyport.connect.mcp.frame;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where the members of one object, or the items of one array, stand in a text, without reading what is inside them. Of strict
 * JSON it finds exactly what a parser finds; of other texts it finds something only if quotes and brackets pair up and no name of this
 * level comes twice. Linear, without recursion. Confined to one thread.
 */
public final class Skim {
    /** A piece of a text: from its first byte to just before {@code end}. */
    public record Span(int start, int end) {
        /** The bytes of the piece. */
        public byte[] of(byte[] text) {
            return Arrays.copyOfRange(text, start, end);
        }
    }

    private static final int NOT_FOUND = -1;

    private final byte[] text;
    private final int end;
    private int at;

    private Skim(byte[] text, Span within) {
        this.text = text;
        this.at = within.start();
        this.end = within.end();
    }

    /** The whole text as one piece. */
    public static Span all(byte[] text) {
        return new Span(0, text.length);
    }

    /** The values of an object's members by name, in order; nothing if the piece is no single object or a name comes twice. */
    public static Optional<Map<String, Span>> members(byte[] text, Span within) {
        return new Skim(text, within).members();
    }

    /** An array's items in order; nothing if the piece is no single array. */
    public static Optional<List<Span>> items(byte[] text, Span within) {
        return new Skim(text, within).items();
    }

    private Optional<Map<String, Span>> members() {
        Map<String, Span> found = new LinkedHashMap<>();
        if (!take('{')) {
            return Optional.empty();
        }
        if (take('}')) {
            return ended(found);
        }
        do {
            Optional<String> name = name();
            if (name.isEmpty() || !take(':')) {
                return Optional.empty();
            }
            Optional<Span> value = value();
            if (value.isEmpty() || found.put(name.get(), value.get()) != null) {
                return Optional.empty();
            }
        } while (take(','));
        return take('}') ? ended(found) : Optional.empty();
    }

    private Optional<List<Span>> items() {
        List<Span> found = new ArrayList<>();
        if (!take('[')) {
            return Optional.empty();
        }
        if (take(']')) {
            return ended(found);
        }
        do {
            Optional<Span> value = value();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            found.add(value.get());
        } while (take(','));
        return take(']') ? ended(found) : Optional.empty();
    }

    private <T> Optional<T> ended(T found) {
        skipSpace();
        return at == end ? Optional.of(found) : Optional.empty();
    }

    private Optional<String> name() {
        skipSpace();
        int start = at;
        int stop = afterString(start);
        if (stop == NOT_FOUND) {
            return Optional.empty();
        }
        at = stop;
        try {
            return StrictJson.parse(Arrays.copyOfRange(text, start, stop)) instanceof JsonString string
                    ? Optional.of(string.value())
                    : Optional.empty();
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    private Optional<Span> value() {
        skipSpace();
        int start = at;
        if (at >= end) {
            return Optional.empty();
        }
        int stop = switch (text[at]) {
            case '"' -> afterString(at);
            case '{', '[' -> afterNested(at);
            default -> afterWord(at);
        };
        if (stop == NOT_FOUND) {
            return Optional.empty();
        }
        at = stop;
        return Optional.of(new Span(start, stop));
    }

    private int afterString(int from) {
        if (from >= end || text[from] != '"') {
            return NOT_FOUND;
        }
        for (int i = from + 1; i < end; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == '"') {
                return i + 1;
            }
        }
        return NOT_FOUND;
    }

    private int afterNested(int from) {
        int depth = 0;
        for (int i = from; i < end; i++) {
            switch (text[i]) {
                case '"' -> {
                    i = afterString(i) - 1;
                    if (i < 0) {
                        return NOT_FOUND;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return NOT_FOUND;
    }

    private int afterWord(int from) {
        int i = from;
        while (i < end && ",:{}[]\" \t\r\n".indexOf(text[i]) < 0) {
            i++;
        }
        return i == from ? NOT_FOUND : i;
    }

    private boolean take(char c) {
        skipSpace();
        if (at < end && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
            at++;
        }
    }
}
