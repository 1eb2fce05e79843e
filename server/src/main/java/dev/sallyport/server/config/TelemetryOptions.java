package dev.sallyport.server.config;

import dev.sallyport.server.telemetry.Endpoint;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The section {@code telemetry}: the one collector that telemetry may go to, pinned. It switches nothing on. */
final class TelemetryOptions {
    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");

    private TelemetryOptions() {}

    static Optional<Endpoint> read(Section s) {
        Optional<URI> url = s.uri("url");
        List<String> addresses = s.texts("addresses");
        List<String> pins = s.texts("pins").stream()
                .map(pin -> pin.toLowerCase(Locale.ROOT))
                .toList();
        if (url.isEmpty()) {
            if (!addresses.isEmpty() || !pins.isEmpty()) {
                throw s.fault("url", "is missing: `addresses` and `pins` are of the collector it names");
            }
            return Optional.empty();
        }
        String path = url.get().getRawPath();
        boolean bare = path == null || path.isEmpty() || path.equals("/");
        if (!"https".equals(url.get().getScheme()) || !bare || url.get().getRawQuery() != null) {
            throw s.fault("url", "takes https://, host and port alone");
        }
        if (addresses.isEmpty() || !addresses.stream().allMatch(TelemetryOptions::isAddress)) {
            throw s.fault("addresses", "takes a list of the collector's IP addresses; its name is not looked up");
        }
        if (pins.isEmpty() || !pins.stream().allMatch(pin -> PIN.matcher(pin).matches())) {
            throw s.fault(
                    "pins",
                    "takes a list of SHA-256 of the collector's public key, 64 hex digits, as `collector` prints it");
        }
        return Optional.of(new Endpoint(URI.create("https://" + url.get().getRawAuthority()), addresses, pins));
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
