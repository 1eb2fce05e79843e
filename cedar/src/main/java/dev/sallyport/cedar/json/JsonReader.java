package dev.sallyport.cedar.json;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recursive descent over one text, its depth bounded by {@link #MAX_DEPTH}. */
final class JsonReader {

    /** Nested arrays and objects a document may have. */
    static final int MAX_DEPTH = 256;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Json document() {
        Json value = value();
        skipSpace();
        if (at < text.length()) {
            throw fail("unexpected text after the value");
        }
        return value;
    }

    private Json value() {
        skipSpace();
        char c = peek();
        return switch (c) {
            case '{' -> nested(true);
            case '[' -> nested(false);
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json nested(boolean object) {
        if (++depth > MAX_DEPTH) {
            throw fail("nested deeper than " + MAX_DEPTH);
        }
        at++;
        Json result = object ? object() : array();
        depth--;
        return result;
    }

    private Json object() {
        Map<String, Json> members = new LinkedHashMap<>();
        if (!take('}')) {
            do {
                skipSpace();
                int start = at;
                String name = string();
                expect(':');
                if (members.containsKey(name)) {
                    at = start;
                    throw fail("duplicate member `" + name + "`");
                }
                members.put(name, value());
            } while (take(','));
            expect('}');
        }
        return new Json.Obj(Collections.unmodifiableMap(members));
    }

    private Json array() {
        List<Json> items = new ArrayList<>();
        if (!take(']')) {
            do {
                items.add(value());
            } while (take(','));
            expect(']');
        }
        return new Json.Arr(Collections.unmodifiableList(items));
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw fail("expected a value");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        int digits = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == digits) {
            throw fail("expected a value");
        }
        if (text.charAt(digits) == '0' && at - digits > 1) {
            throw fail("a number may not start with 0");
        }
        if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            throw fail("only integers are numbers here; write a decimal as a string");
        }
        try {
            return new Json.Num(Long.parseLong(text, start, at, 10));
        } catch (NumberFormatException e) {
            throw fail("the integer does not fit into 64 bits");
        }
    }

    private String string() {
        if (peek() != '"') {
            throw fail("expected a string");
        }
        int start = ++at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return checked(text.substring(start, at++), start);
            }
            if (c == '\\') {
                return escaped(start);
            }
            if (c < 0x20) {
                throw fail("a control character must be escaped");
            }
            at++;
        }
        throw fail("the string does not end");
    }

    private String escaped(int start) {
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return checked(out.toString(), start);
            }
            if (c < 0x20) {
                throw fail("a control character must be escaped");
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw fail("the string does not end");
    }

    private char escape() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw fail("unknown escape");
        };
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || text.charAt(at) > 'f') {
                throw fail("\\u needs four hexadecimal digits");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private String checked(String s, int start) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < s.length() && Character.isLowSurrogate(s.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                at = start;
                throw fail("the string holds a lone surrogate");
            }
        }
        return s;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw fail("expected `" + c + "`");
        }
    }

    private boolean take(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private CedarDataError fail(String reason) {
        Position where = Position.of("json", text, at);
        return new CedarDataError(
                "json.syntax",
                "line " + where.line() + ", column " + where.column() + " (byte " + where.byteOffset() + "): "
                        + reason);
    }
}
