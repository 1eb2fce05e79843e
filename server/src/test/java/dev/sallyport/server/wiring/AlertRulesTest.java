package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules that ship are about what a gateway exports, and Prometheus' own tool reads and plays them as their tests say. */
class AlertRulesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath();
    private static final Path RULES = ROOT.resolve("deploy/prometheus");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void every_series_a_rule_asks_for_is_exported_from_the_start_for_each_channel_and_the_console() throws IOException {
        List<String> asked = Pattern.compile("sallyport_[a-z_]+(\\{[^}]*})?")
                .matcher(Files.readString(RULES.resolve("approvals.yaml")))
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertEquals(4, asked.size(), asked::toString);
        Path secret = Files.writeString(folder.resolve("secret"), "n".repeat(32));
        try (TestGateway gateway =
                TestGateway.start(folder.resolve("data"), SettingsFile.parse("s.yaml", """
                approvals: {channels: {pager: {network: loopback, webhook: {url: "http://127.0.0.1:1/", secret_file: "%s"}}}}
                """.formatted(secret)))) {
            String metrics =
                    gateway.client().get("/metrics", gateway.operator()).text();
            for (String channel : List.of("pager", "console")) {
                for (String series : asked) {
                    String start = series.contains("{")
                            ? series.replace("{", "{channel=\"" + channel + "\",")
                            : series + "{channel=\"" + channel + "\"";
                    assertTrue(metrics.contains("\n" + start), () -> start + " in " + metrics);
                }
            }
        }
    }

    @Test
    void without_any_channel_the_console_is_measured() {
        try (TestGateway gateway = TestGateway.start(folder)) {
            gateway.held(gateway.agent("a1"));
            String line = "sallyport_approval_delivery_seconds_count{channel=\"console\"} 1\n";
            String metrics = "";
            for (int wait = 0; !metrics.contains(line); wait++) {
                assertTrue(wait < 400, metrics);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
                metrics = gateway.client().get("/metrics", gateway.operator()).text();
            }
        }
    }

    @Test
    @Tag("full")
    void prometheus_reads_the_rules_and_they_say_what_their_tests_expect() throws IOException, InterruptedException {
        Path promtool = Stream.concat(
                        Stream.of(ROOT.resolve("house/tools/promtool")),
                        Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, "promtool")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(Files.isExecutable(promtool), "skipped: no promtool (run .ci/setup)");
        for (String name : List.of("approvals", "security", "objectives")) {
            assertEquals("0 SUCCESS", run(promtool, "check", "rules", name + ".yaml"));
            assertEquals("0 SUCCESS", run(promtool, "test", "rules", name + ".test.yaml"));
        }
        Path wrong = Files.createDirectory(folder.resolve("wrong"));
        Files.writeString(
                wrong.resolve("approvals.yaml"),
                Files.readString(RULES.resolve("approvals.yaml")).replace(">= 5", ">= 50"));
        Files.copy(RULES.resolve("approvals.test.yaml"), wrong.resolve("approvals.test.yaml"));
        assertTrue(
                runIn(wrong, promtool, "test", "rules", "approvals.test.yaml").startsWith("1 "), "it can fail");
    }

    private static String run(Path promtool, String... words) throws IOException, InterruptedException {
        return runIn(RULES, promtool, words);
    }

    private static String runIn(Path where, Path promtool, String... words) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(promtool.toString()), Stream.of(words)).toList();
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return status + " " + (said.contains("SUCCESS") ? "SUCCESS" : said);
    }
}
