package dev.sallyport.cli;

import dev.sallyport.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An agent host before {@code sallyport mcp} on standard input and output. */
final class StdioClient implements AutoCloseable {
    private final OutputStream in;
    private final BufferedReader out;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    /** Starts the verb with these words. */
    StdioClient(Map<String, String> env, String... words) throws IOException {
        Pipe toVerb = Pipe.open();
        Pipe fromVerb = Pipe.open();
        in = Channels.newOutputStream(toVerb.sink());
        out = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(fromVerb.source()), StandardCharsets.UTF_8));
        Terminal terminal = Terminal.of(
                Channels.newInputStream(toVerb.source()),
                new PrintStream(Channels.newOutputStream(fromVerb.sink()), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                status.complete(Main.run(words, terminal));
                fromVerb.sink().close();
            } catch (IOException | RuntimeException failed) {
                status.completeExceptionally(failed);
            }
        });
    }

    void say(String frame) throws IOException {
        in.write((frame + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** The answer to the request of that id; the verb's end, if there is none. */
    String answer(int id) throws Exception {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("\"id\":" + id + ",") || line.contains("\"id\":" + id + "}")) {
                return line;
            }
        }
        return "exit " + status.get(30, TimeUnit.SECONDS) + " " + err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
