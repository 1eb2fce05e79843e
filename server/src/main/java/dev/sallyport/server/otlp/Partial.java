package dev.sallyport.server.otlp;

/**
 * What a receiver says it did not keep: field 1 of an answer, {@code partial_success}, whose field 1 is how many items it
 * rejected (OTLP specification, "Partial Success"). Its text is not read: it may repeat what was sent.
 */
final class Partial {
    private static final int LENGTH_OF_FIRST = 0x0a;
    private static final int NUMBER_OF_FIRST = 0x08;
    private static final int LONGEST = 64;

    private final byte[] bytes;
    private int at;

    private Partial(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many items were rejected; 0 for an answer without that field, or one that can't be read. */
    static long rejected(byte[] answer) {
        Partial outer = new Partial(answer);
        if (!outer.next(LENGTH_OF_FIRST)) {
            return 0;
        }
        outer.varint();
        return outer.next(NUMBER_OF_FIRST) ? Math.max(0, outer.varint()) : 0;
    }

    private boolean next(int tag) {
        return at < bytes.length && bytes[at++] == tag;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < LONGEST && at < bytes.length; shift += 7) {
            byte part = bytes[at++];
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        return 0;
    }
}
