package dev.sallyport.shield.injection;

import dev.sallyport.text.normal.Fold;
import java.util.Arrays;

/**
 * A text as a model reads it: look-alikes, case and unseen characters folded, line ends kept, and where each sentence ends. Linear. Positions lead
 * back to the text.
 */
final class Folded {
    private static final int SMALL = 127;
    private static final int MAY_END = 128;
    private static final char FIRST_UNSEEN = 0x200B;

    /** What an ASCII character becomes, with a bit if a sentence may end with it. */
    private static final char[] ASCII = new char[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = c == '\n' ? '\n' : c < ' ' || c == 127 ? ' ' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        for (char c : "\n.!?;".toCharArray()) {
            ASCII[c] = (char) (ASCII[c] | MAY_END);
        }
    }

    private final String text;
    private char[] out;
    private int length;
    private int[] shifts = {};
    private int[] shiftAt = {};
    private int shifted;
    private int[] ends = new int[16];
    private int sentences;
    private boolean calls;
    private boolean unseen;

    private Folded(String text) {
        this.text = text;
        this.out = new char[text.length()];
        text.getChars(0, out.length, out, 0);
        int i = first();
        while (i < text.length()) {
            i = foreign(i);
            i = ascii(i);
        }
    }

    static Folded of(String text) {
        return new Folded(text);
    }

    /** Takes what is ASCII at the beginning, most often all, in its place. */
    private int first() {
        char[] into = out;
        int i = 0;
        for (; i < into.length; i++) {
            char c = into[i];
            if (c >= ASCII.length) {
                break;
            }
            int info = ASCII[c];
            into[i] = (char) (info & SMALL);
            if (info > SMALL) {
                mayEnd(c, i, i);
            }
        }
        length = i;
        return i;
    }

    /** Takes what is ASCII from there; where it ends. */
    private int ascii(int from) {
        room(text.length() - from);
        char[] into = out;
        int n = length - from;
        int i = from;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ASCII.length) {
                break;
            }
            int info = ASCII[c];
            into[n + i] = (char) (info & SMALL);
            if (info > SMALL) {
                mayEnd(c, i, n + i);
            }
        }
        length = n + i;
        return i;
    }

    /** Takes what is not ASCII from there; where it ends. */
    private int foreign(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= ASCII.length) {
            char c = text.charAt(i);
            if (c == '。' || c == '！' || c == '？') {
                ends(length);
            }
            char alone = Fold.alone(c);
            calls |= alone == '!' || alone == Fold.SEVERAL;
            unseen |= c >= FIRST_UNSEEN;
            if (alone != Fold.SEVERAL) {
                out[length++] = alone;
                i++;
            } else {
                i = several(i);
            }
        }
        return i;
    }

    private int several(int at) {
        int point = text.codePointAt(at);
        String folded = Fold.of(point);
        int behind = at + Character.charCount(point);
        room(folded.length() + text.length() - behind);
        folded.getChars(0, folded.length(), out, length);
        length += folded.length();
        if (behind - length != (shifted == 0 ? 0 : shifts[shifted - 1])) {
            if (shifted == shifts.length) {
                shiftAt = Arrays.copyOf(shiftAt, Math.max(16, shifted * 2));
                shifts = Arrays.copyOf(shifts, shiftAt.length);
            }
            shiftAt[shifted] = length;
            shifts[shifted++] = behind - length;
        }
        return behind;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(length + more, out.length + (out.length >> 1)));
        }
    }

    private void mayEnd(char c, int at, int place) {
        calls |= c == '!';
        if (c == '\n' || at + 1 == text.length() || text.charAt(at + 1) <= ' ') {
            ends(place);
        }
    }

    private void ends(int at) {
        if (sentences == ends.length) {
            ends = Arrays.copyOf(ends, sentences * 2);
        }
        ends[sentences++] = at;
    }

    /** The folded text; only the first {@link #length} characters count. */
    char[] letters() {
        return out;
    }

    int length() {
        return length;
    }

    /** Whether there may be an exclamation mark; otherwise there is none. */
    boolean mayCall() {
        return calls;
    }

    /** Whether the text has a character from U+200B on, where those begin that nobody sees. */
    boolean mayHide() {
        return unseen;
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
