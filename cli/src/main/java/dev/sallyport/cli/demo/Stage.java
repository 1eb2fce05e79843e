package dev.sallyport.cli.demo;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the demonstration plays on: a data directory with a gateway in a process of its own, a copy of the mailroom's office
 * beside it, an operator, and a person who approves.
 *
 * @param data the gateway's data directory
 * @param office the folder the mailroom works in; what happens there is the proof
 */
record Stage(DataFolder data, Path office, BackgroundGateway.Running running, Gateway operator, Gateway person) {
    /** The gateway without a credential. */
    Gateway gateway() {
        return running.gateway();
    }

    /** A registered agent. */
    record Agent(String id, String token) {}

    /** Registers an agent under that key. */
    Agent register(String key) {
        JsonObject answer = operator.post(
                        "/v1/agents/register",
                        JsonObject.builder()
                                .put("agent_key", key)
                                .put("name", key)
                                .put("owner_team", "bindery")
                                .put("environment", "development")
                                .put("risk_tier", "medium")
                                .build())
                .orComplain()
                .object();
        return new Agent(text(answer, "agent_id"), text(answer, "agent_token"));
    }

    /** An agent host's process: the real shim in front of the real mailroom, in a session of that name. */
    McpAgent connect(Agent who, String session) throws IOException {
        List<String> verb = new ArrayList<>(List.of(
                "mcp", "--server", Mailroom.SERVER, "--data", data.path().toString(), "--"));
        verb.addAll(Mailroom.command(office));
        ProcessBuilder shim = new ProcessBuilder(OwnJava.command(verb));
        shim.environment().keySet().removeIf(name -> name.startsWith("SALLYPORT_"));
        shim.environment().put("SALLYPORT_TOKEN", who.token());
        shim.environment().put("SALLYPORT_SESSION", session);
        shim.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        McpAgent agent = McpAgent.start(shim);
        agent.initialize();
        return agent;
    }

    /** An operator accepts what the mailroom offers, and says what its results carry. */
    Step pin() {
        Mailroom.pin(data, operator, Mailroom.command(office));
        int tools = operator.get("/v1/mcp/servers").orComplain().list("servers").stream()
                .mapToInt(server ->
                        server.get("tools") instanceof JsonArray a ? a.items().size() : 0)
                .sum();
        return new Step(
                "pin",
                "An operator looks at what the mailroom offers and pins it.",
                "done",
                "pinned",
                tools + " tools are pinned by the hash of their description and schemas");
    }

    private Path log() {
        return data.path().resolve("logs").resolve("demo-shim.log");
    }

    /** Every mail that left, in order. */
    List<Path> outbox() throws IOException {
        Path folder = office.resolve("outbox");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> mails = Files.list(folder)) {
            return mails.sorted().toList();
        }
    }

    /** A text member that must be there. */
    static String text(JsonObject object, String member) {
        Json value = object.get(member);
        Expectation.that(value instanceof JsonString, "a text `" + member + "`", object);
        return value instanceof JsonString text ? text.value() : "";
    }

    /** An object member that must be there. */
    static JsonObject object(JsonObject outer, String member) {
        Json value = outer.get(member);
        Expectation.that(value instanceof JsonObject, "an object `" + member + "`", outer);
        return value instanceof JsonObject object ? object : JsonObject.of();
    }
}
