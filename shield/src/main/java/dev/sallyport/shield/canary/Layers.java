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

    /** That the last step was to rotate: to reverse now gives what to reverse and then to rotate gave. */
    private static final int ROTATED = 8;

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

    /**
     * What stood behind digits.
     *
     * @param texts what is text as a whole, or so short that it may be
     * @param turned the same of runs that were read turned, by the way
     * @param stretches what looks like text in other bytes
     */
    private record Read(StringBuilder texts, List<StringBuilder> turned, StringBuilder stretches) {
        static Read nothing() {
            return new Read(new StringBuilder(), new ArrayList<>(), new StringBuilder());
        }

        /** The texts of that way. */
        StringBuilder of(int way) {
            while (turned.size() < way) {
                turned.add(new StringBuilder());
            }
            return way == 0 ? texts : turned.get(way - 1);
        }
    }

    private Layers() {}

    static List<Layer> of(Look look, int steps, boolean joined) {
        List<Layer> layers = new ArrayList<>(2);
        int taken = steps & ~ROTATED;
        if (look.hasEscapes()) {
            layers.add(new Layer(unescaped(look), taken));
        }
        if (look.runs() > 0) {
            Read read = Read.nothing();
            for (int run = 0; run < look.runs(); run++) {
                read(look, run, ways(steps), read);
            }
            add(layers, read.texts, taken);
            for (int way = 1; way <= read.turned.size(); way++) {
                add(layers, read.of(way), taken | way);
            }
            // What lies in pictures and archives is read once more and not turned: nearly all of it is there by chance.
            add(layers, read.stretches, taken | REVERSE | ROTATE | JOIN);
        }
        if (look.hasPairs()) {
            Read pairs = pairs(look.text());
            add(layers, pairs.texts, taken);
            add(layers, pairs.stretches, taken | REVERSE | ROTATE | JOIN);
            add(layers, numbers(look.text()), taken);
        }
        if (look.hasBits()) {
            add(layers, bits(look.text()), taken);
        }
        boolean small = look.text().length() <= LONGEST_TURNED;
        if (small && look.isTakenApart() && (taken & JOIN) == 0) {
            layers.add(new Layer(joined(look.text()).toString(), taken | JOIN, true));
        }
        if (look.isEncoded()) {
            turned(layers, look, steps, joined);
        }
        return layers;
    }

    /** The text turned around, without the long runs, which were read in all ways where they stood. */
    private static void turned(List<Layer> layers, Look look, int steps, boolean joined) {
        StringBuilder text = withoutLongRuns(look);
        int taken = steps & ~ROTATED;
        if (text.length() > LONGEST_TURNED || text.length() < Traps.PIECE) {
            return;
        }
        if ((taken & ROTATE) == 0) {
            layers.add(new Layer(Glyphs.rot13(text), taken | ROTATE | ROTATED, joined));
        }
        if ((steps & (REVERSE | ROTATED)) == 0) {
            layers.add(new Layer(text.reverse().toString(), taken | REVERSE, joined));
        }
    }

    private static StringBuilder withoutLongRuns(Look look) {
        StringBuilder rest = new StringBuilder();
        int end = 0;
        for (int run = 0; run < look.runs(); run++) {
            if (isLong(look, run)) {
                rest.append(look.text(), end, look.from(run)).append(' ');
                end = look.to(run);
            }
        }
        return rest.append(look.text(), end, look.text().length());
    }

    private static boolean isLong(Look look, int run) {
        return look.to(run) - look.from(run) >= LongRun.LEAST && isMixed(look.kinds(run));
    }

    private static boolean isMixed(int kinds) {
        return (kinds & Glyphs.UPPER) != 0 && (kinds & Glyphs.LOWER) != 0;
    }

    /** The ways in which a run may be turned after those steps, a bit for each. */
    private static int ways(int steps) {
        boolean reverse = (steps & (REVERSE | ROTATED)) == 0;
        boolean rotate = (steps & ROTATE) == 0;
        int both = reverse && rotate ? 1 << (REVERSE | ROTATE) : 0;
        return 1 | (reverse ? 1 << REVERSE : 0) | (rotate ? 1 << ROTATE : 0) | both;
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
        return octal(Decoder.ESCAPE.decode(entity).orElse(entity));
    }

    /** Whether three octal digits of a byte of ASCII stand there, as a shell's {@code printf} takes them behind a backslash. */
    static boolean isOctal(String text, int from) {
        return from + 3 <= text.length()
                && (text.charAt(from) == '0' || text.charAt(from) == '1')
                && isOctal(text.charAt(from + 1))
                && isOctal(text.charAt(from + 2));
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static String octal(String text) {
        StringBuilder read = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && isOctal(text, i + 1)) {
                read.append((char) Integer.parseInt(text, i + 1, i + 4, 8));
                i += 3;
            } else {
                read.append(text.charAt(i));
            }
        }
        return read.toString();
    }

    private static void read(Look look, int run, int ways, Read into) {
        int from = look.from(run);
        int to = look.to(run);
        int kinds = look.kinds(run);
        boolean hex = (kinds & Glyphs.NOT_HEX) == 0;
        boolean mixed = isMixed(kinds);
        if (hex || (kinds & Glyphs.DIGIT) != 0) {
            hex(look.text(), from, to, into);
        }
        for (int shift = 0; !mixed && (kinds & Glyphs.DIGIT) != 0 && shift < 8; shift++) {
            take(Bytes.base32(look.text(), from + shift, to), false, into);
        }
        if (!mixed) {
            return;
        }
        Sextets sextets = new Sextets(look.text(), from, to);
        if (isLong(look, run)) {
            longRun(look, run, sextets, ways, into);
            return;
        }
        for (int shift = 0; shift < 4; shift++) {
            boolean alone = (kinds & Glyphs.DIGIT) != 0 && mayBePacked(look.text(), from + shift, to);
            boolean small = (to - from - shift) * 6 / 8 <= Bytes.SMALL;
            if (alone && (small || Bytes.mayBePacked(sextets.bytes(shift, Bytes.HEADER_OF_CODES)))) {
                take(sextets.bytes(shift, to - from), true, into);
            } else {
                sextets.read(shift, into.texts, into.stretches);
            }
        }
    }

    private static void longRun(Look look, int run, Sextets sextets, int ways, Read into) {
        LongRun all = sextets.inAllWays();
        for (int way = 0; way < LongRun.WAYS; way++) {
            if ((ways & (1 << way)) != 0) {
                all.wholes(way, into.of(way));
                boolean alone = mayBePacked(look.text(), look.from(run), look.to(run));
                if (alone && all.mayBePacked(way)) {
                    unpack(all.bytes(way, 0), into.of(way));
                }
            }
        }
        for (int shift = 1; shift < LongRun.WAYS; shift++) {
            if (mayBePacked(look.text(), look.from(run) + shift, look.to(run))) {
                unpack(sextets.bytes(shift, Integer.MAX_VALUE), into.texts);
            }
        }
        all.stretches(ways, into.stretches);
    }

    private static void unpack(byte[] bytes, StringBuilder into) {
        String unpacked = Bytes.unpacked(bytes);
        if (!unpacked.isEmpty()) {
            into.append(unpacked).append('\n');
        }
    }

    /** The hexadecimal digits within a run, from either of the first two on. */
    private static void hex(String text, int from, int to, Read into) {
        // No row that is long enough lies between two places so far apart without covering one of them.
        for (int i = from + Look.SHORTEST_RUN - 1; i < to; i += Look.SHORTEST_RUN) {
            if (!isHex(text.charAt(i))) {
                continue;
            }
            int begin = i;
            while (begin > from && isHex(text.charAt(begin - 1))) {
                begin--;
            }
            int end = i + 1;
            while (end < to && isHex(text.charAt(end))) {
                end++;
            }
            for (int shift = 0; end - begin >= Look.SHORTEST_RUN && shift < 2; shift++) {
                take(Bytes.hex(text, begin + shift, end), shift == 0, into);
            }
            i = end;
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

    private static void take(byte[] bytes, boolean unpack, Read into) {
        if (unpack) {
            unpack(bytes, into.texts);
        }
        if ((unpack && bytes.length <= Bytes.SMALL) || Bytes.isText(bytes)) {
            into.texts.append(Bytes.text(bytes)).append('\n');
        } else {
            Bytes.stretches(bytes, into.stretches);
        }
    }

    /** What stands behind hexadecimal digits two by two, each alone or after {@code 0x}. */
    private static Read pairs(String text) {
        StringBuilder digits = new StringBuilder();
        Read read = Read.nothing();
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

    /** The characters whose bits stand there, eight by eight. */
    private static StringBuilder bits(String text) {
        StringBuilder read = new StringBuilder();
        int held = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '0' || c == '1') {
                held = held << 1 | (c - '0');
            } else if (isWord(c)) {
                held = 1;
            }
            if (held > 0xFF) {
                int value = held & 0xFF;
                read.append(value >= ' ' && value < 127 ? String.valueOf((char) value) : "");
                held = 1;
            }
        }
        return read;
    }

    private static boolean isWord(char c) {
        return c < 128 && (Glyphs.of(c) & Glyphs.BASE64) != 0;
    }

    private static boolean isHex(char c) {
        return c < 128 && (Glyphs.of(c) & (Glyphs.BASE64 | Glyphs.NOT_HEX)) == Glyphs.BASE64;
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
