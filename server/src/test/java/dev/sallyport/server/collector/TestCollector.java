package dev.sallyport.server.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** A collector on loopback with a TLS key of its own. */
public final class TestCollector {
    private TestCollector() {}

    /** Makes its folder and serves. */
    public static CollectorServer start(Path folder, InstantSource clock) throws IOException, InterruptedException {
        new CollectorFolder(folder).create("telemetry.test", new SecureRandom());
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
                        "CN=telemetry.test",
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
                folder, "127.0.0.1", 0, Optional.of(new Settings.Tls.Pkcs12(keys, password)), clock);
    }

    /** What a gateway's configuration says to reach it. */
    public static String yaml(CollectorServer collector) {
        return "telemetry: {url: \"" + collector.url() + "\", addresses: [127.0.0.1], pins: ["
                + collector.pin().orElseThrow() + "]}\n";
    }
}
