package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.WireBroken;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request as it goes on: the path alone, a Host field made from the judged target, no field that speaks of this connection (RFC 9110,
 * section 7.6.1), and the connection closed after one answer.
 *
 * @param head the bytes that go on without anything added; empty for a tunnel
 * @param asked as the client sent it
 */
record Forwarded(EgressTarget target, String head, ForwardedBody body, Head asked) {
    private static final Set<String> OURS = Set.of(
            "host",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "sallyport-session",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "expect",
            "content-length",
            "transfer-encoding");

    /**
     * What becomes of that request.
     *
     * @throws WireBroken if its length is not clear
     */
    static Forwarded of(Head head, EgressTarget target) throws WireBroken {
        ForwardedBody body = ForwardedBody.of(head);
        boolean tunnel = target.scheme().equals(EgressTarget.TUNNEL);
        if (tunnel && !(body instanceof ForwardedBody.None)) {
            throw new WireBroken("CONNECT has no body");
        }
        return new Forwarded(
                target, tunnel ? "" : text(head, target.authority(false), target.path(), body, Map.of()), body, head);
    }

    boolean isTunnel() {
        return target.scheme().equals(EgressTarget.TUNNEL);
    }

    /** The bytes that go on with these fields added, which must not be shown. */
    String with(EgressDoor.Supply supply, boolean tls) {
        Map<String, String> added = new TreeMap<>(supply.fields());
        // What comes back is searched, so it must come as it is.
        supply.scrubber().ifPresent(s -> added.put("accept-encoding", "identity"));
        return text(asked, target.authority(tls), target.path(), body, added);
    }

    /** All that the client itself put into the head. */
    String said() {
        StringBuilder out = new StringBuilder(asked.target());
        for (Head.Field field : asked.fields()) {
            if (!field.name().equalsIgnoreCase("Proxy-Authorization")) {
                out.append('\n').append(field.value());
            }
        }
        return out.toString();
    }

    private static String text(
            Head head, String authority, String path, ForwardedBody body, Map<String, String> added) {
        Set<String> dropped = new HashSet<>(OURS);
        dropped.addAll(added.keySet());
        for (String named : head.values("Connection")) {
            List.of(named.split(",")).forEach(name -> dropped.add(name.strip().toLowerCase(Locale.ROOT)));
        }
        StringBuilder out = new StringBuilder();
        out.append(head.method()).append(' ').append(path).append(" HTTP/1.1\r\n");
        out.append("Host: ").append(authority).append("\r\n");
        for (Head.Field field : head.fields()) {
            if (!dropped.contains(field.name().toLowerCase(Locale.ROOT))) {
                out.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        added.forEach(
                (name, value) -> out.append(name).append(": ").append(value).append("\r\n"));
        return out.append(body.field()).append("Connection: close\r\n\r\n").toString();
    }
}
