package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The types that agent hosts publish accept what hooks answer, and OpenCode's the plugin that {@code install} writes. Codex and Cursor publish
 * none; of them what was written down from their documents (house/hosts/published.d.ts).
 */
@Tag("full")
class HostTypesTest {
    private static final Path FOLDER = Tree.root().resolve("house/hosts");

    private static final Path GEMINI = FOLDER.resolve("gemini/hooks/types.d.ts");

    private record Ended(int status, String out) {}

    private static Ended node(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stitch.of(List.of("node"), words))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return new Ended(process.exitValue(), out);
    }

    @Test
    void answersOfHooks_andThePlugin_fitTheHostsOwnTypes() throws Exception {
        Path compiler = FOLDER.resolve("node_modules/typescript/bin/tsc");
        assumeTrue(Files.exists(compiler), "skipped: no hosts' types (run .ci/setup)");
        Files.copy(
                Tree.root().resolve("cli/src/main/resources/dev/sallyport/cli/hook/opencode-plugin.js"),
                FOLDER.resolve("plugin.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        Ended made = node(List.of("make.mjs", "../../spec/hook", "check.ts"));
        assertEquals(0, made.status(), made.out());
        assertTrue(made.out().matches("(?s)[1-9][0-9]+ answers.*"), made.out());
        assertEquals(Files.exists(GEMINI), !made.out().contains("no types of gemini"), made.out());
        assertEquals(new Ended(0, ""), node(List.of(compiler.toString(), "-p", ".")));
    }

    @Test
    void geminisTypes_areAmongThem() throws Exception {
        assumeTrue(Files.exists(GEMINI), "skipped: no types of gemini (run .ci/setup)");
        assertTrue(Files.readString(GEMINI).contains("interface HookOutput"));
        Ended made = node(List.of("make.mjs", "../../spec/hook", "check.ts"));
        assertEquals(0, made.status(), made.out());
        assertTrue(
                Files.readString(FOLDER.resolve("check.ts")).contains(": GeminiHookOutput = {\"decision\":\"deny\""));
    }
}
