package dev.sallyport.text.host;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses that share their first bits (RFC 4632), for example {@code 10.0.0.0/8}.
 *
 * @param first its lowest address; bits beyond the prefix are zero
 * @param prefix how many bits are shared
 */
public record Network(InetAddress first, int prefix) {
    public Network {
        byte[] bytes = first.getAddress();
        if (prefix < 0 || prefix > 8 * bytes.length) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits does not fit " + first);
        }
        for (int bit = prefix; bit < 8 * bytes.length; bit++) {
            if (((bytes[bit / 8] >> (7 - bit % 8)) & 1) != 0) {
                throw new IllegalArgumentException("bits beyond the prefix of " + first + "/" + prefix + " are set");
            }
        }
    }

    /** The network written as {@code ADDRESS/BITS}, or as one address. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        try {
            if (!(AddressText.of(host.contains(":") ? "[" + host + "]" : host) instanceof AddressText.Plain plain)) {
                return Optional.empty();
            }
            InetAddress address = plain.address();
            int all = 8 * address.getAddress().length;
            return Optional.of(new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the address is of that network. */
    public boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int shift = 7 - bit % 8;
            if (((own[bit / 8] >> shift) & 1) != ((other[bit / 8] >> shift) & 1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one address. */
    public boolean isSingle() {
        return prefix == 8 * first.getAddress().length;
    }

    static Network of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no network: " + text));
    }
}
