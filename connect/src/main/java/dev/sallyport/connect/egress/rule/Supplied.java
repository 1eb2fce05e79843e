package dev.sallyport.connect.egress.rule;

import dev.sallyport.connect.broker.SecretTemplate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gateway does to what it forwards: it adds what the agent need not hold, and opens tunnels to look inside.
 *
 * @param opens whether TLS in tunnels ends at the gateway, so that each request inside is judged
 * @param tls whether the gateway speaks TLS to the host, and checks its certificate, although the client speaks plainly to the gateway
 * @param fields header fields by name; the client's own fields of these names are dropped
 */
public record Supplied(boolean tls, boolean opens, Map<String, SecretTemplate> fields) {
    /** What leaves tunnels closed. */
    public Supplied(boolean tls, Map<String, SecretTemplate> fields) {
        this(tls, false, fields);
    }

    /** Nothing. */
    public static final Supplied NONE = new Supplied(false, Map.of());

    public Supplied {
        Map<String, SecretTemplate> lower = new TreeMap<>();
        fields.forEach((name, template) -> lower.put(name.toLowerCase(Locale.ROOT), template));
        fields = Map.copyOf(lower);
    }

    /** Whether it takes a request that the gateway can read; a tunnel that stays closed can't be added to. */
    boolean needsRequest() {
        return tls || !fields.isEmpty();
    }
}
