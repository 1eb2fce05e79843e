package dev.sallyport.ledger.tile;

import dev.sallyport.ledger.encoding.Decimal;
import dev.sallyport.ledger.encoding.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tile: {@code tile/<L>/<N>[.p/<W>]} or {@code tile/entries/<N>[.p/<W>]}.
 *
 * @param kind hashes of a level, or the records themselves
 * @param index which tile of the level, from 0
 * @param width how many entries it holds, 1 to {@value #FULL}; below {@value #FULL} it is partial
 */
public record TileAddress(Kind kind, long index, int width) {
    /** How many entries a full tile holds. */
    public static final int FULL = 1 << TileAddress.HEIGHT;

    /** How many tree levels one tile spans. */
    public static final int HEIGHT = 8;

    /** The highest level whose nodes a tree of 2^63 - 1 leaves can have. */
    public static final int MAX_LEVEL = (Long.SIZE - 2) / HEIGHT;

    private static final String PREFIX = "tile/";
    private static final String ENTRIES = "entries";
    private static final int GROUP = 3;
    private static final int THOUSAND = 1000;

    /** What a tile holds. */
    public sealed interface Kind {
        /**
         * Hashes.
         *
         * @param level 0 for leaf hashes; at {@code n} each hash is over {@code 256^n} leaves
         */
        record Hashes(int level) implements Kind {
            public Hashes {
                if (level < 0 || level > MAX_LEVEL) {
                    throw malformed("a tile's level must be 0 to " + MAX_LEVEL);
                }
            }
        }

        /** Records, each behind its length. */
        record Entries() implements Kind {}
    }

    public TileAddress {
        if (index < 0 || width < 1 || width > FULL) {
            throw malformed("a tile's index must not be negative and its width be 1 to " + FULL);
        }
    }

    /**
     * Reads a path, everything after the log's prefix and a slash.
     *
     * @throws Malformed {@code tile_path}
     */
    public static TileAddress parse(String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (!path.startsWith(PREFIX) || parts.size() < 3) {
            throw malformed("a tile's path must read tile/<level or entries>/<index>[.p/<width>]");
        }
        Kind kind = kind(parts.get(1));
        boolean partial = parts.size() > 3 && parts.get(parts.size() - 2).endsWith(".p");
        List<String> digits = new ArrayList<>(parts.subList(2, partial ? parts.size() - 1 : parts.size()));
        int width = FULL;
        if (partial) {
            digits.add(digits.removeLast().replace(".p", ""));
            width = partialWidth(parts.getLast());
        }
        TileAddress address = new TileAddress(kind, index(digits), width);
        // One tile has one path: whatever else was lenient above shows here.
        if (!address.path().equals(path)) {
            throw malformed("a tile's path must be written as " + address.path());
        }
        return address;
    }

    /** The path after the log's prefix and a slash. */
    public String path() {
        String level = switch (kind) {
            case Kind.Hashes hashes -> Integer.toString(hashes.level());
            case Kind.Entries entries -> ENTRIES;
        };
        StringBuilder number = new StringBuilder(group(index % THOUSAND));
        for (long rest = index / THOUSAND; rest > 0; rest /= THOUSAND) {
            number.insert(0, "x" + group(rest % THOUSAND) + "/");
        }
        String partial = width == FULL ? "" : ".p/" + width;
        return PREFIX + level + "/" + number + partial;
    }

    /** Whether a tree of that many leaves has all the entries of this tile. */
    public boolean existsAt(long size) {
        int level = kind instanceof Kind.Hashes hashes ? hashes.level() : 0;
        long entries = size >>> (HEIGHT * level);
        return index <= entries / FULL && index * FULL + width <= entries;
    }

    private static Kind kind(String text) {
        if (text.equals(ENTRIES)) {
            return new Kind.Entries();
        }
        long level = Decimal.parse(text, "tile_path");
        return new Kind.Hashes(level > MAX_LEVEL ? -1 : (int) level);
    }

    private static int partialWidth(String text) {
        long width = Decimal.parse(text, "tile_path");
        if (width < 1 || width >= FULL) {
            throw malformed("a partial tile's width must be 1 to " + (FULL - 1));
        }
        return (int) width;
    }

    private static long index(List<String> groups) {
        long index = 0;
        for (String group : groups) {
            String digits = group.startsWith("x") ? group.substring(1) : group;
            if (digits.length() != GROUP
                    || digits.chars().anyMatch(c -> c < '0' || c > '9')
                    || index > Long.MAX_VALUE / THOUSAND / FULL) {
                throw malformed("a tile's index must be groups of three digits, and below 2^55");
            }
            index = index * THOUSAND + Integer.parseInt(digits);
        }
        return index;
    }

    private static String group(long digits) {
        return String.format(java.util.Locale.ROOT, "%03d", digits);
    }

    private static Malformed malformed(String message) {
        return new Malformed("tile_path", message);
    }
}
