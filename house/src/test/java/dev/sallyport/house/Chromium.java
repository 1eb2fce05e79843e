package dev.sallyport.house;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person before Debian's Chromium, led by {@code house/peers/browser.mjs}. Confined to one thread. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BufferedReader said;

    private Chromium(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** One that reaches that name at that place, {@code HOST:PORT}. */
    static Chromium before(String name, String place) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "skipped: no Chromium (run .ci/setup)");
        List<String> command = Stitch.of(Peers.browser(), List.of(PROGRAM.toString(), name + "=" + place));
        return new Chromium(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * Has something done.
     *
     * @param what one of the words that {@code browser.mjs} knows
     * @param with its members, each a name and a value
     */
    JsonNode does(String what, String... with) throws IOException {
        Map<String, String> line = new HashMap<>(Map.of("do", what, "who", "somebody"));
        for (int i = 0; i < with.length; i += 2) {
            line.put(with[i], with[i + 1]);
        }
        process.getOutputStream().write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = said.readLine();
        JsonNode heard = JSON.readTree(answer == null ? "{\"failed\":\"the browser ended\"}" : answer);
        if (heard.has("failed")) {
            throw new AssertionError(what + " " + List.of(with) + ": " + heard.get("failed"));
        }
        return heard.path("did");
    }

    /** What a person can read. */
    String seen() throws IOException {
        return does("seen").stringValue();
    }

    /** The texts of those elements. */
    List<String> inside(String selector) throws IOException {
        List<String> texts = new ArrayList<>();
        does("inside", "selector", selector).forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            Program.stop(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
