package dev.sallyport.cli;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** A gateway as a process of its own, as {@code up} starts it, that is killed with {@code SIGKILL} and started again on its data. */
final class KilledGateway implements AutoCloseable {
    private final Path data;
    private final Path configuration;
    private final String operator;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private URI url;

    KilledGateway(Path data, Path configuration) throws IOException {
        this.data = data;
        this.configuration = configuration;
        JsonObject keys = Ran.of("init", "--json", "--data", data.toString())
                .exits(0)
                .rows()
                .getFirst();
        this.operator = text(keys, "operator_key");
        this.process = started();
        this.url = address(process);
    }

    private Process started() throws IOException {
        return new ProcessBuilder(
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
                        data.toString(),
                        "--config",
                        configuration.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static URI address(Process process) throws IOException {
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null || !line.contains("\"url\":\"")) {
            throw new IOException("the gateway said " + line);
        }
        return URI.create(line.replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1"));
    }

    /** Nothing of it runs on, and it writes nothing any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void start() throws IOException {
        process = started();
        url = address(process);
    }

    JsonObject post(String path, String token, String body) {
        return ask(HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    JsonObject get(String path) {
        return ask(HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + operator)
                .build());
    }

    private JsonObject ask(HttpRequest request) {
        try {
            byte[] body =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
            return (JsonObject) StrictJson.parse(body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String operator() {
        return operator;
    }

    /** An agent and its token. */
    record Agent(String id, String token) {}

    Agent agent(String key) {
        JsonObject made = post("/v1/agents/register", operator, "{\"agent_key\":\"" + key + "\"}");
        return new Agent(text(made, "agent_id"), text(made, "agent_token"));
    }

    /** So many refused calls. */
    void refused(Agent agent, int calls) {
        for (int i = 0; i < calls; i++) {
            post("/v1/authorize", agent.token(), """
                    {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"github","action":"merge","mutates_state":true,\
                    "parameters":{"number":7}},"context":{"source_trust":"malicious_suspected"}}""".formatted(agent.id()));
        }
    }

    /** Incidents with an alert of a rule of that title. */
    List<JsonObject> incidents(String title) {
        return rows(get("/v1/incidents?limit=200"), "incidents").stream()
                .filter(incident -> incident.toString().contains(title))
                .toList();
    }

    /** Alerts of a rule of that title. */
    List<JsonObject> alerts(String title) {
        return rows(get("/v1/alerts?limit=200"), "alerts").stream()
                .filter(alert -> alert.toString().contains(title))
                .toList();
    }

    static List<JsonObject> rows(JsonObject object, String member) {
        return ((JsonArray) Objects.requireNonNull(object.get(member), member))
                .items().stream().map(row -> (JsonObject) row).toList();
    }

    static String text(JsonObject object, String member) {
        Json value = object.get(member);
        return value instanceof JsonString text ? text.value() : "";
    }

    static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come about");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }
}
