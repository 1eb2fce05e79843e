package dev.sallyport.text.host;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a host is an address, in any notation some reader takes for one: dotted decimal, fewer than four parts, octal, hexadecimal
 * ({@code inet_aton}, POSIX), and IPv6 in brackets (RFC 3986, section 3.2.2). A host that ends in a number is never a name (WHATWG URL,
 * "ends in a number").
 */
public sealed interface AddressText {
    /** A name. */
    record Name() implements AddressText {}

    /** An address in the one spelling that every reader reads alike. */
    record Plain(InetAddress address) implements AddressText {}

    /** An address as only some readers see it. */
    record Disguised(InetAddress address) implements AddressText {}

    /** Looks like an address, and is none. */
    record Broken() implements AddressText {}

    /**
     * What that host is.
     *
     * @param host as it stands in a request, IPv6 in brackets, without a port
     */
    static AddressText of(String host) {
        if (host.startsWith("[")) {
            return sixth(host);
        }
        String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = text.substring(text.lastIndexOf('.') + 1);
        if (!isNumeric(last)) {
            return new Name();
        }
        Optional<InetAddress> address = fourth(text.split("\\.", -1));
        if (address.isEmpty()) {
            return new Broken();
        }
        return address.get().getHostAddress().equals(host) ? new Plain(address.get()) : new Disguised(address.get());
    }

    private static AddressText sixth(String host) {
        // A zone says which interface of ours to use: never a stranger's to choose.
        if (!host.endsWith("]") || host.contains("%")) {
            return new Broken();
        }
        String inside = host.substring(1, host.length() - 1);
        try {
            InetAddress address = Inet6Address.ofLiteral(inside);
            boolean mapped = address instanceof Inet4Address || inside.contains(".");
            return mapped ? new Disguised(address) : new Plain(address);
        } catch (IllegalArgumentException notOne) {
            return new Broken();
        }
    }

    private static boolean isNumeric(String label) {
        if (label.isEmpty()) {
            return false;
        }
        return label.chars().allMatch(c -> c >= '0' && c <= '9')
                || (label.length() >= 2
                        && label.regionMatches(true, 0, "0x", 0, 2)
                        && label.substring(2).chars().allMatch(c -> Character.digit(c, 16) >= 0));
    }

    private static Optional<InetAddress> fourth(String[] parts) {
        if (parts.length > 4) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            OptionalLong number = number(parts[i]);
            boolean last = i == parts.length - 1;
            long limit = last ? 1L << (8 * (4 - i)) : 256;
            if (number.isEmpty() || number.getAsLong() >= limit) {
                return Optional.empty();
            }
            value |= last ? number.getAsLong() : number.getAsLong() << (8 * (3 - i));
        }
        return Optional.of(address(value));
    }

    /** Hexadecimal after {@code 0x}, octal after {@code 0}, else decimal; nothing for what does not fit in 32 bits. */
    private static OptionalLong number(String part) {
        String text = part.toLowerCase(Locale.ROOT);
        if (text.equals("0x")) {
            return OptionalLong.of(0);
        }
        if (!isNumeric(part)) {
            return OptionalLong.empty();
        }
        boolean hex = text.startsWith("0x");
        boolean octal = !hex && text.length() > 1 && text.startsWith("0");
        String digits = (hex ? text.substring(2) : text).replaceFirst("^0+(?=.)", "");
        if (digits.length() > 16) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits, hex ? 16 : octal ? 8 : 10));
        } catch (NumberFormatException notOctal) {
            return OptionalLong.empty();
        }
    }

    private static InetAddress address(long value) {
        byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
