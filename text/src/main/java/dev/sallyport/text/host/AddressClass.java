package dev.sallyport.text.host;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What kind of place an address leads to (IANA special-purpose address registries, RFC 6890). An IPv6 address that carries an IPv4 one is of
 * that one's kind: whatever translates it would go there.
 */
public enum AddressClass {
    /** The open network. */
    PUBLIC,
    /** This machine. */
    LOOPBACK,
    /** Networks of a house (RFC 1918, RFC 4193). */
    PRIVATE,
    /** The same link only. */
    LINK_LOCAL,
    /** Shared address space of providers (RFC 6598). */
    SHARED,
    /** A cloud's metadata service, which hands out credentials. */
    METADATA,
    /** Many receivers at once. */
    MULTICAST,
    /** Nothing that ordinary traffic has business with. */
    SPECIAL;

    private static final List<Network> METADATA_SERVICES = networks(
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254");

    private static final SequencedMap<AddressClass, List<Network>> RANGES = ranges();

    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    /** Where IPv6 addresses carry an IPv4 one, and at which byte. */
    private static final Map<Network, Integer> CARRIERS = Map.of(
            Network.of("64:ff9b::/96"), 12, // NAT64, RFC 6052
            Network.of("::ffff:0:0:0/96"), 12, // SIIT, RFC 7915
            Network.of("::/96"), 12, // IPv4-compatible, RFC 4291
            Network.of("2002::/16"), 2); // 6to4, RFC 3056

    /** The lower-case name. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that address. */
    public static AddressClass of(InetAddress address) {
        if (METADATA_SERVICES.stream().anyMatch(n -> n.contains(address))) {
            return METADATA;
        }
        for (Map.Entry<AddressClass, List<Network>> range : RANGES.entrySet()) {
            if (range.getValue().stream().anyMatch(n -> n.contains(address))) {
                return range.getKey();
            }
        }
        if (address instanceof Inet4Address) {
            return PUBLIC;
        }
        Optional<AddressClass> carried = carried(address).map(AddressClass::of);
        if (carried.isPresent()) {
            return carried.get();
        }
        return GLOBAL_UNICAST.contains(address) ? PUBLIC : SPECIAL;
    }

    private static Optional<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        // ISATAP (RFC 5214, section 6.1): the interface's half is 0:5efe or 200:5efe and the address.
        if (bytes[9] == 0 && (bytes[8] & 0xfd) == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe) {
            return Optional.of(fourth(bytes, 12));
        }
        return CARRIERS.entrySet().stream()
                .filter(carrier -> carrier.getKey().contains(address))
                .findFirst()
                .map(carrier -> fourth(bytes, carrier.getValue()));
    }

    private static InetAddress fourth(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static SequencedMap<AddressClass, List<Network>> ranges() {
        SequencedMap<AddressClass, List<Network>> ranges = new java.util.LinkedHashMap<>();
        ranges.put(LOOPBACK, networks("127.0.0.0/8", "::1"));
        ranges.put(PRIVATE, networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "64:ff9b:1::/48"));
        ranges.put(LINK_LOCAL, networks("169.254.0.0/16", "fe80::/10", "fec0::/10"));
        ranges.put(SHARED, networks("100.64.0.0/10"));
        ranges.put(MULTICAST, networks("224.0.0.0/4", "ff00::/8"));
        ranges.put(
                SPECIAL,
                networks(
                        "0.0.0.0/8",
                        "192.0.0.0/24",
                        "192.0.2.0/24",
                        "192.88.99.0/24",
                        "198.18.0.0/15",
                        "198.51.100.0/24",
                        "203.0.113.0/24",
                        "240.0.0.0/4",
                        "::",
                        "100::/64",
                        "2001::/23",
                        "2001:db8::/32",
                        "3fff::/20",
                        "5f00::/16"));
        return ranges;
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::of).toList();
    }
}
