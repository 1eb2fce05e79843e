package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.server.collector.CollectorServer;
import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code shield install} from a real collector's distribution endpoint over TLS, and from places that would lead it astray. */
@Timeout(120)
class ShieldFromDistributorTest {
    private static final String MANIFEST = """
            {"format":"sallyport/shield-release-data/1","shield":"egress-monitor","version":"%s","base":"1.0",
             "find":[{"text":"drop.test-place.example","whole":true,"category":"egress-monitor:file-drop",
                      "verdict":"block","confidence":0.97}]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String key = "";
    private Path collector = Path.of("");

    @BeforeEach
    void make() throws IOException {
        collector = folder.resolve("collector");
        key = Ran.of("collector", "init", "--name", "shields.example", "--data", collector.toString())
                .exits(0)
                .out()
                .strip();
        publish("1.0.7");
        publish("1.0.6");
    }

    private void publish(String version) throws IOException {
        Path manifest = Files.writeString(folder.resolve(version), MANIFEST.formatted(version));
        Ran.of(
                        "collector",
                        "publish",
                        "--shield",
                        "egress-monitor@" + version,
                        "--manifest",
                        manifest.toString(),
                        "--data",
                        collector.toString())
                .exits(0);
    }

    private CollectorServer serve() throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Path password = Files.writeString(folder.resolve("password"), "changeit-" + "test");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=shields.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass:file",
                        password.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        return CollectorServer.start(
                collector,
                "127.0.0.1",
                0,
                Optional.of(new Settings.Tls.Pkcs12(keys, password)),
                InstantSource.system());
    }

    private Ran install(String from, String version, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "shield",
                "install",
                "egress-monitor@" + version,
                "--from",
                from,
                "--data",
                folder.resolve("data").toString(),
                "--key",
                key));
        words.addAll(List.of(more));
        return Ran.of(words.toArray(String[]::new));
    }

    private boolean isInstalled(String version) {
        return Files.exists(folder.resolve("data/shields/egress-monitor/" + version + ".note"));
    }

    /** A place that answers every path alike, without TLS. */
    private static HttpServer place(int status, String location, byte[] body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", location);
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                if (body.length > 0) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void a_version_comes_over_tls_from_the_key_that_is_pinned_and_from_no_other() throws Exception {
        try (CollectorServer server = serve()) {
            String from = server.url().toString();
            Ran stranger = install(from, "1.0.7", "--pin", "ab".repeat(32));
            assertTrue(stranger.exit() != 0 && !isInstalled("1.0.7"), stranger::err);
            Ran unpinned = install(from, "1.0.7");
            assertTrue(unpinned.exit() != 0 && !isInstalled("1.0.7"), "no authority signed its certificate");
            install(from, "1.0.7", "--pin", server.pin().orElseThrow()).exits(0);
            assertEquals(
                    MANIFEST.formatted("1.0.7"),
                    Files.readString(folder.resolve("data/shields/egress-monitor/1.0.7.manifest")));
            install(from, "1.0.9", "--pin", server.pin().orElseThrow()).exits(1);
        }
    }

    @Test
    void an_older_version_is_taken_only_where_somebody_says_that_it_is_meant() throws Exception {
        try (CollectorServer server = serve()) {
            String from = server.url().toString();
            String pin = server.pin().orElseThrow();
            install(from, "1.0.7", "--pin", pin).exits(0);
            Ran older = install(from, "1.0.6", "--pin", pin);
            assertTrue(older.exits(1).err().contains("--older"), older::err);
            assertFalse(isInstalled("1.0.6"));
            install(from, "1.0.6", "--pin", pin, "--older").exits(0);
            assertTrue(isInstalled("1.0.6"));
        }
    }

    @Test
    void plain_http_is_for_this_machine_alone_and_a_pin_is_a_hash() {
        assertTrue(install("http://shields.example", "1.0.7").exits(2).err().contains("https://"));
        install("https://127.0.0.1:1", "1.0.7", "--pin", "abc").exits(2);
        assertFalse(isInstalled("1.0.7"));
    }

    @Test
    void a_redirect_is_not_followed_and_what_is_too_long_or_not_signed_is_not_taken() throws Exception {
        HttpServer good = place(200, "", new byte[0]);
        HttpServer redirect = place(302, url(good) + "/x", new byte[0]);
        HttpServer unsigned = place(200, "", "sallyport".getBytes(StandardCharsets.UTF_8));
        HttpServer endless = place(200, "", new byte[(2 << 20)]);
        try {
            for (HttpServer place : List.of(redirect, unsigned, endless)) {
                Ran ran = install(url(place), "1.0.7");
                assertTrue(ran.exit() != 0 && !isInstalled("1.0.7"), ran::err);
            }
            Ran pinned = install(url(endless), "1.0.7", "--pin", "ab".repeat(32));
            assertTrue(pinned.err().contains("more than"), pinned::err);
        } finally {
            List.of(good, redirect, unsigned, endless).forEach(server -> server.stop(0));
        }
    }
}
