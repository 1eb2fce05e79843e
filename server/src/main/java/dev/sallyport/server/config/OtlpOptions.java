package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretEntry;
import dev.sallyport.connect.broker.SecretTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The section {@code otlp}: where decisions are told as telemetry. */
final class OtlpOptions {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final String PROTOCOL = "http/protobuf";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> OURS = Set.of("content-type", "content-encoding", "user-agent");

    private final Section section;
    private final Map<String, SecretEntry> secrets;
    private final Function<String, Path> path;

    private OtlpOptions(Section section, Map<String, SecretEntry> secrets, Function<String, Path> path) {
        this.section = section;
        this.secrets = secrets;
        this.path = path;
    }

    /**
     * What the section says; empty without an endpoint, for then nothing is sent.
     *
     * @param secrets that headers may refer to
     * @param path what a path in the file means
     */
    static Optional<Otlp> read(Section section, Map<String, SecretEntry> secrets, Function<String, Path> path) {
        return new OtlpOptions(section, secrets, path).otlp();
    }

    private Optional<Otlp> otlp() {
        Optional<URI> endpoint = section.uri("endpoint");
        String protocol = section.text("protocol", PROTOCOL);
        if (!protocol.equals(PROTOCOL)) {
            throw section.fault("protocol", "takes " + PROTOCOL + " alone, not `" + protocol + "`");
        }
        Section tls = section.section("tls");
        Otlp otlp = new Otlp(
                endpoint.orElse(URI.create("http://127.0.0.1:4318")),
                signals(),
                service(),
                headers(),
                tls.text("authorities").map(path),
                identity(tls),
                section.millis("interval", 10, 60 * MINUTE, 10 * SECOND),
                section.millis("timeout", 10, 10 * MINUTE, 10 * SECOND),
                section.millis("patience", 0, 60 * MINUTE, MINUTE),
                section.number("queue", 1, 1_000_000, 8_192),
                compressed());
        if (endpoint.isEmpty()) {
            if (!section.names().isEmpty()) {
                throw section.fault("endpoint", "is missing: where the receiver is, such as http://127.0.0.1:4318");
            }
            return Optional.empty();
        }
        check(otlp);
        return Optional.of(otlp);
    }

    private void check(Otlp otlp) {
        URI endpoint = otlp.endpoint();
        if (endpoint.getQuery() != null || endpoint.getFragment() != null) {
            throw section.fault("endpoint", "takes an address without ? and #: the signal's path is put behind it");
        }
        boolean plain = "http".equals(endpoint.getScheme());
        if (plain && (otlp.authorities().isPresent() || otlp.identity().isPresent())) {
            throw section.fault("tls", "is for an endpoint of https");
        }
        boolean secret =
                otlp.headers().values().stream().anyMatch(h -> !h.names().isEmpty());
        if (plain && secret && !LOOPBACK.contains(String.valueOf(endpoint.getHost()))) {
            throw section.fault(
                    "headers", "hold a secret, and the endpoint is not of https: whoever listens would read it");
        }
    }

    private Set<Otlp.Signal> signals() {
        if (!section.has("signals")) {
            return EnumSet.allOf(Otlp.Signal.class);
        }
        List<String> words = section.texts("signals");
        Set<Otlp.Signal> out = EnumSet.noneOf(Otlp.Signal.class);
        for (String word : words) {
            out.add(
                    switch (word) {
                        case "traces" -> Otlp.Signal.TRACES;
                        case "metrics" -> Otlp.Signal.METRICS;
                        case "logs" -> Otlp.Signal.LOGS;
                        default -> throw section.fault("signals", "takes traces, metrics and logs, not `" + word + "`");
                    });
        }
        if (out.isEmpty()) {
            throw section.fault("signals", "is empty: name traces, metrics or logs, or leave the section out");
        }
        return out;
    }

    private String service() {
        String service = section.text("service", "sallyport");
        if (!service.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw section.fault("service", "takes a name of up to 64 letters, digits, `.`, `_` and `-`");
        }
        return service;
    }

    private Map<String, SecretTemplate> headers() {
        Section s = section.section("headers");
        Map<String, SecretTemplate> headers = HeaderOptions.read(s, secrets.keySet());
        headers.forEach((name, template) -> {
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw s.fault(name, "is set by the gateway itself");
            }
            for (String secret : template.names()) {
                SecretEntry entry = secrets.get(secret);
                if (entry == null
                        || !entry.uses().contains(Otlp.USE)
                        || !entry.agents().isEmpty()) {
                    throw s.fault(
                            name,
                            "names the secret `" + secret + "`, whose `uses` must hold `" + Otlp.USE
                                    + "` and which no `agents` may narrow");
                }
            }
        });
        return headers;
    }

    private Optional<Settings.Tls.Pem> identity(Section tls) {
        Optional<Path> certificates = tls.text("certificates").map(path);
        Optional<Path> key = tls.text("key").map(path);
        if (certificates.isPresent() != key.isPresent()) {
            throw tls.fault("certificates", "and `otlp.tls.key` go together; set both");
        }
        return certificates.map(c -> new Settings.Tls.Pem(c, key.orElseThrow()));
    }

    private boolean compressed() {
        String word = section.text("compression", "gzip");
        return switch (word) {
            case "gzip" -> true;
            case "none" -> false;
            default -> throw section.fault("compression", "takes gzip or none, not `" + word + "`");
        };
    }
}
