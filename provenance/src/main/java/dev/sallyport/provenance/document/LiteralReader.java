package dev.sallyport.provenance.document;

import java.util.ArrayList;
import java.util.List;

/** JSON and the literals Python prints: braces, brackets, parentheses, either quote, bare words for constants and numbers. */
final class LiteralReader {
    private final String in;
    private final List<Leaf> out = new ArrayList<>();
    private int at;

    LiteralReader(String in) {
        this.in = in;
    }

    List<Leaf> read() {
        value(Place.ROOT);
        space();
        if (at < in.length()) {
            throw new Unreadable();
        }
        return out.isEmpty() ? List.of(Leaf.whole("")) : List.copyOf(out);
    }

    /** The leaves of one flow value inside a block document. */
    static List<Leaf> flow(String text, Place place) {
        LiteralReader reader = new LiteralReader(text);
        reader.value(place);
        reader.space();
        if (reader.at < text.length()) {
            throw new Unreadable();
        }
        return reader.out;
    }

    private void value(Place place) {
        space();
        if (place.depth() > Documents.MAX_DEPTH || out.size() > Documents.MAX_LEAVES) {
            throw new Unreadable();
        }
        switch (peek()) {
            case '{' -> object(place);
            case '[' -> items(place, ']');
            case '(' -> items(place, ')');
            case '"', '\'' -> out.add(place.leaf(quoted()));
            default -> out.add(place.leaf(bare()));
        }
    }

    private void object(Place place) {
        at++;
        space();
        while (peek() != '}') {
            String name = peek() == '"' || peek() == '\'' ? quoted() : bare();
            space();
            expect(':');
            value(place.member(name));
            space();
            separator('}');
        }
        at++;
    }

    private void items(Place place, char end) {
        at++;
        space();
        for (int i = 0; peek() != end; i++) {
            value(place.item(i));
            space();
            separator(end);
        }
        at++;
    }

    private void separator(char end) {
        if (peek() == ',') {
            at++;
            space();
        } else if (peek() != end) {
            throw new Unreadable();
        }
    }

    private String quoted() {
        char quote = in.charAt(at++);
        StringBuilder text = new StringBuilder();
        while (peek() != quote) {
            char c = in.charAt(at++);
            if (c == '\\') {
                escape(text);
            } else {
                text.append(c);
            }
        }
        at++;
        return text.toString();
    }

    private void escape(StringBuilder text) {
        char c = peek();
        at++;
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'u' -> text.append(hex(4));
            case 'x' -> text.append(hex(2));
            default -> text.append(c);
        }
    }

    private char hex(int digits) {
        if (at + digits > in.length()) {
            throw new Unreadable();
        }
        try {
            int code = Integer.parseInt(in, at, at + digits, 16);
            at += digits;
            return (char) code;
        } catch (NumberFormatException notHex) {
            throw new Unreadable();
        }
    }

    /** A constant, a number, or a constructor's call as {@code datetime.date(2024, 5, 1)}. */
    private String bare() {
        int from = at;
        while (at < in.length() && isBare(in.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw new Unreadable();
        }
        if (at < in.length() && in.charAt(at) == '(') {
            int close = in.indexOf(')', at);
            if (close < 0 || close - at > 64) {
                throw new Unreadable();
            }
            at = close + 1;
        }
        return in.substring(from, at);
    }

    private static boolean isBare(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '+' || c == '_';
    }

    private char peek() {
        if (at >= in.length()) {
            throw new Unreadable();
        }
        return in.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new Unreadable();
        }
        at++;
    }

    private void space() {
        while (at < in.length() && Character.isWhitespace(in.charAt(at))) {
            at++;
        }
    }
}
