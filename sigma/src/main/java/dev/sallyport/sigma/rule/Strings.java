package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Sigma's strings: {@code *} and {@code ?} are wildcards, a backslash takes their meaning from them and from a backslash, and is itself
 * before anything else and at the end (Sigma specification, section String Wildcard).
 */
final class Strings {

    private Strings() {}

    static List<Part> parse(String source) {
        Builder parts = new Builder();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            boolean last = i + 1 == source.length();
            if (c == '\\' && !last && "*?\\".indexOf(source.charAt(i + 1)) >= 0) {
                parts.add(source.charAt(++i));
            } else if (c == '*') {
                parts.add(Part.Wildcard.MANY);
            } else if (c == '?') {
                parts.add(Part.Wildcard.ONE);
            } else {
                parts.add(c);
            }
        }
        return parts.build();
    }

    /** The same with every {@code %name%} made a placeholder. */
    static List<Part> placeholders(List<Part> parts) {
        Builder made = new Builder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                placeholders(literal.text(), made);
            } else {
                made.add(part);
            }
        }
        return made.build();
    }

    private static void placeholders(String text, Builder into) {
        int at = 0;
        while (at < text.length()) {
            int end = text.charAt(at) == '%' ? name(text, at + 1) : -1;
            if (end > at + 1 && end < text.length() && text.charAt(end) == '%') {
                into.add(new Part.Placeholder(text.substring(at + 1, end)));
                at = end + 1;
            } else {
                into.add(text.charAt(at++));
            }
        }
    }

    /** Behind the word that begins there. */
    private static int name(String text, int from) {
        int at = from;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** The text if there is nothing but text. */
    static boolean isLiteral(List<Part> parts) {
        return parts.isEmpty() || (parts.size() == 1 && parts.getFirst() instanceof Part.Literal);
    }

    static String literal(List<Part> parts) {
        return parts.isEmpty() ? "" : ((Part.Literal) parts.getFirst()).text();
    }

    /** Collects parts; neighbouring characters become one literal. */
    static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        void add(char c) {
            text.append(c);
        }

        void add(Part part) {
            if (part instanceof Part.Literal literal) {
                text.append(literal.text());
            } else {
                flush();
                parts.add(part);
            }
        }

        List<Part> build() {
            flush();
            return List.copyOf(parts);
        }

        private void flush() {
            if (!text.isEmpty()) {
                parts.add(new Part.Literal(text.toString()));
                text.setLength(0);
            }
        }
    }
}
