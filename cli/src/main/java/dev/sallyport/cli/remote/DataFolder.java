package dev.sallyport.cli.remote;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's data directory.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {
    /** Names the data directory in the environment. */
    public static final String VARIABLE = "SALLYPORT_HOME";

    /** The directory asked for, else {@value #VARIABLE}, else {@code ~/.sallyport}. */
    public static DataFolder of(Terminal terminal, @Nullable String asked) {
        if (asked != null) {
            return new DataFolder(terminal.path(asked).toAbsolutePath().normalize());
        }
        Optional<String> named = terminal.env(VARIABLE);
        if (named.isPresent()) {
            return new DataFolder(terminal.path(named.get()).toAbsolutePath().normalize());
        }
        String home = terminal.env("HOME")
                .orElseThrow(() -> Complaint.usage(
                        "no_data_folder", "no data directory: give --data DIR, or set " + VARIABLE + " or HOME"));
        return new DataFolder(
                terminal.path(home).resolve(".sallyport").toAbsolutePath().normalize());
    }

    /** Where a running gateway writes how to reach it. */
    public Path gatewayFile() {
        return path.resolve("gateway.json");
    }
}
