package dev.sallyport.soc.narrative;

import dev.sallyport.text.visible.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stranger's words made plain: no control or hidden character, no markup, no address anybody could click, no more than
 * {@value #MOST} characters in {@value #MOST_LINES} lines. Linear in the text.
 */
public final class PlainText {
    /** Most characters of a narrative. */
    public static final int MOST = 4_000;

    /** Most lines. */
    public static final int MOST_LINES = 80;

    private static final int LONGEST_TAG = 200;
    private static final String LEFT_OUT = "(address left out)";
    private static final String MARKUP = "*`#|~[]";
    private static final List<String> SCHEMES = List.of("://", "mailto:", "javascript:", "data:", "www.");

    private PlainText() {}

    /** The words; empty if nothing is left of them. */
    public static Optional<String> of(String raw) {
        List<String> lines = new ArrayList<>();
        for (String line : withoutTags(raw).split("\\R", MOST_LINES * 4)) {
            String plain = line(line);
            boolean second =
                    plain.isEmpty() && (lines.isEmpty() || lines.getLast().isEmpty());
            if (!second && lines.size() < MOST_LINES) {
                lines.add(plain);
            }
        }
        String text = cut(String.join("\n", lines).strip());
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The first {@value #MOST} characters, whole ones. */
    static String cut(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
        return text.substring(0, end);
    }

    /** Without what stands between angle brackets, and without angle brackets. */
    private static String withoutTags(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == '<') {
                int end = raw.indexOf('>', at, Math.min(raw.length(), at + LONGEST_TAG));
                at = Math.max(end, at);
            } else if (c != '>') {
                out.append(c);
            }
            at++;
        }
        return out.toString();
    }

    private static String line(String raw) {
        StringBuilder out = new StringBuilder();
        for (String word : withoutTargets(raw).split("\\s+", -1)) {
            if (!word.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(word(Visible.line(word)));
            }
        }
        return out.toString();
    }

    /** {@code [words](target)} keeps its words. */
    private static String withoutTargets(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            if (raw.startsWith("](", at)) {
                int end = raw.indexOf(')', at);
                at = end < 0 ? raw.length() : end + 1;
                out.append(' ');
            } else {
                out.append(raw.charAt(at++));
            }
        }
        return out.toString();
    }

    private static String word(String word) {
        String lower = word.toLowerCase(java.util.Locale.ROOT);
        if (SCHEMES.stream().anyMatch(lower::contains)) {
            return LEFT_OUT;
        }
        StringBuilder out = new StringBuilder(word.length());
        word.chars().filter(c -> MARKUP.indexOf(c) < 0).forEach(c -> out.append((char) c));
        return unclickable(out.toString());
    }

    /** What reads as a host's name can't be followed: {@code evil[.]example}. */
    private static String unclickable(String word) {
        StringBuilder out = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            boolean between = word.charAt(i) == '.'
                    && i > 0
                    && i + 1 < word.length()
                    && Character.isLetterOrDigit(word.charAt(i - 1))
                    && Character.isLetter(word.charAt(i + 1));
            out.append(between ? "[.]" : String.valueOf(word.charAt(i)));
        }
        return out.toString();
    }
}
