package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.testkit.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways as processes of their own on one PostgreSQL database, from {@code init} to a verified export. */
@Tag("full")
@Timeout(300)
class PostgresVerbsTest {
    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private String config = "";
    private String operator = "";
    private String enrolment = "";

    @BeforeEach
    void install() throws IOException {
        PostgresServer server = PostgresServer.get();
        Path file = folder.resolve("sallyport.yaml");
        Files.writeString(
                file, """
                store: {postgres: {url: '%s', user: owner, password_file: '%s'}}
                anchor: {every: 100ms, files: ['%s']}
                """.formatted(server.newDatabase(), server.password(), folder.resolve("elsewhere.anchors")));
        config = file.toString();
        var keys = Ran.of("init", "--json", "--data", data("a"), "--config", config)
                .exits(0)
                .rows()
                .getFirst();
        operator = keys.get("operator_key") instanceof JsonString text ? text.value() : "";
        enrolment = keys.get("enrolment_key") instanceof JsonString text ? text.value() : "";
        Files.createDirectories(folder.resolve("b/keys"));
        for (String name : List.of("checkpoint.key", "seal.key")) {
            Files.copy(
                    folder.resolve("a/keys").resolve(name),
                    folder.resolve("b/keys").resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        http.close();
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    private URI up(String name) throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sallyport.cli.Main",
                        "up",
                        "--json",
                        "--port",
                        "0",
                        "--data",
                        data(name),
                        "--config",
                        config)
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
        processes.add(started);
        String line = started.inputReader().readLine();
        assertTrue(line != null && line.contains("\"url\":\""), "the gateway said " + line);
        return URI.create(line.replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1"));
    }

    private HttpResponse<String> ask(URI gateway, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String member(String name, HttpResponse<String> answer) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
        assertTrue(found.find(), answer.body());
        return found.group(1);
    }

    @Test
    void what_two_gateways_wrote_verifies_also_after_one_was_killed() throws Exception {
        URI a = up("a");
        URI b = up("b");
        HttpResponse<String> agent = ask(a, "/v1/agents/register", enrolment, """
                {"agent_key":"k","name":"K","owner_team":"t","environment":"prod","risk_tier":"medium"}""");
        String call = """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"github","action":"merge","resource":"r/7",\
                "mutates_state":true,"parameters":{"n":7}},"context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(member("agent_id", agent));
        for (URI gateway : List.of(a, b)) {
            HttpResponse<String> answer = ask(gateway, "/v1/authorize", member("agent_token", agent), call);
            assertEquals("allow", member("decision", answer));
        }
        processes.getFirst().destroyForcibly().waitFor();
        HttpResponse<String> last = ask(b, "/v1/authorize", member("agent_token", agent), call);
        assertEquals("allow", member("decision", last));

        Path export = folder.resolve("all.receipts");
        Files.writeString(
                export,
                ask(b, "/v1/receipts/export?format=sallyport-2", operator, "").body());
        Ran verified =
                Ran.of("receipts", "verify", "--json", export.toString(), "--key", data("a/keys/checkpoint.key"));
        assertTrue(verified.exits(0).out().contains("\"verified\":true"), verified.out());
        assertEquals(
                200, ask(b, "/v1/logs/default/tile/0/000.p/2", operator, "").statusCode());
        assertEquals(200, ask(b, "/v1/logs/install/checkpoint", operator, "").statusCode());
        anchored(export);
    }

    /** The gateway that lives on goes on to show the log elsewhere. */
    private void anchored(Path export) throws Exception {
        Ran verified = new Ran(1, "", "");
        for (int i = 0; i < 200 && !verified.out().contains("\"anchored\":true"); i++) {
            processes.getLast().waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS);
            verified = Ran.of(
                    "receipts",
                    "verify",
                    "--json",
                    export.toString(),
                    "--key",
                    data("a/keys/checkpoint.key"),
                    "--anchor",
                    data("elsewhere.anchors"));
        }
        assertTrue(verified.exits(0).out().contains("\"anchored\":true"), verified.out());
    }

    @Test
    void verbs_that_read_a_file_say_where_the_records_are() {
        for (List<String> verb : List.of(
                List.of("receipts", "export"),
                List.of("receipts", "checkpoint"),
                List.of("backup", folder.resolve("b.db").toString()),
                List.of("upgrade", "--check"),
                List.of("keys", "rotate"))) {
            List<String> all = new ArrayList<>(verb);
            all.addAll(List.of("--data", data("a")));
            Ran.of(all.toArray(String[]::new)).refuses("jdbc:postgresql://");
        }
        Ran.of("keys", "rotate", "--data", data("a"), "--config", config).exits(0);
    }
}
