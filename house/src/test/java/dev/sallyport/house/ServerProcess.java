package dev.sallyport.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An MCP server over HTTP that runs as a process of its own. */
record ServerProcess(Process process, URI url) implements AutoCloseable {

    /** One that prints its address first of all. */
    static ServerProcess printing(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = started(folder, Map.of(), command);
        return new ServerProcess(process, URI.create(await(process, line -> line.startsWith("http"))));
    }

    /** One that takes its port from its environment and says when it listens there. */
    static ServerProcess listening(Path folder, List<String> command) throws IOException, InterruptedException {
        int port = freePort();
        Process process = started(folder, Map.of("PORT", String.valueOf(port)), command);
        await(process, line -> line.contains("listening"));
        return new ServerProcess(process, URI.create("http://127.0.0.1:" + port + "/mcp"));
    }

    private static Process started(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        return Program.builder(folder, environment, command)
                .redirectErrorStream(true)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** The first line of that kind; what is printed after it goes nowhere, so that the server never waits for a reader. */
    private static String await(Process process, Predicate<String> wanted) throws IOException, InterruptedException {
        StringBuilder before = new StringBuilder();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (wanted.test(line)) {
                Thread.ofPlatform().daemon().start(() -> drain(said));
                return line;
            }
            before.append(line).append('\n');
        }
        Program.stop(process);
        throw new IOException("the server ended: " + before);
    }

    private static void drain(BufferedReader said) {
        try (Writer nowhere = Writer.nullWriter()) {
            said.transferTo(nowhere);
        } catch (IOException e) {
            // The server ended.
            return;
        }
    }

    @Override
    public void close() {
        try {
            Program.stop(process);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
