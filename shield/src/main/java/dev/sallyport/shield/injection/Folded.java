package dev.sallyport.shield.injection;

import dev.sallyport.text.normal.Fold;
import java.util.Arrays;

/**
 * A text as a model reads it: look-alikes, case and unseen characters folded, line ends kept, and where each sentence ends. Linear. Positions lead
 * back to the text.
 */
final class Folded {
    private static final char[] ASCII = new char[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = c == '\n' ? '\n' : c < ' ' || c == 127 ? ' ' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
    }

    private final StringBuilder out;
    private final int[] shifts;
    private final int[] shiftAt;
    private final int shifted;
    private final int[] ends;
    private final int sentences;

    private Folded(String text) {
        this.out = new StringBuilder(text.length() + 16);
        int[] at = new int[16];
        int[] by = new int[16];
        int[] stops = new int[64];
        int count = 0;
        int stopped = 0;
        int length = text.length();
        for (int i = 0; i < length; ) {
            char c = text.charAt(i);
            if (c < 128) {
                boolean stop = c == '\n'
                        || ((c == '.' || c == '!' || c == '?' || c == ';')
                                && (i + 1 == length || text.charAt(i + 1) <= ' '));
                if (stop) {
                    stops = stopped == stops.length ? Arrays.copyOf(stops, stopped * 2) : stops;
                    stops[stopped++] = out.length();
                }
                out.append(ASCII[c]);
                i++;
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point);
                if (point == '。' || point == '！' || point == '？') {
                    stops = stopped == stops.length ? Arrays.copyOf(stops, stopped * 2) : stops;
                    stops[stopped++] = out.length();
                }
                out.append(Fold.of(point));
                if (i - out.length() != (count == 0 ? 0 : by[count - 1])) {
                    if (count == at.length) {
                        at = Arrays.copyOf(at, count * 2);
                        by = Arrays.copyOf(by, count * 2);
                    }
                    at[count] = out.length();
                    by[count++] = i - out.length();
                }
            }
        }
        this.shiftAt = at;
        this.shifts = by;
        this.shifted = count;
        this.ends = stops;
        this.sentences = stopped;
    }

    static Folded of(String text) {
        return new Folded(text);
    }

    /** The folded text. */
    CharSequence text() {
        return out;
    }

    /** How many sentences end. */
    int sentences() {
        return sentences;
    }

    /** Where the sentence of that number ends. */
    int end(int sentence) {
        return ends[sentence];
    }

    /** The place in the original text. */
    int original(int position) {
        int at = Arrays.binarySearch(shiftAt, 0, shifted, position);
        int known = at >= 0 ? at : -at - 2;
        return position + (known < 0 ? 0 : shifts[known]);
    }
}
