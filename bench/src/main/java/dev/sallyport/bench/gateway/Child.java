package dev.sallyport.bench.gateway;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gateway in a process of its own on a fresh data directory, and its operator. */
final class Child implements AutoCloseable {
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
    record Agent(String id, String token) {}

    static Child start(Path folder) throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        Install.FreshKeys keys = Install.create(data.path(), Sources.system());
        Path configuration = folder.resolve("bench.yaml");
        Files.writeString(configuration, CONFIGURATION);
        BackgroundGateway.Running running =
                BackgroundGateway.startApart(data, List.of("--port", "0", "--config", configuration.toString()));
        return new Child(data, running, running.gateway().as(keys.operatorKey()));
    }

    DataFolder data() {
        return data;
    }

    Gateway operator() {
        return operator;
    }

    BackgroundGateway.Running running() {
        return running;
    }

    List<Agent> register(int count) {
        return register(operator, "bench-", count);
    }

    static List<Agent> register(Gateway operator, String keys, int count) {
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
