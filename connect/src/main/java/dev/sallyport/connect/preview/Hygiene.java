package dev.sallyport.connect.preview;

import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.Head.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which header fields pass: to the service nothing that is ours, that speaks of this connection (RFC 9110, section 7.6.1) or that pretends to
 * come from a proxy; from the service nothing that reaches beyond the preview's origin or outlives it.
 */
final class Hygiene {
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "expect",
            "content-length",
            "transfer-encoding");

    private static final Set<String> NOT_IN =
            Set.of("host", "origin", "referer", "cookie", "forwarded", "x-real-ip", "via", "early-data");

    /** What holds for a whole host, for other origins, or after the preview is over. */
    private static final Set<String> NOT_OUT = Set.of(
            "strict-transport-security",
            "clear-site-data",
            "service-worker-allowed",
            "alt-svc",
            "nel",
            "report-to",
            "reporting-endpoints",
            "public-key-pins",
            "www-authenticate",
            "refresh",
            "set-cookie",
            "location",
            "content-location",
            "cache-control",
            "expires",
            "pragma",
            "date",
            "server",
            "sourcemap");

    /** A prefix that browsers treat apart is looked through. */
    private static final Pattern OUR_COOKIE =
            Pattern.compile("(?:__host-|__secure-)*\\s*sallyport.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Hygiene() {}

    /** The fields that go on to the service; Host and length are its caller's. */
    static List<Field> inward(PreviewRequest request, Service service) {
        Set<String> dropped = dropped(request.fields(), NOT_IN);
        if (!request.passesAuthorization()) {
            dropped.add("authorization");
        }
        List<Field> out = new ArrayList<>();
        for (Field field : request.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            boolean ours =
                    name.startsWith("sallyport-") || name.startsWith("x-aegis-") || name.startsWith("x-forwarded-");
            if (!dropped.contains(name) && !ours && !field.value().contains(request.token())) {
                out.add(field);
            }
        }
        cookies(request).ifPresent(text -> out.add(new Field("Cookie", text)));
        if (!request.field("Origin").isEmpty()) {
            // The door refused every origin but its own; to the service its own page is its own origin.
            out.add(new Field("Origin", service.origin()));
        }
        return out;
    }

    private static Set<String> dropped(List<Field> fields, Set<String> more) {
        Set<String> dropped = new HashSet<>(HOP);
        dropped.addAll(more);
        for (String named : new Head("", "", fields).values("Connection")) {
            List.of(named.split(",", -1)).forEach(n -> dropped.add(n.strip().toLowerCase(Locale.ROOT)));
        }
        return dropped;
    }

    private static Optional<String> cookies(PreviewRequest request) {
        List<String> kept = new ArrayList<>();
        for (String field : new Head("", "", request.fields()).values("Cookie")) {
            for (String pair : field.split(";", -1)) {
                String text = pair.strip();
                boolean ours = OUR_COOKIE.matcher(text).matches() || text.contains(request.token());
                if (!text.isEmpty() && !ours) {
                    kept.add(text);
                }
            }
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", kept));
    }

    /** The fields that go back, without any that says where to go: {@link Redirect} does. */
    static List<Field> outward(List<Field> fields) {
        Set<String> dropped = dropped(fields, NOT_OUT);
        List<Field> out = new ArrayList<>();
        for (Field field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!dropped.contains(name) && !name.startsWith("sallyport-")) {
                out.add(field);
            }
            if (name.equals("set-cookie")) {
                cookie(field.value()).ifPresent(text -> out.add(new Field("Set-Cookie", text)));
            }
        }
        // A preview that is over must not go on in a browser's store.
        out.add(new Field("Cache-Control", "no-store"));
        return out;
    }

    /** A cookie of the service, bound to this host; empty if it would take the name of one of ours. */
    private static Optional<String> cookie(String text) {
        String[] parts = text.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
        // One without a name is sent back as a bare value, which could read like another cookie.
        if (!COOKIE_NAME.matcher(name).matches() || OUR_COOKIE.matcher(name).matches()) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder(parts[0].strip());
        for (int i = 1; i < parts.length; i++) {
            String attribute = parts[i].strip();
            String key = attribute.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!key.equals("domain") && !attribute.isEmpty()) {
                out.append("; ").append(attribute);
            }
        }
        return Optional.of(out.toString());
    }
}
