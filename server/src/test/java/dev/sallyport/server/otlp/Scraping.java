package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus of this machine that scrapes one gateway every second. */
final class Scraping implements AutoCloseable {
    private static final Path BUILT = Path.of(System.getProperty("sallyport.root", ".."))
            .resolve("house/prometheus/.built/prometheus")
            .toAbsolutePath();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Process process;
    private final URI at;
    private final HttpClient http = HttpClient.newHttpClient();

    private Scraping(Process process, URI at) {
        this.process = process;
        this.at = at;
    }

    /** Skips the test where there is no Prometheus. */
    static void assumeThereIsOne() {
        assumeTrue(
                program().isPresent(),
                "skipped: no prometheus on the path (Debian's package prometheus), and none built by .ci/setup");
    }

    private static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(BUILT),
                        Stream.of(path.split(":")).map(folder -> Path.of(folder).resolve("prometheus")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Scraping start(Path folder, URI gateway, List<Path> rules) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String files = rules.stream().map(file -> "\"" + file + "\"").collect(Collectors.joining(", "));
        Path configuration =
                Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                scrape_configs:
                  - job_name: sallyport
                    static_configs: [{targets: ["%s"]}]
                """.formatted(files, gateway.getAuthority()));
        int port = free();
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("kept"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Scraping scraping = new Scraping(process, URI.create("http://127.0.0.1:" + port));
        try {
            scraping.await("/-/ready", body -> body.contains("Ready"));
        } catch (AssertionError e) {
            scraping.close();
            throw new AssertionError("prometheus did not start: " + Files.readString(folder.resolve("log")), e);
        }
        return scraping;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What it answers to a question of its language. */
    String query(String text) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(at.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Asks until the answer is as wanted; fails the test if it is not in time. */
    String await(String path, Predicate<String> wanted) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        String last = "";
        while (true) {
            try {
                last = get(path);
            } catch (IOException notYet) {
                last = String.valueOf(notYet);
            }
            if (wanted.test(last)) {
                return last;
            }
            if (System.nanoTime() > until || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not in time, or Prometheus ended: " + path + ": " + last);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
