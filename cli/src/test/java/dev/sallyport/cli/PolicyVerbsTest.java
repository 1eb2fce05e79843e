package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.policy.PolicyPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        assertTrue(ran.out().contains("\"name\":\"unnamed@"), ran.out());
        assertTrue(ran.err().contains("no name and no version"), ran.err());
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

    @Test
    void every_pack_holds_its_examples_beside_the_default_one_and_changes_something() {
        for (String pack : PolicyPacks.names()) {
            String out = folder.resolve(pack).toString();
            Ran.of("policy", "packs", pack, "--out", out).exits(0);
            Ran.of("policy", "test", out).exits(0);
            Ran diff =
                    Ran.of("policy", "diff", out, "--examples-only", "--json").exits(0);
            assertTrue(diff.out().contains("\"newly_asks\"") || diff.out().contains("\"newly_denies\""), diff.out());
            assertTrue(diff.out().contains("\"rule\":\"" + pack + "."), pack + ": " + diff.out());
            Ran.of("policy", "diff", out, "--examples-only", "--fail-on-new-permits")
                    .exits(0);
        }
        assertTrue(Ran.of("policy", "packs").exits(0).out().contains("github"));
        Ran.of("policy", "packs", "forge", "--out", folder.resolve("x").toString())
                .refuses("no policy pack");
        Ran.of("policy", "packs", "mail", "--out", folder.resolve("mail").toString())
                .refuses("exists");
    }

    @Test
    void all_packs_together_load_and_ask_nobody_of_two_groups() {
        String out = folder.resolve("all").toString();
        List<String> words = new ArrayList<>(List.of("policy", "packs", "--out", out));
        words.addAll(PolicyPacks.names());
        Ran.of(words.toArray(String[]::new)).exits(0);
        Ran checked = Ran.of("policy", "check", out, "--json").exits(0);
        assertTrue(checked.out().contains("\"warnings\":[]"), checked.out());
    }

    @Test
    void what_a_bundle_newly_permits_fails_where_that_is_asked_for() throws IOException {
        Files.writeString(folder.resolve("a.cedar"), "@id(\"all\") permit (principal, action, resource);");
        Files.writeString(folder.resolve("a.examples.yaml"), HELD);
        Ran ran = Ran.of("policy", "diff", folder.toString(), "--examples-only", "--fail-on-new-permits")
                .exits(1);
        assertTrue(ran.out().contains("newly permits  all  1 (was require_approval)"), ran.out());
        Ran.of("policy", "diff", folder.toString(), "--examples-only").exits(0);
    }

    @Test
    void an_example_may_state_provenance_and_leave_out_what_is_harmless() throws IOException {
        Files.writeString(
                folder.resolve("a.cedar"),
                "@id(\"money\") permit (principal, action, resource) when { context has provenance"
                        + " && context.provenance.kind == \"money\""
                        + " && [\"user\"].containsAll(context.provenance.origins.recipient) };");
        String example = HELD.replace("require_approval", "allow")
                .replace("    group: finance\n", "")
                .replace("[ask]", "[money]");
        String facts = "    facts: {provenance: {kind: money, origins: {recipient: [%s]}}}\n";
        Files.writeString(folder.resolve("a.examples.yaml"), example + facts.formatted("user"));
        Ran.of("policy", "test", folder.toString()).exits(0);
        Files.writeString(folder.resolve("a.examples.yaml"), example + facts.formatted("untrusted"));
        Ran.of("policy", "test", folder.toString()).exits(1);
        Files.writeString(folder.resolve("a.examples.yaml"), example + facts.formatted("heaven"));
        Ran.of("policy", "test", folder.toString()).refuses("heaven");
    }
}
