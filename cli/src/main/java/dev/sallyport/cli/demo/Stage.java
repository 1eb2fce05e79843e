package dev.sallyport.cli.demo;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Complaint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the demonstration plays on: a data directory with a gateway in a process of its own, a copy of the mailroom's office
 * beside it, an operator, a person who approves, and an agent with its token.
 *
 * @param data the gateway's data directory
 * @param office the folder the mailroom works in; what happens there is the proof
 */
record Stage(
        DataFolder data, Path office, BackgroundGateway.Running running, Gateway operator, Gateway person, String token) {
    /** The key under which the mailroom is registered. */
    static final String SERVER = "mailroom";

    /** The gateway without a credential. */
    Gateway gateway() {
        return running.gateway();
    }

    /** The gateway as the agent asks it. */
    Gateway agent() {
        return running.gateway().as(token);
    }

    /** The command line that starts the mailroom over the office. */
    List<String> mailroom() {
        String home = System.getProperty("sallyport.mailroom");
        if (home == null) {
            throw Complaint.cannotDecide(
                    "no_mailroom", "the demo's MCP server is not part of this build: start it with ./sallyport demo");
        }
        return List.of(
                OwnJava.program().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of(home, "*").toString(),
                "dev.sallyport.mailroom.Main",
                office.toString());
    }

    /** An agent host's process: the real shim in front of the real mailroom, in a session of that name. */
    McpAgent connect(String session) throws IOException {
        List<String> verb = new ArrayList<>(List.of("mcp", "--server", SERVER, "--data", data.path().toString(), "--"));
        verb.addAll(mailroom());
        ProcessBuilder shim = new ProcessBuilder(OwnJava.command(verb));
        shim.environment().put("SALLYPORT_TOKEN", token);
        shim.environment().put("SALLYPORT_SESSION", session);
        shim.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        McpAgent agent = McpAgent.start(shim);
        agent.initialize();
        return agent;
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

    /** Copies the office the mailroom ships with. */
    static void furnish(Path office) throws IOException {
        Path shipped = Path.of(System.getProperty("sallyport.root", "."), "examples", "mailroom", "data");
        if (!Files.isDirectory(shipped)) {
            throw Complaint.cannotDecide("no_mailroom", "the mailroom's data is missing: no folder " + shipped);
        }
        try (Stream<Path> all = Files.walk(shipped)) {
            for (Path source : all.toList()) {
                Path target = office.resolve(shipped.relativize(source).toString().replace(File.separatorChar, '/'));
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }
}
