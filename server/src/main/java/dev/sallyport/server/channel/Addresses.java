package dev.sallyport.server.channel;

import dev.sallyport.server.config.Channel.Reach;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses a message may go to. The name is resolved once and the connection goes to the address that was checked, so a
 * name that resolves differently the second time gains nothing (DNS rebinding).
 */
public final class Addresses {
    private Addresses() {}

    /**
     * The address to connect to.
     *
     * @throws AddressRefused if any address of the host is out of reach: a name with one good and one bad address is a trick
     */
    public static InetAddress choose(String host, Reach reach) throws IOException {
        List<InetAddress> all = List.of(InetAddress.getAllByName(host));
        for (InetAddress address : all) {
            if (!allows(reach, address)) {
                throw new AddressRefused("address out of reach");
            }
        }
        return all.getFirst();
    }

    /** The name resolves to an address no message may go to. */
    public static final class AddressRefused extends IOException {
        private static final long serialVersionUID = 1L;

        private AddressRefused(String message) {
            super(message);
        }
    }

    static boolean allows(Reach reach, InetAddress address) {
        if (address.isLoopbackAddress()) {
            return reach == Reach.LOOPBACK;
        }
        return reach != Reach.LOOPBACK && !isNowhere(address) && (reach == Reach.PRIVATE || !isPrivate(address));
    }

    /** Link-local, multicast, unspecified, reserved: metadata services and worse live here. */
    private static boolean isNowhere(InetAddress address) {
        byte[] b = address.getAddress();
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
            return true;
        }
        if (address instanceof Inet4Address) {
            return at(b, 0) == 0
                    || at(b, 0) == 127
                    || at(b, 0) >= 240
                    || isPrefix(b, 192, 0, 0)
                    || isPrefix(b, 192, 0, 2);
        }
        // An IPv4 address in IPv6 clothes (NAT64, 6to4, Teredo, mapped, compatible) would be checked as neither.
        return isPrefix(b, 0x00, 0x64, 0xff, 0x9b)
                || isPrefix(b, 0x20, 0x02)
                || isPrefix(b, 0x20, 0x01, 0, 0)
                || isPrefix(b, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] b = address.getAddress();
        if (address instanceof Inet4Address) {
            boolean shared = at(b, 0) == 100 && (at(b, 1) & 0xc0) == 64;
            boolean bench = at(b, 0) == 198 && (at(b, 1) & 0xfe) == 18;
            return address.isSiteLocalAddress() || shared || bench;
        }
        return address.isSiteLocalAddress() || (at(b, 0) & 0xfe) == 0xfc;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xff;
    }

    private static boolean isPrefix(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (at(bytes, i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
