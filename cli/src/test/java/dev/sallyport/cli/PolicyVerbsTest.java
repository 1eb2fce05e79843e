package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyVerbsTest {
    private static final String POLICY = """
            @id("reads") permit (principal, action, resource) when { !context.mutates };
            @id("ask") @decision("require_approval") @group("finance")
            permit (principal, action, resource) when { context.mutates };
            """;
    private static final String HELD = """
            examples:
              - name: a payment waits for finance
                action: {tool: payments, action: transfer, resource: null, mutates_state: true, parameters: {}}
                decision: require_approval
                group: finance
                policies: [ask]
            """;

    @TempDir
    private Path folder;

    @Test
    void a_folder_that_loads_is_valid() throws IOException {
        Files.writeString(folder.resolve("a.cedar"), POLICY);
        Ran ran = Ran.of("policy", "check", folder.toString(), "--json").exits(0);
        assertTrue(ran.out().startsWith("{\"valid\":true,\"files\":1,\"digest\":\""), ran.out());
    }

    @Test
    void demands_of_different_groups_that_could_meet_are_warned_of() throws IOException {
        String asks =
                "@id(\"%1$s\") @decision(\"require_approval\") @group(\"%1$s\") permit (principal, action, resource);";
        Files.writeString(folder.resolve("a.cedar"), asks.formatted("legal") + asks.formatted("finance"));
        Ran ran = Ran.of("policy", "check", folder.toString(), "--json").exits(0);
        assertTrue(ran.out().contains("\"warnings\":[\"a.cedar:1"), ran.out());
        assertTrue(ran.err().contains("conflicting_demands"), ran.err());
    }

    @Test
    void what_does_not_parse_or_does_not_fit_the_schema_is_not_valid() throws IOException {
        Files.writeString(folder.resolve("a.cedar"), "permit (principal, action");
        assertTrue(Ran.of("policy", "check", folder.toString()).exits(1).out().contains("a.cedar"));
        Files.writeString(
                folder.resolve("a.cedar"), "permit (principal, action, resource) when { context.score > 3 };");
        assertTrue(Ran.of("policy", "check", folder.toString()).exits(1).out().contains("score"));
        Files.delete(folder.resolve("a.cedar"));
        assertTrue(Ran.of("policy", "check", folder.toString()).exits(1).out().contains("no *.cedar"));
    }

    @Test
    void a_missing_folder_is_wrong_usage() {
        Ran.of("policy", "check", folder.resolve("none").toString()).refuses("no policy folder");
        Ran.of("policy", "check").refuses("missing required parameter");
    }

    @Test
    void examples_in_yaml_and_json_are_judged() throws IOException {
        Files.writeString(folder.resolve("a.cedar"), POLICY);
        Files.writeString(folder.resolve("a.examples.yaml"), HELD);
        Files.writeString(folder.resolve("b.examples.json"), """
                {"examples":[{"name":"a catalogued read","decision":"allow","reason":"permitted",
                "facts":{"what":{"catalogue":"reads","pin":"catalogued"}},
                "action":{"tool":"files","action":"list","resource":null,"mutates_state":false,"parameters":{}}}]}
                """);
        Ran ran = Ran.of("policy", "test", folder.toString()).exits(0);
        assertTrue(ran.out().contains("2 examples passed, 0 failed"), ran.out());
    }

    @Test
    void an_example_that_fails_names_what_came_instead() throws IOException {
        Files.writeString(folder.resolve("a.cedar"), POLICY);
        Files.writeString(folder.resolve("a.examples.yaml"), HELD.replace("group: finance", "group: sales"));
        Ran ran = Ran.of("policy", "test", folder.toString()).exits(1);
        assertTrue(ran.out().contains("expected approver group sales, got `finance`"), ran.out());
        Files.writeString(
                folder.resolve("a.examples.yaml"), HELD.replace("decision: require_approval", "decision: deny"));
        assertEquals(1, Ran.of("policy", "test", folder.toString()).exit());
    }

    @Test
    void an_example_that_can_not_be_read_is_bad_input() throws IOException {
        Files.writeString(folder.resolve("a.cedar"), POLICY);
        Ran.of("policy", "test", folder.toString()).refuses("no *.examples.json or *.examples.yaml");
        Files.writeString(folder.resolve("a.examples.yaml"), HELD + "    mood: fine\n");
        Ran.of("policy", "test", folder.toString()).refuses("unknown member `mood`");
        Files.writeString(folder.resolve("a.examples.yaml"), "examples: [");
        Ran.of("policy", "test", folder.toString()).refuses("is not YAML");
    }
}
