package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents say what is. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s#]+)(#[^)]*)?\\)");

    private static List<String> documents() {
        return Tree.files().stream().filter(file -> file.endsWith(".md")).toList();
    }

    @Test
    void readmesFirstTwoCommands_areTheDemoAndTheTests() {
        List<Commands.Command> commands =
                Commands.in("README.md", Tree.text("README.md").orElseThrow());
        assertEquals(List.of("demo"), commands.get(0).words());
        assertEquals(List.of("test"), commands.get(1).words());
    }

    @Test
    void everyCommandInADocument_isOneThatExists() {
        List<Commands.Command> commands = documents().stream()
                .flatMap(file -> Commands.in(file, Tree.text(file).orElse("")).stream())
                .toList();
        assertTrue(commands.size() > 10, "found only " + commands.size() + " commands in " + documents());
        Map<String, Set<String>> verbs = CommandLineModel.verbs();
        assertTrue(verbs.size() > 5, "read only " + verbs + " from the command line's help");
        assertEquals(List.of(), Commands.faults(commands, verbs));
    }

    @Test
    void plantedCommands_areFound() {
        String text = """
                Type `./sallyport fly` now.
                ```
                $ ./sallyport demo --wings   # a comment --none
                ./sallyport policy check --deep
                ./sallyport mcp --server x -- program --its-own
                ./sallyport test --full
                # ./sallyport not-a-command
                ```
                """;
        Map<String, Set<String>> verbs = Map.of(
                "demo",
                Set.of("--json"),
                "policy",
                Set.of(),
                "policy check",
                Set.of("--json"),
                "mcp",
                Set.of("--server"));
        assertEquals(
                List.of(
                        "x.md:1: no verb `fly`",
                        "x.md:3: no option `--wings` of `demo`",
                        "x.md:4: no option `--deep` of `policy check`"),
                Commands.faults(Commands.in("x.md", text), verbs));
    }

    @Test
    void everyLinkToAFile_leadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (String document : documents()) {
            dead.addAll(deadLinks(document, Tree.text(document).orElse("")));
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void plantedDeadLink_isFound() {
        String text = "[a](none.md) [b](README.md) [c](https://example.org) [d](docs/none/x.md#part) [e](#here)";
        assertEquals(List.of("x.md: none.md", "x.md: docs/none/x.md"), deadLinks("x.md", text));
    }

    @Test
    void documentsThatAProjectOwes_exist() {
        for (String name : List.of(
                "README.md",
                "ARCHITECTURE.md",
                "CONTRIBUTING.md",
                "SECURITY.md",
                "CHANGELOG.md",
                "ROADMAP.md",
                "VOCABULARY.md",
                "LICENSE",
                "NOTICE",
                "docs/security/threat-model.md")) {
            assertTrue(Files.isRegularFile(Tree.root().resolve(name)), name);
        }
        assertFalse(documents().isEmpty());
    }

    private static List<String> deadLinks(String document, String text) {
        Path folder = Tree.root().resolve(document).resolveSibling(".");
        List<String> dead = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String target = link.group(1);
            if (!target.contains("://") && !target.startsWith("mailto:") && !Files.exists(folder.resolve(target))) {
                dead.add(document + ": " + target);
            }
        }
        return dead;
    }
}
