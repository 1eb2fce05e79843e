package dev.sallyport.text.decode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The texts that may stand behind a value, through several encodings one over the other. Immutable. */
public final class Decodings {
    /** Encodings one over the other that are undone at most. */
    public static final int MOST_LAYERS = 4;

    /** So many texts are answered at most. */
    public static final int MOST_TEXTS = 12;

    private static final int SHORTEST = 8;
    private static final int LONG_WORD = 16;
    private static final String AROUND = "\"'`()[]{}<>,:!?.*|";

    private Decodings() {}

    /**
     * Every text that decoding the whole value leads to, nearest first, without the value itself. Empty for most values. Takes
     * time linear in the value: no decoder lengthens a text by more than a constant, and layers and texts are bounded.
     */
    public static List<String> of(CharSequence value) {
        if (!mayBeEncoded(value)) {
            return List.of();
        }
        String itself = value.toString();
        Set<String> seen = new LinkedHashSet<>();
        List<String> layer = List.of(itself);
        for (int depth = 0; depth < MOST_LAYERS && !layer.isEmpty(); depth++) {
            List<String> next = new ArrayList<>();
            for (String text : layer) {
                for (Decoder decoder : Decoder.values()) {
                    Optional<String> decoded = decoder.decode(text);
                    boolean isNew = decoded.isPresent()
                            && seen.size() < MOST_TEXTS
                            && !decoded.get().equals(itself)
                            && seen.add(decoded.get());
                    if (isNew) {
                        next.add(decoded.get());
                    }
                }
            }
            layer = next;
        }
        return List.copyOf(seen);
    }

    /**
     * What stands behind the encoded words of a text, joined by spaces; empty if no word is encoded. Words without escapes are
     * tried from 16 characters.
     */
    public static String within(CharSequence text) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int begin = at;
            boolean escapes = false;
            while (at < text.length() && text.charAt(at) > ' ') {
                char c = text.charAt(at++);
                escapes |= c == '%' || c == '&' || c == '\\' || c == '+';
            }
            if (escapes || at - begin >= LONG_WORD) {
                for (String decoded : of(unwrapped(text, begin, at))) {
                    all.append(all.isEmpty() ? "" : " ").append(decoded);
                }
            }
            at++;
        }
        return all.toString();
    }

    /** The word without quotes, brackets and sentence marks around it. */
    private static CharSequence unwrapped(CharSequence text, int begin, int end) {
        int from = begin;
        int to = end;
        while (from < to && AROUND.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && AROUND.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.subSequence(from, to);
    }

    /** Whether any decoder could find something: a cheap look that spares ordinary values the rest. */
    private static boolean mayBeEncoded(CharSequence value) {
        boolean base64 = true;
        boolean hex = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%' || c == '&' || c == '\\' || (c == '+' && i > 0 && (value.charAt(i - 1) | 0x20) == 'u')) {
                return true;
            }
            int low = c | 0x20;
            boolean digit = c >= '0' && c <= '9';
            boolean line = c == '\n' || c == '\r';
            boolean mark = c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
            base64 &= digit || (low >= 'a' && low <= 'z') || line || mark;
            hex &= digit || (low >= 'a' && low <= 'f') || line || c == ' ' || c == ':' || c == '-' || low == 'x';
        }
        return value.length() >= SHORTEST && (base64 || hex);
    }
}
