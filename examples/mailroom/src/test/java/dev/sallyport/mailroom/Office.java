package dev.sallyport.mailroom;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A mailroom in a process of its own over a copy of the sample data, and a client that talks to it in raw lines. */
final class Office implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private final Path data;
    private final Process process;
    private final BufferedWriter toServer;
    private final BufferedReader fromServer;

    private Office(Path data, Process process) {
        this.data = data;
        this.process = process;
        this.toServer = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
        this.fromServer = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    static Office open(Path folder) throws IOException {
        fill(folder);
        Process process = new ProcessBuilder(command(folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Office(folder, process);
    }

    /** Copies the sample data into an empty folder. */
    static void fill(Path folder) throws IOException {
        copy(Path.of(System.getProperty("sallyport.root", "../..")).resolve("examples/mailroom/data"), folder);
    }

    /** The command that starts a mailroom over a folder. */
    static List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sallyport.mailroom.Main",
                folder.toString());
    }

    /** Opens the connection the way clients up to 2025-11-25 do. */
    Office greeted() throws IOException {
        request(0, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    void send(String line) throws IOException {
        toServer.write(line);
        toServer.write('\n');
        toServer.flush();
    }

    JsonNode receive() throws IOException {
        String line = fromServer.readLine();
        if (line == null) {
            throw new IOException("the server closed its output");
        }
        return JSON.readTree(line);
    }

    JsonNode request(int id, String method, String params) throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
        return receive();
    }

    /** Calls a tool; arguments are names and values in turn. */
    JsonNode call(String tool, String... namesAndValues) throws IOException {
        ObjectNode params = JSON.createObjectNode().put("name", tool);
        ObjectNode arguments = params.putObject("arguments");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request(1, "tools/call", params.toString()).path("result");
    }

    static String text(JsonNode result) {
        return result.path("content").path(0).path("text").asString("");
    }

    Path data() {
        return data;
    }

    List<Path> outbox() throws IOException {
        Path outbox = data.resolve("outbox");
        if (!Files.exists(outbox)) {
            return List.of();
        }
        try (Stream<Path> mails = Files.list(outbox)) {
            return mails.sorted().toList();
        }
    }

    /** Ends the server's input and waits for its exit code. */
    int hangUp() throws IOException, InterruptedException {
        toServer.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IOException("the server does not end with its input");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }
}
