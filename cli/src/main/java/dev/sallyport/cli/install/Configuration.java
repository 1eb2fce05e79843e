package dev.sallyport.cli.install;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.GatewayOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration a verb goes by.
 *
 * @param file where it was read; empty for the defaults
 */
public record Configuration(Settings settings, Optional<Path> file) {
    private static final String VARIABLE = "SALLYPORT_CONFIG";

    /** What a gateway of that data directory would start with. */
    public static GatewayOptions options(Terminal terminal, @Nullable String asked, Path data) {
        try {
            Configuration configuration = of(terminal, asked);
            return new GatewayOptions(data, configuration.settings(), configuration.file());
        } catch (BadConfig bad) {
            throw Complaint.usage("bad_config", String.valueOf(bad.getMessage()));
        }
    }

    /**
     * The file asked for, else the one {@code SALLYPORT_CONFIG} names, else the defaults.
     *
     * @throws dev.sallyport.server.config.BadConfig if it says something unusable
     */
    static Configuration of(Terminal terminal, @Nullable String asked) {
        Optional<String> name = Optional.ofNullable(asked).or(() -> terminal.env(VARIABLE));
        if (name.isEmpty()) {
            return new Configuration(Settings.defaults(), Optional.empty());
        }
        Path file = terminal.path(name.get());
        if (!Files.isRegularFile(file)) {
            throw Complaint.usage("no_such_file", "no configuration `" + name.get() + "`");
        }
        return new Configuration(
                SettingsFile.read(file), Optional.of(file.toAbsolutePath().normalize()));
    }
}
