package dev.sallyport.action.json;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of values, objects and arrays (RFC 8259 sections 2 to 5) as a loop: one {@link Open} per container that is not
 * closed yet. Reads one document and is then done.
 */
final class DocumentReader {
    private static final String NAME = "a member name in double quotes";

    private final Cursor in;
    private final JsonLimits limits;
    private final StringReader strings;
    private final NumberReader numbers;
    private @Nullable Open top;
    private int depth;
    private int members;

    /** A container under construction: an object while {@code members} is there, else an array. */
    private static final class Open {
        final @Nullable Open outer;
        final @Nullable Members members;
        final @Nullable ArrayList<Json> items;
        String name = "";

        Open(@Nullable Open outer, boolean object) {
            this.outer = outer;
            this.members = object ? new Members() : null;
            this.items = object ? null : new ArrayList<>(4);
        }

        char closer() {
            return members == null ? ']' : '}';
        }

        void add(Json value) {
            if (members != null) {
                members.addNew(name, value); // startEntry looked
            } else if (items != null) {
                items.add(value);
            }
        }

        Json value() {
            if (members != null) {
                return new JsonObject(members);
            }
            return items == null ? JsonArray.of() : new JsonArray(items);
        }
    }

    DocumentReader(Cursor in, JsonLimits limits, Numbers numbers) {
        this.in = in;
        this.limits = limits;
        this.strings = new StringReader(in, limits.stringChars());
        this.numbers = new NumberReader(in, numbers);
    }

    Json read() {
        refuseByteOrderMark();
        if (in.skipWhitespace() == Cursor.END) {
            throw in.refused(Refusal.EMPTY_DOCUMENT, in.at, "document without a value");
        }
        while (true) {
            Json value = valueOrOpening();
            Json document = value == null ? null : place(value);
            if (document != null) {
                return document;
            }
        }
    }

    private void refuseByteOrderMark() {
        byte[] b = in.bytes;
        if (b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf) {
            throw in.refused(Refusal.BYTE_ORDER_MARK, 0, "byte order mark");
        }
    }

    /** Reads a whole value, or opens a container that has content and answers null. */
    private @Nullable Json valueOrOpening() {
        return switch (in.skipWhitespace()) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> new JsonString(strings.read());
            case 't' -> literal("true", JsonBoolean.TRUE);
            case 'f' -> literal("false", JsonBoolean.FALSE);
            case 'n' -> literal("null", JsonNull.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numbers.read();
            default -> throw in.unexpected("a value");
        };
    }

    private @Nullable Json open(boolean object) {
        if (++depth > limits.depth()) {
            throw in.refused(Refusal.TOO_DEEP, in.at, "more than " + limits.depth() + " nested objects and arrays");
        }
        in.at++;
        if (in.skipWhitespace() == (object ? '}' : ']')) {
            in.at++;
            depth--;
            return object ? JsonObject.of() : JsonArray.of();
        }
        Open opened = new Open(top, object);
        top = opened;
        startEntry(opened);
        return null;
    }

    /** Puts a value where it belongs and closes what ends behind it; answers the document once it is whole. */
    private @Nullable Json place(Json value) {
        Json whole = value;
        for (Open open = top; open != null; open = top) {
            open.add(whole);
            int c = in.skipWhitespace();
            if (c == ',') {
                in.at++;
                startEntry(open);
                return null;
            }
            if (c != open.closer()) {
                throw in.unexpected(open.members == null ? "`,` or `]`" : "`,` or `}`");
            }
            in.at++;
            depth--;
            top = open.outer;
            whole = open.value();
        }
        if (in.skipWhitespace() != Cursor.END) {
            throw in.refused(Refusal.TRAILING_CONTENT, in.at, "content after the value");
        }
        return whole;
    }

    /** Counts an entry and, in an object, reads its name and colon. */
    private void startEntry(Open open) {
        if (++members > limits.members()) {
            throw in.refused(Refusal.TOO_MANY_MEMBERS, in.at, "more than " + limits.members() + " members and items");
        }
        if (open.members == null) {
            return;
        }
        if (in.skipWhitespace() != '"') {
            throw in.unexpected(NAME);
        }
        int nameAt = in.at;
        String name = strings.read();
        if (open.members.containsKey(name)) {
            throw in.refused(
                    Refusal.DUPLICATE_NAME, nameAt, "second member " + MalformedJson.quoted(name) + " in one object");
        }
        if (in.skipWhitespace() != ':') {
            throw in.unexpected("`:`");
        }
        in.at++;
        open.name = name;
    }

    private Json literal(String text, Json value) {
        for (int i = 0; i < text.length(); i++) {
            if (in.peek() != text.charAt(i)) {
                throw in.unexpected("`" + text + "`");
            }
            in.at++;
        }
        return value;
    }
}
