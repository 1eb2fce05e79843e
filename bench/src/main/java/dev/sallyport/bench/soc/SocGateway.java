package dev.sallyport.bench.soc;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.bench.gateway.ProcessMemory;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.terminal.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link SocChild}, asked over HTTP; it can be stopped whole while another one is measured. Confined to one thread. */
final class SocGateway implements AutoCloseable {
    private static final Pattern ALLOWED =
            Pattern.compile("(?m)^sallyport_decisions_total\\{[^}]*decision=\"allow\"[^}]*} (\\S+)$");
    private static final Pattern DROPPED = Pattern.compile("(?m)^ase_emit_dropped_total (\\S+)$");

    private static final String PLAYBOOK = "contain-agent@1";
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;
    private final URI url;
    private final String operator;
    private final HttpClient http = HttpClient.newHttpClient();

    private SocGateway(Process process, BufferedReader out, URI url, String operator) {
        this.process = process;
        this.out = out;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.url = url;
        this.operator = operator;
    }

    /** An agent and its token. */
    record Agent(String id, String token) {}

    /** Starts one with that configuration below that folder. */
    static SocGateway start(Path folder, String configuration) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("soc.yaml");
        Files.writeString(file, configuration);
        Process process = new ProcessBuilder(OwnJava.command(
                        SocChild.class.getName(), List.of(folder.resolve("data").toString(), file.toString())))
                .redirectError(folder.resolve("errors").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the gateway did not start: " + Files.readString(folder.resolve("errors")));
        }
        String[] words = line.split(" ");
        return new SocGateway(process, out, URI.create(words[0]), words[1]);
    }

    URI url() {
        return url;
    }

    /** Tells the process something and returns what it answers. */
    String tell(String command) throws IOException {
        in.println(command);
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException("the gateway is gone");
        }
        return answer;
    }

    /** The whole process stands still, so that it takes nothing from the one that is measured. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** It goes on. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", which, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("`kill " + which + "` failed with " + status);
        }
    }

    Agent register(String key) throws IOException, InterruptedException {
        JsonObject answer = post(
                "/v1/agents/register",
                operator,
                JsonObject.builder()
                        .put("agent_key", key)
                        .put("name", "bench")
                        .put("owner_team", "bench")
                        .put("environment", "production")
                        .put("risk_tier", "medium")
                        .build());
        return new Agent(text(answer, "agent_id"), text(answer, "agent_token"));
    }

    /** What one call of the agent is answered, stated to be under that influence. */
    JsonObject call(Agent agent, String session, String trust) throws IOException, InterruptedException {
        JsonObject body = JsonObject.builder()
                .put("session", session)
                .put(
                        "agent",
                        JsonObject.builder()
                                .put("id", agent.id())
                                .put("environment", "production")
                                .build())
                .put(
                        "tool_call",
                        JsonObject.builder()
                                .put("tool", "mail")
                                .put("action", "send")
                                .put("resource", "outbox")
                                .put("mutates_state", true)
                                .put(
                                        "parameters",
                                        JsonObject.builder().put("to", "ann").build())
                                .build())
                .put("context", JsonObject.builder().put("source_trust", trust).build())
                .build();
        return post("/v1/authorize", agent.token(), body);
    }

    /** Proves the playbook of the examples over what happened, and lets it act, as an operator would. */
    void activate() throws IOException, InterruptedException {
        JsonObject.Builder playbook = JsonObject.builder().put("playbook", PLAYBOOK);
        post("/v1/playbooks/simulate", operator, playbook.put("record", true).build());
        JsonObject answer = post(
                "/v1/playbooks",
                operator,
                JsonObject.builder()
                        .put("playbook", PLAYBOOK)
                        .put("stage", "respond")
                        .build());
        if (!text(answer, "stage").equals("respond")) {
            throw new Broken("the playbook does not act: " + answer);
        }
    }

    void freeze(Agent agent) throws IOException, InterruptedException {
        post("/v1/agents/" + agent.id() + "/freeze", operator, JsonObject.of());
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return object(send(HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + operator)));
    }

    private JsonObject post(String path, String token, JsonObject body) throws IOException, InterruptedException {
        return object(send(HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.of(body)))));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static JsonObject object(String body) {
        if (StrictJson.parse(body.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object) {
            return object;
        }
        throw new Broken("the gateway answered no object");
    }

    static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    /** Calls that were allowed since its start. */
    long allowed() throws IOException, InterruptedException {
        return sum(ALLOWED);
    }

    /** Events that found no room since its start. */
    long dropped() throws IOException, InterruptedException {
        return sum(DROPPED);
    }

    private long sum(Pattern sample) throws IOException, InterruptedException {
        Matcher found = sample.matcher(
                send(HttpRequest.newBuilder(url.resolve("/metrics")).header("Authorization", "Bearer " + operator)));
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return Math.round(sum);
    }

    double residentMib() throws IOException {
        return ProcessMemory.residentKib(process.pid()) / 1024.0;
    }

    @Override
    public void close() throws IOException {
        try {
            resume();
            in.close();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            http.close();
            out.close();
        }
    }
}
