package dev.sallyport.bench.gateway;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gateway in a process of its own on a fresh data directory, and its operator. */
public final class Child implements AutoCloseable {
    private static final long STOP_SECONDS = 60;
    private static final String CONFIGURATION = """
            rate:
              per_second: 1000000
              burst: 1000000
            quotas:
              loop: {repeats: 0}
            """;

    private final DataFolder data;
    private final BackgroundGateway.Running running;
    private final Gateway operator;

    private Child(DataFolder data, BackgroundGateway.Running running, Gateway operator) {
        this.data = data;
        this.running = running;
        this.operator = operator;
    }

    /** An agent and its token. */
    public record Agent(String id, String token) {}

    /** Starts one below that folder. */
    public static Child start(Path folder) throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Install.FreshKeys keys = Install.create(data.path(), Sources.system());
        Path configuration = folder.resolve("bench.yaml");
        Files.writeString(configuration, CONFIGURATION);
        BackgroundGateway.Running running =
                BackgroundGateway.startApart(data, List.of("--port", "0", "--config", configuration.toString()));
        return new Child(data, running, running.gateway().as(keys.operatorKey()));
    }

    /** Its data directory. */
    public DataFolder data() {
        return data;
    }

    /** It, asked as its operator. */
    public Gateway operator() {
        return operator;
    }

    BackgroundGateway.Running running() {
        return running;
    }

    /** The address of its API. */
    public URI url() {
        return running.reach().url();
    }

    /** Its process. */
    public long pid() {
        return running.started().orElseThrow().pid();
    }

    /** What it has spent so far. */
    public Spent spent() {
        byte[] metrics = operator.get("/metrics").orComplain().body();
        return new Spent(ThreadTimes.of(pid()), StageTimes.read(new String(metrics, StandardCharsets.UTF_8)));
    }

    /** Registers agents. */
    public List<Agent> register(int count) {
        return register(operator, "bench-", count);
    }

    /** Registers an agent that an operator trusts to say what its user said, so that the content of its sessions is kept. */
    public Agent registerVoice(String key) {
        return register(operator, key, 1, true).getFirst();
    }

    static List<Agent> register(Gateway operator, String keys, int count) {
        return register(operator, keys, count, false);
    }

    private static List<Agent> register(Gateway operator, String keys, int count, boolean speaksForUser) {
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonObject answer = operator.post(
                            "/v1/agents/register",
                            JsonObject.builder()
                                    .put("agent_key", keys + i)
                                    .put("name", "bench")
                                    .put("owner_team", "bench")
                                    .put("environment", "production")
                                    .put("risk_tier", "medium")
                                    .put("speaks_for_user", speaksForUser)
                                    .build())
                    .orComplain()
                    .object();
            agents.add(new Agent(text(answer, "agent_id"), text(answer, "agent_token")));
        }
        return agents;
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    /** Stops it in good order: what it acknowledged is then in its store, closed. */
    @Override
    public void close() {
        running.started().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException late) {
                process.destroyForcibly();
            }
        });
    }
}
