package dev.sallyport.provenance.index;

/**
 * A gram's position, which is a multiple of five, with seven bits of what stands around it: four of a hash of the two bytes before,
 * three of the two behind. Twelve bytes in common around a gram of eight hold at least two more on one side, so a candidate
 * that differs on both need not be read.
 */
final class Neighbours {
    /** In place of neighbours that a value does not have. */
    static final int NONE = -1;

    private static final int ORDINAL_BITS = 25;
    private static final int ORDINALS = (1 << ORDINAL_BITS) - 1;
    private static final int AFTER_SHIFT = 29;
    private static final int BEFORE_MASK = 15;
    private static final int MIX = 0x9E3779B1;

    /** Positions beyond this one can't be kept. */
    static final long LAST_POSITION = (long) ORDINALS * Shelf.STEP;

    private Neighbours() {}

    static int packed(byte[] bytes, int position) {
        return (after(bytes, position) << AFTER_SHIFT)
                | (before(bytes, position) << ORDINAL_BITS)
                | (position / Shelf.STEP);
    }

    static int position(int packed) {
        return (packed & ORDINALS) * Shelf.STEP;
    }

    static int before(byte[] bytes, int position) {
        return hash(bytes[position - 2], bytes[position - 1]) >>> (Integer.SIZE - 4);
    }

    static int after(byte[] bytes, int position) {
        return hash(bytes[position + Shelf.GRAM], bytes[position + Shelf.GRAM + 1]) >>> AFTER_SHIFT;
    }

    /** 1 if the two bytes before or the two behind may be the same, else 0; without a branch, since nobody can foretell it. */
    static int mayAgree(int packed, int before, int after) {
        int ahead = ((packed >>> ORDINAL_BITS) & BEFORE_MASK) ^ before;
        int behind = (packed >>> AFTER_SHIFT) ^ after;
        int both = ahead * behind;
        return ((both | -both) >>> (Integer.SIZE - 1)) ^ 1;
    }

    private static int hash(byte first, byte second) {
        return ((first & 0xFF) << Byte.SIZE | (second & 0xFF)) * MIX;
    }
}
