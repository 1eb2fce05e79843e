package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.WireBroken;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request as it goes on: the path alone, a Host field made from the judged target, no field that speaks of this connection (RFC 9110,
 * section 7.6.1), and the connection closed after one answer.
 *
 * @param head the bytes that go on; empty for a tunnel
 */
record Forwarded(EgressTarget target, String head, ForwardedBody body) {
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
        return new Forwarded(target, tunnel ? "" : text(head, target, body), body);
    }

    boolean isTunnel() {
        return target.scheme().equals(EgressTarget.TUNNEL);
    }

    private static String text(Head head, EgressTarget target, ForwardedBody body) {
        Set<String> dropped = new HashSet<>(OURS);
        for (String named : head.values("Connection")) {
            List.of(named.split(",")).forEach(name -> dropped.add(name.strip().toLowerCase(Locale.ROOT)));
        }
        StringBuilder out = new StringBuilder();
        out.append(head.method()).append(' ').append(target.path()).append(" HTTP/1.1\r\n");
        out.append("Host: ").append(target.authority()).append("\r\n");
        for (Head.Field field : head.fields()) {
            if (!dropped.contains(field.name().toLowerCase(Locale.ROOT))) {
                out.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        return out.append(body.field()).append("Connection: close\r\n\r\n").toString();
    }
}
