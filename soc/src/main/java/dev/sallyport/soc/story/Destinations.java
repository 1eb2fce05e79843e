package dev.sallyport.soc.story;

import dev.sallyport.gate.facts.Door;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where connections go, as far as it may be shown: scheme, host and port, never a path. */
public final class Destinations {
    private static final int MOST = 120;
    private static final int SHORT = 3;

    private Destinations() {}

    /** {@code scheme://host:port} of a connection's resource; empty for what is no connection. */
    public static Optional<String> of(Door door, Optional<String> resource) {
        return door != Door.EGRESS ? Optional.empty() : resource.flatMap(Destinations::place);
    }

    private static Optional<String> place(String resource) {
        int host = resource.indexOf("://");
        if (host < 0) {
            return Optional.empty();
        }
        int end = resource.indexOf('/', host + 3);
        return Optional.of((end < 0 ? resource : resource.substring(0, end)).toLowerCase(Locale.ROOT));
    }

    /** The same with the first labels of a long name left out: what an agent writes before a domain is its own, and may be what it carries away. */
    public static String shown(String place) {
        int host = place.indexOf("://") + 3;
        int port = place.lastIndexOf(':');
        if (port < host) {
            port = place.length();
        }
        String name = place.substring(host, port);
        boolean address = name.startsWith("[") || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        List<String> labels = List.of(name.split("\\.", -1));
        int kept = labels.size() > 1
                        && labels.getLast().length() == 2
                        && labels.get(labels.size() - 2).length() <= SHORT
                ? 3
                : 2;
        if (address || labels.size() <= kept) {
            return cut(place);
        }
        String domain = String.join(".", labels.subList(labels.size() - kept, labels.size()));
        return cut(place.substring(0, host) + "*." + domain + place.substring(port));
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST);
    }
}
