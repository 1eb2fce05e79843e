package dev.sallyport.server.wiring;

import dev.sallyport.server.config.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start a gateway.
 *
 * @param data the data directory, made by {@link Install#create}
 * @param configuration the file the settings came from, which no gated agent may touch
 */
public record GatewayOptions(Path data, Settings settings, Optional<Path> configuration) {
    /** A gateway on that directory with default settings, on any free port. */
    public static GatewayOptions local(Path data) {
        return new GatewayOptions(data, Settings.defaults().withPort(0), Optional.empty());
    }
}
