package dev.sallyport.gate.containment;

import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.HostName;
import dev.sallyport.text.host.Network;
import java.util.Locale;
import java.util.Optional;

/** Where nothing may go. */
public sealed interface Place {
    /** Longest text that names one. */
    int LONGEST = 300;

    /** Its one spelling. */
    String text();

    /**
     * A name and every name below it.
     *
     * @param name in one spelling: lower case, ASCII, without a dot at the end
     */
    record Domain(String name) implements Place {
        @Override
        public String text() {
            return name;
        }
    }

    /** An address, or the addresses of a network. */
    record Range(Network network) implements Place {
        @Override
        public String text() {
            String first = network.first().getHostAddress();
            return network.isSingle() ? first : first + "/" + network.prefix();
        }
    }

    /**
     * The place written that way: a name, an address in any notation, or {@code ADDRESS/BITS}.
     *
     * @throws IllegalArgumentException if it is none, with what it takes
     */
    static Place of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a destination has at most " + LONGEST + " characters");
        }
        String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        Optional<Network> network = Network.parse(host);
        if (network.isPresent()) {
            return new Range(network.get());
        }
        return switch (AddressText.of(host.contains(":") ? "[" + host + "]" : host)) {
            case AddressText.Plain plain -> new Range(single(plain.address()));
            case AddressText.Disguised disguised -> new Range(single(disguised.address()));
            case AddressText.Broken broken -> throw none(text);
            case AddressText.Name name ->
                new Domain(HostName.of(host).or(() -> encoded(host)).orElseThrow(() -> none(text)));
        };
    }

    private static Network single(java.net.InetAddress address) {
        return new Network(address, 8 * address.getAddress().length);
    }

    /** A name whose encoded labels another version of IDNA gave: it is compared as it stands. */
    private static Optional<String> encoded(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        return Optional.of(plain).filter(name -> name.contains("xn--") && name.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*"));
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException(
                "`" + text.replaceAll("[^ -~]", "?")
                        + "` is no destination: it takes a name such as example.com, an address, or a network such as 10.0.0.0/8");
    }
}
