package dev.sallyport.cedar.value;

import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The text forms of addresses: strict dotted quads, and colon groups without an embedded quad. */
final class IpText {

    private static final int MAX_LENGTH = 43;
    private static final int GROUPS = 8;

    private IpText() {}

    static @Nullable IpAddress parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        boolean v6 = text.indexOf(':') >= 0;
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int max = v6 ? 128 : 32;
        int prefix = slash < 0 ? max : number(text.substring(slash + 1), v6 ? 3 : 2, max);
        if (prefix < 0) {
            return null;
        }
        return v6 ? parseV6(address, prefix) : parseV4(address, prefix);
    }

    private static @Nullable IpAddress parseV4(String text, int prefix) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long bits = 0;
        for (String part : parts) {
            int octet = number(part, 3, 255);
            if (octet < 0) {
                return null;
            }
            bits = bits << 8 | octet;
        }
        return new IpAddress(false, 0, bits, prefix);
    }

    /** Decimal digits without leading zeros, at most {@code max}; -1 otherwise. */
    private static int number(String text, int maxDigits, int max) {
        if (text.isEmpty() || text.length() > maxDigits || (text.length() > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= max ? value : -1;
    }

    private static @Nullable IpAddress parseV6(String text, int prefix) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        int head = read(gap < 0 ? text : text.substring(0, gap), groups, 0);
        if (head < 0 || (gap < 0 && head != GROUPS)) {
            return null;
        }
        if (gap >= 0) {
            int[] tail = new int[GROUPS];
            int count = read(text.substring(gap + 2), tail, 0);
            // The gap stands for at least one group.
            if (count < 0 || head + count >= GROUPS) {
                return null;
            }
            System.arraycopy(tail, 0, groups, GROUPS - count, count);
        }
        return new IpAddress(true, join(groups, 0), join(groups, 4), prefix);
    }

    /** Reads colon-separated groups into {@code out}; how many, or -1 if malformed. */
    private static int read(String text, int[] out, int from) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        if (parts.length > GROUPS) {
            return -1;
        }
        int count = from;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(HexFormat::isHexDigit)) {
                return -1;
            }
            out[count++] = HexFormat.fromHexDigits(part);
        }
        return count;
    }

    private static long join(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    static String v4(long bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    static String v6(long high, long low) {
        StringJoiner out = new StringJoiner(":");
        for (int shift = 48; shift >= 0; shift -= 16) {
            out.add(Long.toHexString(high >>> shift & 0xffff));
        }
        for (int shift = 48; shift >= 0; shift -= 16) {
            out.add(Long.toHexString(low >>> shift & 0xffff));
        }
        return out.toString();
    }
}
