package dev.sallyport.server.config;

import dev.sallyport.connect.preview.PreviewLimits;
import dev.sallyport.connect.preview.Service;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Preview;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The section {@code preview}: where the preview door listens, and which services previews can be opened of. */
final class PreviewOptions {
    private static final int KILO = 1024;
    private static final int MEGA = KILO * KILO;
    private static final long SECOND = 1_000;
    private static final String NAME = "[a-z][a-z0-9-]{0,63}";

    private PreviewOptions() {}

    /** What the section says; empty if no port is given, for then nothing listens. */
    static Optional<Settings.Preview> read(Section s) {
        boolean on = s.text("port").isPresent();
        Settings.Preview preview = new Settings.Preview(
                new Settings.Listen(s.text("host", "127.0.0.1"), s.number("port", 0, 65_535, 0)),
                services(s),
                s.number("open", 1, 1_000, 20),
                s.millis("longest", SECOND, Preview.MAX_LIFE_MILLIS, Preview.MAX_LIFE_MILLIS),
                new PreviewLimits(
                        s.number("request_bytes", 0, 64 * MEGA, MEGA),
                        s.number("answer_bytes", KILO, 64 * MEGA, 4 * MEGA),
                        s.number("at_once", 1, 1_000, 16),
                        (int) s.millis("connect_timeout", 100, 300 * SECOND, 5 * SECOND),
                        (int) s.millis("answer_timeout", 100, 600 * SECOND, 30 * SECOND)));
        return Optional.of(preview).filter(p -> on);
    }

    private static Map<String, Service> services(Section s) {
        Map<String, Service> out = new HashMap<>();
        s.sections("services").forEach((name, each) -> out.put(name, service(s, name, each)));
        return out;
    }

    private static Service service(Section all, String name, Section s) {
        if (!name.matches(NAME)) {
            throw all.fault("services", "has a name that is no lower-case word: `" + name + "`");
        }
        URI url = s.uri("url").orElseThrow(() -> s.fault("url", "is missing: where the service listens"));
        boolean bare = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
        if (!bare || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw s.fault("url", "takes scheme, host and port alone; a preview's paths say which part of it is open");
        }
        try {
            return new Service(
                    name,
                    new TenantId(s.text("tenant", "default")),
                    URI.create(url.getScheme() + "://" + url.getRawAuthority()));
        } catch (IllegalArgumentException e) {
            throw s.fault("tenant", String.valueOf(e.getMessage()));
        }
    }
}
