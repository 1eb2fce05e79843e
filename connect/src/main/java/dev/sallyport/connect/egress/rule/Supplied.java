package dev.sallyport.connect.egress.rule;

import dev.sallyport.connect.broker.SecretTemplate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gateway adds to a request it forwards, so that the agent need not hold it.
 *
 * @param tls whether the gateway speaks TLS to the host, and checks its certificate, although the client speaks plainly to the gateway
 * @param fields header fields by name; the client's own fields of these names are dropped
 */
public record Supplied(boolean tls, Map<String, SecretTemplate> fields) {
    /** Nothing. */
    public static final Supplied NONE = new Supplied(false, Map.of());

    public Supplied {
        Map<String, SecretTemplate> lower = new TreeMap<>();
        fields.forEach((name, template) -> lower.put(name.toLowerCase(Locale.ROOT), template));
        fields = Map.copyOf(lower);
    }

    /** Whether it takes a request that the gateway can read; a tunnel can't be added to. */
    boolean needsRequest() {
        return tls || !fields.isEmpty();
    }
}
