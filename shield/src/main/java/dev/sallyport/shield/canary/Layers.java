package dev.sallyport.shield.canary;

import dev.sallyport.text.decode.Decoder;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts that may stand behind a text, one step deep: escapes undone, runs of digits of base 64 and 16 read and unpacked, and for texts
 * with something encoded in them the text reversed, rotated by 13, or put together again. Each step is linear.
 */
final class Layers {
    /** Steps that are not taken twice on one way. */
    static final int REVERSE = 1;

    static final int ROTATE = 2;
    static final int JOIN = 4;

    /** Longer texts are not turned around, only read. */
    private static final int LONGEST_TURNED = 1 << 13;

    private static final int WINDOW = 160;
    private static final int LONGEST_FIRST = 8;

    /**
     * A text behind another.
     *
     * @param taken the steps that must not follow
     * @param joined whether its words were put together again, so that what stands side by side in it did not
     */
    record Layer(String text, int taken, boolean joined) {
        Layer(String text, int taken) {
            this(text, taken, false);
        }
    }

    private Layers() {}

    static List<Layer> of(Look look, int taken, boolean joined) {
        List<Layer> layers = new ArrayList<>(2);
        if (look.hasEscapes()) {
            layers.add(new Layer(unescaped(look), taken));
        }
        if (look.runs() > 0) {
            StringBuilder read = new StringBuilder();
            for (int run = 0; run < look.runs(); run++) {
                read(look, run, read);
            }
            add(layers, read, taken);
        }
        if (look.hasPairs()) {
            add(layers, pairs(look.text()), taken);
            add(layers, numbers(look.text()), taken);
        }
        boolean small = look.text().length() <= LONGEST_TURNED;
        if (small && look.isTakenApart() && (taken & JOIN) == 0) {
            layers.add(new Layer(joined(look.text()).toString(), taken | JOIN, true));
        }
        if (small && look.isEncoded()) {
            if ((taken & REVERSE) == 0) {
                layers.add(new Layer(new StringBuilder(look.text()).reverse().toString(), taken | REVERSE, joined));
            }
            if ((taken & ROTATE) == 0) {
                layers.add(new Layer(Glyphs.rot13(look.text()), taken | ROTATE, joined));
            }
        }
        return layers;
    }

    private static void add(List<Layer> layers, StringBuilder text, int taken) {
        if (text.length() >= Traps.PIECE) {
            layers.add(new Layer(text.toString(), taken));
        }
    }

    /** Escapes undone, with what stands near them; a text full of them is taken whole. */
    private static String unescaped(Look look) {
        String text = look.text();
        if (text.length() <= WINDOW * 4 || look.escapes() * WINDOW > text.length()) {
            return undone(text);
        }
        StringBuilder near = new StringBuilder();
        int end = 0;
        for (int i = 0; i < look.escapes(); i++) {
            int from = Math.max(end, look.escape(i) - WINDOW);
            int to = Math.min(text.length(), look.escape(i) + WINDOW);
            if (from > end) {
                near.append('\n');
            }
            if (to > from) {
                near.append(text, from, to);
                end = to;
            }
        }
        return undone(near.toString());
    }

    private static String undone(String text) {
        String percent = Decoder.PERCENT.decode(text).orElse(text);
        String entity = Decoder.ENTITY.decode(percent).orElse(percent);
        return Decoder.ESCAPE.decode(entity).orElse(entity);
    }

    private static void read(Look look, int run, StringBuilder into) {
        int from = look.from(run);
        int to = look.to(run);
        int kinds = look.kinds(run);
        boolean hex = (kinds & Glyphs.NOT_HEX) == 0;
        boolean mixed = (kinds & Glyphs.UPPER) != 0 && (kinds & Glyphs.LOWER) != 0;
        if (hex || (kinds & Glyphs.DIGIT) != 0) {
            hex(look.text(), from, to, into);
        }
        for (int shift = 0; !mixed && (kinds & Glyphs.DIGIT) != 0 && shift < 8; shift++) {
            take(Bytes.base32(look.text(), from + shift, to), false, into);
        }
        for (int shift = 0; mixed && shift < 4; shift++) {
            boolean packed = (kinds & Glyphs.DIGIT) != 0 && mayBePacked(look.text(), from + shift, to);
            if (packed || Bytes.mayHoldText(look.text(), from + shift, to)) {
                take(Bytes.base64(look.text(), from + shift, to), packed, into);
            }
        }
    }

    /** The hexadecimal digits within a run, from either of the first two on. */
    private static void hex(String text, int from, int to, StringBuilder into) {
        int begin = from;
        for (int i = from; i <= to; i++) {
            if (i < to && isHex(text.charAt(i))) {
                continue;
            }
            for (int shift = 0; i - begin >= Look.SHORTEST_RUN && shift < 2; shift++) {
                take(Bytes.hex(text, begin + shift, i), shift == 0, into);
            }
            begin = i + 1;
        }
    }

    /** Whether the first digits are those of gzip or zlib, or the run is a whole one of its own. */
    private static boolean mayBePacked(String text, int from, int to) {
        if (to - from < Look.SHORTEST_RUN) {
            return false;
        }
        boolean alone = from == 0 || ("/-_+".indexOf(text.charAt(from - 1)) < 0 && isBoundary(text.charAt(from - 1)));
        return alone || text.startsWith("H4sI", from) || text.startsWith("eJ", from) || text.startsWith("eN", from);
    }

    private static boolean isBoundary(char before) {
        return !Character.isLetterOrDigit(before);
    }

    private static void take(byte[] bytes, boolean unpack, StringBuilder into) {
        String unpacked = unpack ? Bytes.unpacked(bytes) : "";
        if (!unpacked.isEmpty()) {
            into.append(unpacked).append('\n');
        }
        if (unpack || Bytes.holdsText(bytes) || Bytes.isText(bytes)) {
            into.append(Bytes.text(bytes)).append('\n');
        }
    }

    /** What stands behind hexadecimal digits two by two, each alone or after {@code 0x}. */
    private static StringBuilder pairs(String text) {
        StringBuilder digits = new StringBuilder();
        StringBuilder read = new StringBuilder();
        for (int i = 0; i <= text.length(); ) {
            int from = i;
            while (i < text.length() && isWord(text.charAt(i))) {
                i++;
            }
            int size = i - from;
            // What stands before the first pair may touch it.
            boolean begins = digits.isEmpty() && size > 2 && size <= LONGEST_FIRST;
            if (begins || (size == 4 && (text.charAt(from + 1) | 0x20) == 'x')) {
                from = i - 2;
                size = 2;
            }
            boolean pair = size == 2 && isHex(text.charAt(from)) && isHex(text.charAt(from + 1));
            if (pair) {
                digits.append(text, from, from + 2);
            }
            if ((!pair && size > 0) || i >= text.length()) {
                if (digits.length() >= Look.SHORTEST_RUN) {
                    take(Bytes.hex(digits, 0, digits.length()), true, read);
                }
                digits.setLength(0);
            }
            i++;
        }
        return read;
    }

    /** The characters whose decimal numbers stand there one after the other. */
    private static StringBuilder numbers(String text) {
        StringBuilder read = new StringBuilder();
        int number = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= '0' && c <= '9') {
                number = Math.min(number * 10 + c - '0', 1 << 10);
            } else {
                read.append(number >= ' ' && number < 127 ? String.valueOf((char) number) : "");
                number = 0;
            }
        }
        return read;
    }

    private static boolean isWord(char c) {
        return c < 128 && (Glyphs.of(c) & Glyphs.BASE64) != 0;
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    /** The text's digits of an encoding, without what may have been put between them. */
    private static StringBuilder joined(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean prefix = c == '0' && i + 1 < text.length() && (text.charAt(i + 1) | 0x20) == 'x';
            if (prefix) {
                i++;
            } else if (c < 128 && (Glyphs.of(c) & Glyphs.BASE64) != 0) {
                joined.append(c);
            } else if (c == '=' || c == '?' || c == '&') {
                joined.append(' ');
            }
        }
        return joined;
    }
}
