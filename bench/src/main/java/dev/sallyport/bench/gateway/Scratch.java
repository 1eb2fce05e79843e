package dev.sallyport.bench.gateway;

import dev.sallyport.cli.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on the project's own disk, gone when closed: a temporary folder may lie in memory and would flatter. */
public record Scratch(Path path) implements AutoCloseable {
    /** A new one. */
    public static Scratch make() throws IOException {
        Path target = Path.of(System.getProperty("sallyport.root", "."))
                .toAbsolutePath()
                .normalize()
                .resolve("target");
        Files.createDirectories(target);
        return new Scratch(Files.createTempDirectory(target, "bench-"));
    }

    @Override
    public void close() throws IOException {
        new TemporaryFolder(path).close();
    }
}
