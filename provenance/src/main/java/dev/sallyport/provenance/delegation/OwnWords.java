package dev.sallyport.provenance.delegation;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What of a prompt the user says, apart from what the user only shows: a quoted text, a fenced block, a forwarded letter. What is
 * shown asks for nothing, though the values in it are still the user's to point at. Linear in the text.
 */
final class OwnWords {
    /** Stands where something quoted stood: a thing, and no deed. */
    static final String QUOTED = "\uE000";

    private static final Pattern FORWARDED = Pattern.compile(
            "-{2,}\\s*(?:original|forwarded) message.*|begin forwarded message.*|on .{1,100} wrote:", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("(?:from|sent|date|to|cc|subject):\\s.*", Pattern.DOTALL);

    private static final String OPENING = "\"“„«`'‘";
    private static final String CLOSING = "\"”“»`'’";

    private OwnWords() {}

    /** The user's own words: pasted blocks are left out, a quotation is one mark. */
    static String of(String prompt) {
        return unquoted(unpasted(bare(prompt)));
    }

    /** Without the quotes around the whole. */
    static String bare(String prompt) {
        String text = prompt.strip();
        boolean around = text.length() > 2 && text.charAt(0) == '"' && text.indexOf('"', 1) == text.length() - 1;
        return around ? text.substring(1, text.length() - 1) : text;
    }

    /** Without pasted blocks; quotations stay. */
    static String unpasted(String text) {
        return lines(text, false);
    }

    /** The pasted blocks alone. */
    static String pasted(String text) {
        return lines(text, true);
    }

    private static String lines(String text, boolean pasted) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean fenced = false;
        boolean forwarded = false;
        int headers = 0;
        for (String line : text.split("\n", -1)) {
            String start = line.strip();
            String low = start.length() > 200 ? start.substring(0, 200) : start;
            low = low.toLowerCase(Locale.ROOT);
            headers = HEADER.matcher(low).matches() ? headers + 1 : start.isEmpty() ? headers : 0;
            forwarded |= FORWARDED.matcher(low).matches() || headers >= 2;
            boolean fence = !forwarded && start.startsWith("```");
            fenced ^= fence;
            boolean shown = forwarded || fenced || start.startsWith(">");
            if (!fence && shown == pasted) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    /** With a mark where something quoted stood. */
    static String unquoted(String text) {
        StringBuilder own = new StringBuilder(text.length());
        boolean[] none = new boolean[OPENING.length()];
        for (int at = 0; at < text.length(); at++) {
            int kind = opens(text, at);
            int end = kind < 0 || none[kind] ? -1 : closes(text, at + 1, kind);
            if (end < 0) {
                if (kind >= 0) {
                    none[kind] = true;
                }
                own.append(text.charAt(at));
            } else {
                own.append(' ').append(QUOTED).append(' ');
                at = end;
            }
        }
        return own.toString();
    }

    private static int opens(String text, int at) {
        int kind = OPENING.indexOf(text.charAt(at));
        boolean free = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        boolean before = at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
        return kind >= 0 && free && before ? kind : -1;
    }

    /** The closing mark, -1 if there is none from here on. An apostrophe within a word closes nothing. */
    private static int closes(String text, int from, int kind) {
        char mark = CLOSING.charAt(kind);
        for (int at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
            if (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1))) {
                return at;
            }
        }
        return -1;
    }
}
