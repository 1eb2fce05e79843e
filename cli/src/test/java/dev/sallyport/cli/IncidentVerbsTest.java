package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Incidents from the command line: seen, handed over, closed, exported, and checked without the gateway. */
@Timeout(120)
class IncidentVerbsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String post(URI url, String token, String body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static Optional<JsonObject> high(Running running) {
        return operator(running, "incidents", "list", "--open", "--json").exits(0).rows().stream()
                .filter(row -> text(row, "severity").equals("high"))
                .findFirst();
    }

    private static Ran operator(Running running, String... args) {
        return Ran.with("", running.operator(), args);
    }

    private static String attacked(Running running) {
        URI url = running.gateway().url();
        JsonObject agent = (JsonObject) StrictJson.parse(
                post(url.resolve("/v1/agents/register"), running.keys().operatorKey(), "{\"agent_key\":\"a1\"}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String call = """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"github","action":"merge","mutates_state":true,\
                "parameters":{"number":7}},"context":{"source_trust":"malicious_suspected"}}""".formatted(text(agent, "agent_id"));
        for (int i = 0; i < 10; i++) {
            post(url.resolve("/v1/authorize"), text(agent, "agent_token"), call);
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (high(running).isEmpty()) {
            assertTrue(System.nanoTime() < end, "no incident comes about");
        }
        return text(high(running).orElseThrow(), "incident_id");
    }

    @Test
    void an_incident_is_handled_exported_and_verified_without_the_gateway() throws IOException {
        String out = folder.resolve("evidence").toString();
        String key;
        try (Running running = Running.in(folder.resolve("data"))) {
            String id = attacked(running);
            assertTrue(operator(running, "incidents", "show", id).exits(0).out().contains("was refused"));
            operator(running, "incidents", "assign", id, "--to", "ann").exits(0);
            operator(running, "incidents", "merge", id, "--into", id).exits(1);
            operator(running, "incidents", "close", id, "--verdict", "nonsense").exits(2);
            operator(running, "incidents", "close", id, "--verdict", "benign", "--note", "a drill")
                    .exits(0);
            operator(running, "incidents", "close", id, "--verdict", "benign").exits(1);
            operator(running, "incidents", "show", "../x").exits(2);
            JsonObject exported = operator(running, "incidents", "export", id, "--out", out, "--json")
                    .exits(0)
                    .rows()
                    .getFirst();
            assertFalse(exported.toString().contains("narrative=JsonBoolean[value=true]"), exported::toString);
            operator(running, "incidents", "export", id, "--out", out).exits(2);
            JsonObject shown = operator(running, "incidents", "show", id, "--json")
                    .exits(0)
                    .rows()
                    .getFirst();
            key = text((JsonObject) java.util.Objects.requireNonNull(shown.get("log")), "vkey");
        }
        String verified =
                Ran.of("incidents", "verify", out, "--key", key).exits(0).out();
        assertTrue(verified.contains("verified") && verified.contains("signer known"), verified);
        String unsigned = Ran.of("incidents", "verify", out).exits(0).out();
        assertTrue(unsigned.contains("consistent; signer unchecked") && !unsigned.contains("verified"), unsigned);
        Path file = Path.of(out, "incident.json");
        JsonObject bundle = (JsonObject) StrictJson.parse(Files.readAllBytes(file));
        JsonObject first = (JsonObject)
                ((dev.sallyport.action.json.JsonArray) java.util.Objects.requireNonNull(bundle.get("receipts")))
                        .items()
                        .getFirst();
        Path proof;
        try (var proofs = Files.list(Path.of(out, "proofs"))) {
            List<Path> all = proofs.sorted(java.util.Comparator.comparingLong(
                            p -> Long.parseLong(p.getFileName().toString().replace(".tlog-proof", ""))))
                    .toList();
            proof = all.getFirst();
        }
        Ran.of("receipts", "check-proof", proof.toString(), "--record", text(first, "receipt_hash"), "--key", key)
                .exits(0);
        Files.writeString(file, Files.readString(file).replace("a drill", "a raid"));
        JsonObject refused =
                Ran.of("incidents", "verify", out, "--json").exits(1).rows().getFirst();
        assertEquals("act_unattested", text(refused, "error"));
        Files.writeString(file, "{");
        Ran.of("incidents", "verify", out).exits(1);
        Ran.of("incidents", "verify", folder.resolve("nothing").toString()).exits(2);
    }
}
