package dev.sallyport.provenance.document;

import java.util.List;

/**
 * Reads what a tool answered as leaves with paths: JSON, literals as Python prints them, block lists and mappings as YAML
 * writers emit them, tables with a line of names. Everything else, and everything that is only nearly one of these, is one leaf of free text: structure
 * is believed only where the whole text has it, because a field that is not quoted could be forged by whoever wrote its
 * neighbour.
 *
 * <p>Time is linear in the length; nesting beyond {@value #MAX_DEPTH} and more than {@value #MAX_LEAVES} leaves make a text
 * free text.
 */
public final class Documents {
    /** Deepest nesting read as structure. */
    public static final int MAX_DEPTH = 32;

    /** Most leaves read as structure. */
    public static final int MAX_LEAVES = 200_000;

    private Documents() {}

    /** The leaves of that text, in its order; at least one. */
    public static List<Leaf> read(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return List.of(Leaf.whole(text));
        }
        char first = trimmed.charAt(0);
        try {
            if (first == '{' || first == '[' || first == '(') {
                return literal(trimmed, text);
            }
            return first == '|' ? table(text) : new BlockReader(text).read();
        } catch (Unreadable other) {
            return table(text);
        }
    }

    private static List<Leaf> literal(String trimmed, String text) {
        try {
            return new LiteralReader(trimmed).read();
        } catch (Unreadable free) {
            return List.of(Leaf.whole(text));
        }
    }

    private static List<Leaf> table(String text) {
        try {
            return new TableReader(text).read();
        } catch (Unreadable free) {
            return List.of(Leaf.whole(text));
        }
    }
}
