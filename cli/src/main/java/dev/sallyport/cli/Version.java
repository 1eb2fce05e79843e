package dev.sallyport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this was built as. */
final class Version {
    private Version() {}

    static String text() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the build");
            }
            built.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return built.getProperty("version");
    }
}
