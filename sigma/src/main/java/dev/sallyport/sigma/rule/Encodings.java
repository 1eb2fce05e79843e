package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The ways in which one value may be written in an event. */
final class Encodings {
    private static final String DASHES = "-/\u2013\u2014\u2015";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xFF, (byte) 0xFE};
    private static final int GROUP = 3;

    private Encodings() {}

    static byte[] utf16(Modifier modifier, String text) {
        if (modifier == Modifier.UTF16BE) {
            return text.getBytes(StandardCharsets.UTF_16BE);
        }
        byte[] little = text.getBytes(StandardCharsets.UTF_16LE);
        return modifier == Modifier.UTF16 ? joined(BYTE_ORDER_MARK, little) : little;
    }

    /**
     * The bytes in base64, or the characters that depend on nothing but them at each of the three places where they may begin inside
     * something longer that is encoded as a whole.
     */
    static List<String> base64(byte[] bytes, boolean atAnyOffset) {
        if (!atAnyOffset) {
            return List.of(Base64.getEncoder().encodeToString(bytes));
        }
        List<String> spellings = new ArrayList<>();
        for (int offset = 0; offset < GROUP; offset++) {
            String whole = Base64.getEncoder().encodeToString(joined(new byte[offset], bytes));
            // Six bits a character: those that hold bits of what stands before are left out, and so are those behind.
            int first = (offset * 8 + 5) / 6;
            int end = (offset + bytes.length) * 8 / 6;
            spellings.add(first < end ? whole.substring(first, end) : "");
        }
        return spellings;
    }

    /** With each dash or slash that begins an option written in each of the five ways that Windows takes. */
    static List<List<Part>> dashes(List<Part> parts) {
        List<List<Part>> made = List.of(List.of());
        for (Part part : parts) {
            if (!(part instanceof Part.Literal literal)) {
                made = product(made, List.of(List.of(part)));
                continue;
            }
            String text = literal.text();
            int from = 0;
            for (int i = 0; i < text.length(); i++) {
                if (beginsOption(text, i)) {
                    made = product(made, List.of(of(text.substring(from, i))));
                    List<List<Part>> dashes = new ArrayList<>();
                    DASHES.chars().forEach(dash -> dashes.add(of(Character.toString(dash))));
                    made = product(made, dashes);
                    from = i + 1;
                }
            }
            made = product(made, List.of(of(text.substring(from))));
        }
        return made;
    }

    private static List<Part> of(String text) {
        return text.isEmpty() ? List.of() : List.of(new Part.Literal(text));
    }

    private static boolean beginsOption(String text, int at) {
        char c = text.charAt(at);
        return (c == '-' || c == '/')
                && (at == 0 || !Strings.isWord(text.charAt(at - 1)))
                && at + 1 < text.length()
                && Strings.isWord(text.charAt(at + 1));
    }

    /** With each known placeholder replaced by each of its values. */
    static List<List<Part>> filled(List<Part> parts, Placeholders placeholders) {
        List<List<Part>> made = List.of(List.of());
        for (Part part : parts) {
            List<List<Part>> ways = List.of(List.of(part));
            if (part instanceof Part.Placeholder one) {
                ways = placeholders
                        .of(one.name())
                        .map(values -> values.stream().map(Strings::parse).toList())
                        .orElse(ways);
            }
            made = product(made, ways);
        }
        return made;
    }

    private static List<List<Part>> product(List<List<Part>> before, List<List<Part>> after) {
        List<List<Part>> all = new ArrayList<>();
        for (List<Part> one : before) {
            for (List<Part> other : after) {
                // One more than allowed is enough for the caller to refuse.
                if (all.size() <= Values.MAX_SPELLINGS) {
                    Strings.Builder joined = new Strings.Builder();
                    one.forEach(joined::add);
                    other.forEach(joined::add);
                    all.add(joined.build());
                }
            }
        }
        return all;
    }

    private static byte[] joined(byte[] before, byte[] after) {
        byte[] all = java.util.Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }
}
