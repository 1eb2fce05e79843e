package dev.sallyport.server.wiring;

import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A gateway with an HTTP server behind it, and clients of an agent before it. */
final class McpOverHttp implements AutoCloseable {
    final MemoryGateway gateway;
    final FakeUpstream upstream = new FakeUpstream();
    final Heard agent;
    private final List<McpClient> clients = new ArrayList<>();

    McpOverHttp(String... tools) throws IOException {
        this(Settings.defaults(), tools);
    }

    McpOverHttp(Settings settings, String... tools) throws IOException {
        gateway = new MemoryGateway(settings, false, true);
        agent = register("a");
        for (String tool : tools) {
            upstream.offer(tool, "does " + tool);
        }
        serve("box", gateway.operator);
    }

    /** Registers the server under that name and pins everything it offers as reads. */
    void serve(String server, String operator) {
        say(gateway.client.post(
                "/v1/mcp/servers", operator, "{\"key\":\"" + server + "\",\"url\":\"" + upstream.url() + "\"}"));
        pin(server, operator);
    }

    /** Pins everything the server offers as reads. */
    void pin(String server) {
        pin(server, gateway.operator);
    }

    private void pin(String server, String operator) {
        String tools = upstream.tools.keySet().stream()
                .map(name -> "{\"name\":\"" + name + "\",\"schema_hash\":\"" + upstream.hash(name)
                        + "\",\"effect\":\"reads\",\"capability\":\"read\"}")
                .collect(Collectors.joining(","));
        say(gateway.client.post("/v1/mcp/servers/" + server + "/tools", operator, "{\"tools\":[" + tools + "]}"));
    }

    /** From now on a person must approve every read. */
    void asking() {
        String policy = "@decision(\\\"require_approval\\\") permit(principal, action, resource);";
        say(gateway.client.post("/v1/policies", gateway.operator, "{\"files\":{\"ask.cedar\":\"" + policy + "\"}}"));
    }

    Heard register(String key) {
        return register(key, gateway.operator);
    }

    Heard register(String key, String operator) {
        return say(gateway.client.post("/v1/agents/register", operator, "{\"agent_key\":\"" + key + "\"}"));
    }

    private static Heard say(Heard heard) {
        if (heard.status() / 100 != 2) {
            throw new AssertionError(heard.toString());
        }
        return heard;
    }

    McpClient client() {
        return client("box", agent.string("agent_token"));
    }

    McpClient client(String server, String token) {
        McpClient client = new McpClient(gateway.url(), server, token);
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(McpClient::close);
        gateway.close();
        upstream.close();
    }
}
