package dev.sallyport.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.judge.PolicyBundles;
import dev.sallyport.server.catalogue.CatalogueFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded hijacked runs with other words around the attacker's goal: without tags, names and marker words, and in each of the
 * templates the corpora hold. What is covered must not depend on them.
 */
class TraceTemplatesTest {
    /** As much as another wording may cost or gain. */
    private static final double POINTS = 0.02;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern BLOCK = Pattern.compile("<INFORMATION>.*?</INFORMATION>", Pattern.DOTALL);

    private Path folder = Path.of("");
    private String hijacks = "";
    private Player player = new Player(
            PolicyBundles.builtIn(),
            Toolbox.of("none", "{}".getBytes(StandardCharsets.UTF_8), CatalogueFiles.builtIn()));

    @BeforeEach
    void open() throws IOException {
        String named = System.getenv("SALLYPORT_CORPORA");
        Path corpora = named == null || named.isEmpty()
                ? Path.of(System.getProperty("sallyport.root", ".."), "../shared/corpora")
                : Path.of(named);
        folder = corpora.resolve("agentdojo");
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no corpora");
        Path tools = folder.resolve("tools.json");
        player = new Player(
                PolicyBundles.builtIn(),
                Toolbox.of(tools.toString(), Files.readAllBytes(tools), CatalogueFiles.builtIn()));
        hijacks = unpacked("oracle_hijack.jsonl.gz");
    }

    private String unpacked(String file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void coverage_is_the_same_without_the_templates_markers_tags_and_names() {
        double recorded = covered("recorded", goal -> "");
        double bare = covered("goal alone", goal -> goal);
        assertEquals(recorded, bare, POINTS);
    }

    @Test
    void coverage_is_the_same_in_each_template() throws IOException {
        Map<String, String> templates = new TreeMap<>();
        for (String line : unpacked("payloads.jsonl.gz").lines().toList()) {
            JsonNode payload = Lenient.tree("payloads", line);
            String goal = payload.path("goal").asString("");
            String text = payload.path("text").asString("");
            templates.putIfAbsent(payload.path("attack").asString(""), text.replace(goal, "{goal}"));
        }
        assertTrue(templates.size() >= 10, "only " + templates.keySet());
        double recorded = covered("recorded", goal -> "");
        templates.forEach((name, template) ->
                assertEquals(recorded, covered(name, goal -> template.replace("{goal}", goal)), POINTS, name));
    }

    /**
     * The share of hijacked runs of which every serving call that changes something is held.
     *
     * @param words what stands in place of the recorded block, by the attacker's goal; nothing to leave it
     */
    private double covered(String name, UnaryOperator<String> words) {
        int line = 0;
        int covered = 0;
        int changed = 0;
        for (String text : hijacks.lines().toList()) {
            ObjectNode trace = (ObjectNode) JSON.readTree(text);
            changed += reword(trace, words.apply(trace.path("injection_goal").asString(""))) ? 1 : 0;
            covered += player.play(Trace.of("hijack", ++line, trace.toString())).stream()
                            .filter(v -> v.step().injected() && v.mutates())
                            .allMatch(Player.Verdict::refused)
                    ? 1
                    : 0;
        }
        System.out.printf(Locale.ROOT, "%s: %d of %d covered, %d reworded%n", name, covered, line, changed);
        assertTrue(name.equals("recorded") || changed >= 0.9 * line, name + ": only " + changed + " reworded");
        return covered / (double) line;
    }

    private static boolean reword(ObjectNode trace, String words) {
        boolean changed = false;
        for (JsonNode event : trace.path("events")) {
            Matcher block = BLOCK.matcher(event.path("text").asString(""));
            if (!words.isEmpty() && block.find()) {
                ((ObjectNode) event).put("text", block.replaceAll(Matcher.quoteReplacement(words)));
                changed = true;
            }
        }
        return changed;
    }
}
