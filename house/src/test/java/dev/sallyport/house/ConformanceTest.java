package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conformance suite of the protocol's authors, its release and its pre-release, finds at a server behind {@code /mcp/NAME} what it finds
 * at the server itself: every scenario it has for servers, check by check. None is left out.
 */
@Tag("full")
@Timeout(300)
class ConformanceTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern RESULTS = Pattern.compile("server-(.+)-20[0-9-]{8}T.*");
    private static final Pattern LISTED = Pattern.compile("^ +- ([a-z0-9-]+) \\[");
    private static final Set<String> FAULTS = Set.of("FAILURE", "WARNING");

    @TempDir
    private static Path folder;

    private static RunningGateway gateway;
    private static ServerProcess server;
    private static ServerProcess careless;
    private static String token;

    @BeforeAll
    static void startAndPin() throws Exception {
        Peers.assume();
        server = ServerProcess.printing(folder, Peers.conforming());
        careless = ServerProcess.listening(folder, Peers.everythingOverHttp());
        gateway = RunningGateway.in(folder);
        gateway.pinAt("conforming", "common", server.url());
        gateway.pinAt("careless", "common", careless.url());
        token = gateway.register("conformance");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (ServerProcess each : new ServerProcess[] {server, careless}) {
            if (each != null) {
                each.close();
            }
        }
        if (gateway != null) {
            gateway.stop();
        }
    }

    /** A scenario of both eras runs in the older one, unless it is told otherwise. */
    @ParameterizedTest
    @CsvSource({
        "@modelcontextprotocol/conformance, ''",
        "conformance-next, ''",
        "conformance-next, --spec-version 2026-07-28",
    })
    void everyScenario_endsAsItDoesWithoutTheGateway(String version, String era) throws Exception {
        String[] words = era.isEmpty() ? new String[0] : era.split(" ");
        Path into = Files.createTempDirectory(folder, "results");
        try (ExecutorService both = Executors.newFixedThreadPool(2);
                TokenForwarder forwarder = new TokenForwarder(gateway.door("conforming"), token)) {
            Future<Map<String, List<String>>> direct =
                    both.submit(run(version, server.url().toString(), into.resolve("direct"), words));
            Future<Map<String, List<String>>> gated =
                    both.submit(run(version, forwarder.url().toString(), into.resolve("gated"), words));
            assertEquals(Set.of(), faults(direct.get()), "without the gateway");
            assertEquals(text(direct.get()), text(gated.get()));
            assertEquals(listed(version, words), gated.get().keySet());
        }
    }

    @Test
    void pagesOfOtherSites_areRefusedBeforeAServerThatTakesThem() throws Exception {
        String[] scenario = {"--scenario", "dns-rebinding-protection"};
        try (TokenForwarder forwarder = new TokenForwarder(gateway.door("careless"), token)) {
            for (String version : List.of("@modelcontextprotocol/conformance", "conformance-next")) {
                Path into = Files.createTempDirectory(folder, "results");
                Map<String, List<String>> direct = run(
                                version, careless.url().toString(), into.resolve("direct"), scenario)
                        .call();
                Map<String, List<String>> gated = run(
                                version, forwarder.url().toString(), into.resolve("gated"), scenario)
                        .call();
                assertEquals(Set.of("dns-rebinding-protection"), faults(direct));
                assertEquals(Set.of(), faults(gated), gated + "");
                assertEquals(Set.of("dns-rebinding-protection"), gated.keySet());
            }
        }
    }

    /** What each scenario's checks ended with: {@code ID STATUS}, in order of their names. */
    private static Callable<Map<String, List<String>>> run(String version, String url, Path into, String... words) {
        List<String> scope = Arrays.asList(words).contains("--scenario") ? List.of() : List.of("--suite", "all");
        List<String> command = Stitch.of(
                Peers.conformance(version, "server", "--url", url, "-o", into.toString()), scope, List.of(words));
        return () -> {
            // It ends with 1 when a check failed; what matters is what it wrote.
            Program.Ended ended = Program.run(folder, Map.of(), command);
            Map<String, List<String>> checks = new TreeMap<>();
            try (Stream<Path> results = Files.list(into)) {
                for (Path result : results.toList()) {
                    Matcher name = RESULTS.matcher(result.getFileName().toString());
                    assertTrue(name.matches(), result + "");
                    checks.put(name.group(1), read(result.resolve("checks.json")));
                }
            }
            assertTrue(!checks.isEmpty(), ended + "");
            return checks;
        };
    }

    private static List<String> read(Path file) throws IOException {
        JsonNode checks = JSON.readTree(Files.readString(file));
        return checks.valueStream()
                .map(check -> check.path("id").asString() + " "
                        + check.path("status").asString()
                        + (FAULTS.contains(check.path("status").asString())
                                ? " " + check.path("errorMessage").asString()
                                : ""))
                .sorted()
                .toList();
    }

    private static Set<String> faults(Map<String, List<String>> checks) {
        return checks.entrySet().stream()
                .filter(scenario ->
                        scenario.getValue().stream().anyMatch(check -> FAULTS.contains(check.split(" ", 3)[1])))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Map<String, List<String>> checks) {
        return checks.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static Set<String> listed(String version, String... words) throws Exception {
        List<String> command = Stitch.of(Peers.conformance(version, "list", "--server"), List.of(words));
        String said = Program.run(folder, Map.of(), command).orFail(command);
        return said.lines()
                .map(LISTED::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
