package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpVerbsTest {
    @TempDir
    private Path folder;

    @Test
    void a_proxy_needs_a_name_and_a_command() {
        Ran.of("mcp", "--server", "files").refuses("put it after `--`");
        Ran.of("mcp", "--", "true").refuses("--server");
        Ran.of("mcp", "--server", "files", "--pin", "always", "--", "true").refuses("--pin takes first-use");
        Ran.with("", Map.of("SALLYPORT_TOKEN", "x"), "mcp", "pin", "files").refuses("put it after `--`");
    }

    @Test
    void where_no_gateway_can_be_started_nothing_is_forwarded() {
        Ran ran = Ran.of(
                        "mcp",
                        "--server",
                        "files",
                        "--data",
                        folder.resolve("none").toString(),
                        "--",
                        "cat")
                .exits(4);
        assertTrue(ran.err().contains("no gateway could be started"), ran.err());
        assertTrue(ran.out().isEmpty(), ran.out());
    }

    @Test
    void pinning_shows_what_changes_and_takes_the_operators_word() {
        try (Running running = Running.in(folder.resolve("data"))) {
            String office = DemoVerbTest.office(folder);
            List<String> words = new ArrayList<>(
                    List.of("mcp", "pin", "mailroom", "--data", running.data().toString()));
            Ran dry = pin(running, words, List.of("--dry-run"), office).exits(0);
            assertTrue(dry.out().contains("+ send_mail"), dry.out());
            assertTrue(dry.out().contains("+ resources/read [READS read"), dry.out());
            Ran tools = pin(running, words, List.of("--dry-run", "--tools-only"), office)
                    .exits(0);
            assertFalse(tools.out().contains("resources/read"), tools.out());
            Ran first = pin(running, words, List.of("--reads", "fetch_page", "--authority", "fetch_page="), office)
                    .exits(0);
            assertTrue(first.out().contains("\"pinned\":8"), first.out());
            Ran second = pin(running, words, List.of("--results-trust", "read_mail=semi_trusted_customer"), office)
                    .exits(0);
            assertTrue(second.out().contains("~ read_mail") && second.out().contains("~ fetch_page"), second.out());
            assertFalse(second.out().contains("~ send_mail"), second.out());
            pin(running, words, List.of("--reads", "fly"), office).refuses("lists no tool `fly`");
            pin(running, words, List.of("--results-trust", "fine"), office).refuses("no trust level `fine`");
            pin(running, words, List.of("--client", "roots+sampling"), office).exits(0);
            pin(running, words, List.of("--client", "roots+telepathy"), office).refuses("some of roots+sampling");
        }
    }

    private static Ran pin(Running running, List<String> words, List<String> options, String office) {
        List<String> all = new ArrayList<>(words);
        all.addAll(options);
        all.addAll(List.of("--json", "--"));
        all.addAll(DemoVerbTest.mailroom(office));
        return Ran.with("", running.operator(), all.toArray(new String[0]));
    }
}
