package dev.sallyport.gate.containment;

import dev.sallyport.text.host.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** IPv4 addresses inside IPv6 ones: whatever translates them would go there. */
final class Carried {
    private static final int LENGTH = 4;
    private static final int LAST = 12;

    /** Networks whose last four bytes are an IPv4 address: RFC 6052, RFC 7915, RFC 4291. */
    private static final List<Network> AT_THE_END =
            List.of(network("64:ff9b::/96"), network("::ffff:0:0:0/96"), network("::/96"));

    /** 6to4 (RFC 3056): the address stands behind the first two bytes. */
    private static final Network SIX_TO_FOUR = network("2002::/16");

    private Carried() {}

    /** The address itself, and those inside it. */
    static List<InetAddress> all(InetAddress address) {
        List<InetAddress> all = new ArrayList<>(2);
        all.add(address);
        byte[] bytes = address.getAddress();
        if (bytes.length == LENGTH) {
            return all;
        }
        boolean isatap = bytes[9] == 0 && (bytes[8] & 0xfd) == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
        if (isatap || AT_THE_END.stream().anyMatch(n -> n.contains(address))) {
            all.add(fourth(bytes, LAST));
        }
        if (SIX_TO_FOUR.contains(address)) {
            all.add(fourth(bytes, 2));
        }
        return all;
    }

    private static InetAddress fourth(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + LENGTH));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
