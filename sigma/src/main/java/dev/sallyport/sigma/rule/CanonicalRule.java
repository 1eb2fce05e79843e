package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.event.Numerals;
import dev.sallyport.sigma.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A document's digest: SHA-256 over {@code sallyport/rule/1}, a line feed, and the document as JSON without blanks, its keys in the order
 * of their UTF-16 units, its numbers by their shortest plain decimal.
 */
final class CanonicalRule {
    private static final String DOMAIN = "sallyport/rule/1\n";

    private CanonicalRule() {}

    static String digest(Node document) {
        StringBuilder text = new StringBuilder(DOMAIN);
        write(document, text);
        return sha256(text.toString());
    }

    /** The digest of a detection under filters. */
    static String digest(String rule, List<String> filters) {
        return sha256("sallyport/rule/filtered/1\n" + rule + "\n" + String.join("\n", filters));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    private static void write(Node node, StringBuilder out) {
        switch (node) {
            case Node.Mapping mapping -> {
                List<Node.Entry> sorted = mapping.entries().stream()
                        .sorted(Comparator.comparing(Node.Entry::name))
                        .toList();
                char before = '{';
                for (Node.Entry entry : sorted) {
                    quote(entry.name(), out.append(before));
                    write(entry.value(), out.append(':'));
                    before = ',';
                }
                out.append(sorted.isEmpty() ? "{}" : "}");
            }
            case Node.Sequence sequence -> {
                char before = '[';
                for (Node item : sequence.items()) {
                    write(item, out.append(before));
                    before = ',';
                }
                out.append(sequence.items().isEmpty() ? "[]" : "]");
            }
            case Node.Scalar scalar -> {
                switch (scalar.kind()) {
                    case TEXT -> quote(scalar.source(), out);
                    case NUMBER -> out.append(Numerals.canonical(scalar.number().orElseThrow()));
                    case BOOLEAN -> out.append(scalar.truth().orElseThrow());
                    case NULL -> out.append("null");
                }
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
