package dev.sallyport.store.group;

/**
 * A place in a tenant's chain as one integer, so that a tenant's rows lie together and in order: the tenant's number in the
 * upper bits, the sequence in the lower {@value #SEQUENCE_BITS}.
 */
public final class Key {
    /** Enough for 10^12 receipts of a tenant and 8 million tenants. */
    public static final int SEQUENCE_BITS = 40;

    /** The last place a chain can have. */
    public static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

    private static final int MAX_TENANT = (1 << (63 - SEQUENCE_BITS)) - 1;

    private Key() {}

    /** The key of that place. */
    public static long of(int tenant, long sequence) {
        if (tenant < 0 || tenant > MAX_TENANT || sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("tenant number " + tenant + " or sequence " + sequence
                    + " is out of range: a store holds " + MAX_TENANT + " tenants of " + MAX_SEQUENCE + " receipts");
        }
        return ((long) tenant << SEQUENCE_BITS) | sequence;
    }

    /** The first key of the tenant. */
    public static long first(int tenant) {
        return of(tenant, 0);
    }

    /** The last possible key of the tenant. */
    public static long last(int tenant) {
        return of(tenant, MAX_SEQUENCE);
    }

    /** The place in the chain. */
    public static long sequence(long key) {
        return key & MAX_SEQUENCE;
    }

    /** The tenant's number. */
    public static int tenant(long key) {
        return (int) (key >>> SEQUENCE_BITS);
    }
}
