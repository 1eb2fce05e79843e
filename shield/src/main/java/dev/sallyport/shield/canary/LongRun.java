package dev.sallyport.shield.canary;

/**
 * A long run of digits of base 64, read once for all ways in which it may be turned (as it stands, from its end, with letters rotated by 13, and both)
 * and for all four places at which a first byte may begin: sixteen readings in one pass.
 *
 * <p>A pair of neighbouring digits says for each way which byte it would hold and whether one could see it; a table of all pairs answers with a bit for
 * each. Three pairs in a row are three bytes. Where two such groups stand one behind the other a text may be, and only there bytes are put together: no
 * {@link #LEAST_TEXT} visible characters stand in a row without filling two groups. Pictures and archives are so passed over at some nanoseconds a digit.
 */
final class LongRun {
    /** Shorter runs are read one way after the other. */
    static final int LEAST = 256;

    /** Fewer visible characters in a row are not looked at. */
    static final int LEAST_TEXT = 8;

    /** How many ways there are: the steps {@link Layers#REVERSE} and {@link Layers#ROTATE} as bits. */
    static final int WAYS = 4;

    private static final int DIGITS = 64;
    private static final int SEXTET = 6;
    private static final int GROUP = 3;
    private static final byte[] ROTATED = new byte[DIGITS];
    private static final char[] VISIBLE = new char[DIGITS * DIGITS];

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        String rotated = Glyphs.rot13(alphabet);
        for (int digit = 0; digit < DIGITS; digit++) {
            ROTATED[digit] = (byte) alphabet.indexOf(rotated.charAt(digit));
        }
        for (int pair = 0; pair < VISIBLE.length; pair++) {
            int first = pair / DIGITS;
            int second = pair % DIGITS;
            for (int way = 0; way < WAYS; way++) {
                boolean turned = isTurned(way);
                int left = digit(turned ? second : first, way);
                int right = digit(turned ? first : second, way);
                for (int place = 0; place < GROUP; place++) {
                    // Read from the end, a group's last byte comes first.
                    int part = turned ? GROUP - 1 - place : place;
                    boolean visible = Bytes.isVisible(octet(left, right, part));
                    VISIBLE[pair] |= (char) (visible ? 1 << (place * WAYS + way) : 0);
                }
            }
        }
    }

    private final byte[] six;
    private final int[] done = new int[WAYS * WAYS];

    /** @param six the values of its digits */
    LongRun(byte[] six) {
        this.six = six;
    }

    private static boolean isTurned(int way) {
        return (way & Layers.REVERSE) != 0;
    }

    private static int digit(int value, int way) {
        return (way & Layers.ROTATE) != 0 ? ROTATED[value] : value;
    }

    /** The byte of that part of a group that two digits hold. */
    private static int octet(int left, int right, int part) {
        return ((left << (2 + 2 * part)) | (right >> (4 - 2 * part))) & 0xff;
    }

    /** The byte of that number, read that way, the first one beginning at a digit. */
    private int at(int way, int from, int number) {
        int part = number % GROUP;
        int digit = from + number / GROUP * WAYS + part;
        boolean turned = isTurned(way);
        int left = six[turned ? six.length - 1 - digit : digit];
        int right = six[turned ? six.length - 2 - digit : digit + 1];
        return octet(digit(left, way), digit(right, way), part);
    }

    private int size(int from) {
        return (six.length - from) * SEXTET / Byte.SIZE;
    }

    /** The bytes from one to before another. */
    private byte[] bytes(int way, int from, int first, int end) {
        byte[] bytes = new byte[end - first];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) at(way, from, first + i);
        }
        return bytes;
    }

    /** All bytes, read that way. */
    byte[] bytes(int way, int from) {
        return bytes(way, from, 0, size(from));
    }

    /** Whether it may begin with something packed, read that way from its first digit; of a turned one its header must say so. */
    boolean mayBePacked(int way) {
        byte[] first = bytes(way, 0, 0, Bytes.HEADER_OF_CODES);
        return way == 0 ? Bytes.mayBePacked(first) : Bytes.isSurelyBegun(first);
    }

    /**
     * Appends what is text as a whole.
     *
     * @param way which of the ways
     */
    void wholes(int way, StringBuilder into) {
        for (int from = 0; from < WAYS; from++) {
            if (begins(way, from)) {
                byte[] all = bytes(way, from);
                if (Bytes.isText(all)) {
                    into.append(Bytes.text(all)).append('\n');
                    done[way * WAYS + from] = isTurned(way) ? 1 : all.length;
                }
            }
        }
    }

    /** Whether its first bytes could be the beginning of a text in UTF-8: most that are none show it at once. */
    private boolean begins(int way, int from) {
        int first = at(way, from, 0);
        boolean may = first < 0x80 || (first >= 0xc2 && first < 0xf5);
        return may && Bytes.isBegun(bytes(way, from, 0, Math.min(size(from), Bytes.FIRST)));
    }

    /**
     * Appends the stretches that look like text, but for what was text as a whole.
     *
     * @param ways which ways, a bit for each by its number
     */
    void stretches(int ways, StringBuilder into) {
        int before = 0;
        int last = 0;
        int groups = 0;
        for (int i = 0; i + 1 < six.length; i++) {
            int now = VISIBLE[(six[i] << SEXTET) | six[i + 1]];
            int group = before & (last >> WAYS) & (now >> (2 * WAYS)) & ways;
            groups = (groups << WAYS) | group;
            int two = group & (groups >>> (WAYS * WAYS));
            if (two != 0) {
                found(i, two, into);
            }
            before = last;
            last = now;
        }
    }

    /** Two groups end with the pair that begins at a digit, for the ways of those bits. */
    private void found(int pair, int ways, StringBuilder into) {
        for (int way = 0; way < WAYS; way++) {
            if ((ways & (1 << way)) != 0) {
                // Where the first of them begins, by the digits as they are read.
                int digit = isTurned(way) ? six.length - 2 - pair : pair - 2 - WAYS;
                around(way, digit % WAYS, digit / WAYS * GROUP, into);
            }
        }
    }

    private void around(int way, int from, int group, StringBuilder into) {
        int least = done[way * WAYS + from];
        int size = size(from);
        boolean turned = isTurned(way);
        if (turned ? least > 0 && group + 2 * GROUP > least : group < least) {
            return;
        }
        int first = group;
        int low = turned ? 0 : least;
        int high = turned && least > 0 ? least : size;
        while (first > low && Bytes.isVisible(at(way, from, first - 1))) {
            first--;
        }
        int end = group + 2 * GROUP;
        while (end < high && Bytes.isVisible(at(way, from, end))) {
            end++;
        }
        if (end - first < LEAST_TEXT) {
            return;
        }
        while (first > low && Bytes.isTextual(at(way, from, first - 1))) {
            first--;
        }
        while (end < high && Bytes.isTextual(at(way, from, end))) {
            end++;
        }
        into.append(Bytes.text(bytes(way, from, first, end))).append('\n');
        // Read from the end, what follows lies before.
        done[way * WAYS + from] = turned ? Math.max(first, 1) : end;
    }
}
