package dev.sallyport.cedar.value;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address with a prefix length, so also a range. Equality looks at the address as written:
 * {@code 10.0.0.1/8} and {@code 10.0.0.2/8} differ.
 *
 * @param v6 whether it is an IPv6 address
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; the 32 address bits for IPv4
 * @param prefix 0 to 32, or 0 to 128
 */
public record IpAddress(boolean v6, long high, long low, int prefix) implements Value {

    private static final IpAddress LOOPBACK_V4 = new IpAddress(false, 0, 0x7f00_0000L, 8);
    private static final IpAddress LOOPBACK_V6 = new IpAddress(true, 0, 1, 128);
    private static final IpAddress MULTICAST_V4 = new IpAddress(false, 0, 0xe000_0000L, 4);
    private static final IpAddress MULTICAST_V6 = new IpAddress(true, 0xff00_0000_0000_0000L, 0, 8);

    /** Reads an address with an optional {@code /prefix}; empty if malformed. */
    public static Optional<IpAddress> parse(String text) {
        return Optional.ofNullable(IpText.parse(text));
    }

    /** Whether every address of this range is one of {@code range}; never across the two families. */
    public boolean isInRange(IpAddress range) {
        if (v6 != range.v6 || prefix < range.prefix) {
            return false;
        }
        if (!v6) {
            int shift = 32 - range.prefix;
            return low >>> shift == range.low >>> shift;
        }
        if (range.prefix <= 64) {
            return range.prefix == 0 || (high ^ range.high) >>> (64 - range.prefix) == 0;
        }
        return high == range.high && (low ^ range.low) >>> (128 - range.prefix) == 0;
    }

    /** Whether the whole range is loopback. */
    public boolean isLoopback() {
        return isInRange(v6 ? LOOPBACK_V6 : LOOPBACK_V4);
    }

    /** Whether the whole range is multicast. */
    public boolean isMulticast() {
        return isInRange(v6 ? MULTICAST_V6 : MULTICAST_V4);
    }

    @Override
    public String typeName() {
        return "ipaddr";
    }

    @Override
    public String toString() {
        return "ip(\"" + (v6 ? IpText.v6(high, low) : IpText.v4(low)) + "/" + prefix + "\")";
    }
}
