package dev.sallyport.connect.egress.wire;

import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.HostName;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a client wants to go.
 *
 * @param scheme {@code http} for a request to forward, {@code tunnel} for CONNECT, {@code https} for a request inside an opened one
 * @param host a name in its one spelling, or an address as it was written
 * @param address what the host is
 * @param path what follows the authority of a request to forward; empty for a tunnel
 */
public record EgressTarget(String scheme, String host, AddressText address, int port, String path) {
    /** The scheme of CONNECT. */
    public static final String TUNNEL = "tunnel";

    /** The scheme of requests that are forwarded. */
    public static final String HTTP = "http";

    /** The scheme of requests inside tunnels that were opened. */
    public static final String HTTPS = "https";

    /** Fields that have services take another method or path than the request line's. */
    private static final List<String> REWRITING =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL");

    private static final Set<String> NEVER_INSIDE = Set.of("CONNECT", "TRACE");
    private static final String BEGIN = "http://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    /**
     * The target of that request.
     *
     * @throws WireBroken if it is neither CONNECT HOST:PORT nor METHOD http://HOST[:PORT]/PATH
     */
    public static EgressTarget of(Head head) throws WireBroken {
        if (head.method().equals("CONNECT")) {
            return authority(TUNNEL, head.target(), "", -1);
        }
        String target = head.target();
        if (!target.regionMatches(true, 0, BEGIN, 0, BEGIN.length())) {
            throw new WireBroken("a proxy takes CONNECT, or a request for a whole http:// address");
        }
        int end = BEGIN.length();
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String path = target.substring(end);
        if (path.contains("#")) {
            throw new WireBroken("a fragment is never sent");
        }
        return authority(
                HTTP, target.substring(BEGIN.length(), end), path.startsWith("/") ? path : "/" + path, HTTP_PORT);
    }

    /**
     * The target of a request inside this tunnel.
     *
     * @throws WireBroken if it is no METHOD /PATH for exactly the tunnel's host, or its path has a second reading
     */
    public EgressTarget inside(Head request) throws WireBroken {
        String named = request.one("Host").orElse("").toLowerCase(Locale.ROOT);
        if (!named.equals(authority(true)) && !named.equals(host + ":" + port)) {
            throw new WireBroken("the field Host does not name the host that the tunnel leads to");
        }
        String asked = request.target();
        if (!request.method().equals(request.method().toUpperCase(Locale.ROOT))) {
            throw new WireBroken("a method is written in upper case");
        }
        for (String field : REWRITING) {
            if (request.one(field).isPresent()) {
                throw new WireBroken("the field " + field + " gives the request a second reading");
            }
        }
        if (NEVER_INSIDE.contains(request.method()) || !asked.startsWith("/") || asked.contains("#")) {
            throw new WireBroken("inside a tunnel a request is METHOD /PATH, and not CONNECT or TRACE");
        }
        if (moves(asked.split("\\?", 2)[0])) {
            throw new WireBroken(
                    "a path with dot segments, empty segments, `;`, backslashes or needless escapes has a second reading");
        }
        return new EgressTarget(HTTPS, host, address, port, asked);
    }

    /** Whether somebody behind the host could read another path than the one that is judged (RFC 3986, sections 3.3 and 6.2.2). */
    private static boolean moves(String path) {
        if (path.contains("//") || path.contains("\\") || path.contains(";")) {
            return true;
        }
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (hidesMore(path, at)) {
                return true;
            }
        }
        return List.of(path.split("/", -1)).stream().anyMatch(s -> s.equals(".") || s.equals(".."));
    }

    /** What needs no escape, what would divide the path, and an escape within an escape. */
    private static boolean hidesMore(String path, int percent) {
        if (percent + 3 > path.length()) {
            return true;
        }
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        int code = high * 16 + low;
        boolean unreserved = code < 128 && (Character.isLetterOrDigit(code) || "-._~".indexOf(code) >= 0);
        boolean divides = "/\\;".indexOf(code) >= 0 || code < ' ';
        boolean again = code == '%'
                && percent + 5 <= path.length()
                && Character.digit(path.charAt(percent + 3), 16) >= 0
                && Character.digit(path.charAt(percent + 4), 16) >= 0;
        return high < 0 || low < 0 || unreserved || divides || again;
    }

    private static EgressTarget authority(String scheme, String text, String path, int fallback) throws WireBroken {
        if (text.indexOf('@') >= 0) {
            throw new WireBroken("an address may not hold a user or password");
        }
        int close = text.lastIndexOf(']');
        int colon = text.indexOf(':', close + 1);
        String host = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (colon < 0 && fallback < 0) {
            throw new WireBroken("CONNECT takes HOST:PORT");
        }
        int port = colon < 0 ? fallback : port(text.substring(colon + 1));
        AddressText address = AddressText.of(host);
        return switch (address) {
            case AddressText.Broken broken -> throw new WireBroken("the host looks like an address and is none");
            case AddressText.Name name ->
                new EgressTarget(
                        scheme,
                        HostName.of(host).orElseThrow(() -> new WireBroken("the host is no well-formed name")),
                        address,
                        port,
                        path);
            case AddressText.Plain plain -> new EgressTarget(scheme, host, address, port, path);
            case AddressText.Disguised disguised -> new EgressTarget(scheme, host, address, port, path);
        };
    }

    private static int port(String text) throws WireBroken {
        boolean number =
                text.length() >= 1 && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT || text.startsWith("0")) {
            throw new WireBroken("the port is no number from 1 to " + MAX_PORT);
        }
        return port;
    }

    /**
     * Host and port, as they stand in a Host field.
     *
     * @param tls whether the request goes on under TLS
     */
    public String authority(boolean tls) {
        return port == (tls ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
    }
}
