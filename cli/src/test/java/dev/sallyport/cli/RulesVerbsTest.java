package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules check}, {@code eval}, {@code explain}, {@code note} and {@code dry-run} over files. */
class RulesVerbsTest {
    private static final String ID = "7d0f7a52-6f0f-4b0e-9d53-1f2f3a4b5c6d";
    private static final String RULE = """
            title: Refusals
            id: %s
            status: stable
            author: the test
            level: high
            logsource: {product: agent-gateway, category: agent_action}
            detection:
              s: {event: tool.denied}
              condition: s
            """.formatted(ID);
    private static final String EVENTS = """
            {"time": 1800000000000, "category": "agent_action", "event": "tool.denied", "agent.id": "agt_1"}
            {"time": 1800000001000, "category": "agent_action", "event": "tool.allowed", "agent.id": "agt_1"}
            {"time": 1800100000000, "category": "agent_action", "event": "tool.denied", "agent.id": "agt_2"}
            """;

    @TempDir
    private Path folder;

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void check_tells_of_every_file_and_counts_the_refused() throws IOException {
        write("good.yml", RULE);
        write("bad.yml", RULE.replace("condition: s", "condition: nothing").replace(ID, ID.replace('7', '8')));
        Ran ran = Ran.of("rules", "check", "--json", folder.toString()).exits(1);
        assertTrue(ran.out().contains("\"file\":\"good.yml\",\"verdict\":\"accepted\""), ran.out());
        assertTrue(ran.out().contains("\"code\":\"unknown_search_identifier\",\"line\":9"), ran.out());
        assertTrue(ran.out().endsWith("{\"accepted\":1,\"refused\":1}\n"), ran.out());
        Ran.of("rules", "check", folder.resolve("none").toString()).refuses("there is no");
    }

    @Test
    void check_refuses_a_rule_whose_newest_text_is_not_noted_and_takes_it_when_it_is() throws IOException {
        write("own.yml", RULE);
        Ran.of("rules", "check", folder.toString()).exits(0);
        Ran noted = Ran.of("rules", "note", folder.toString(), "--change", "the first version", "--json")
                .exits(0);
        assertTrue(noted.out().contains("\"noted\":\"" + ID + " version 1\""), noted.out());
        Ran.of("rules", "check", folder.toString()).exits(0);
        write("own.yml", RULE.replace("tool.denied", "tool.held"));
        Ran ran = Ran.of("rules", "check", "--json", folder.toString()).exits(1);
        assertTrue(ran.out().contains("\"code\":\"rule_without_changelog\""), ran.out());
        Ran.of("rules", "note", folder.toString(), "--change", "looks at held calls")
                .exits(0);
        Ran.of("rules", "check", folder.toString()).exits(0);
        String file = Files.readString(folder.resolve("lifecycle.json"));
        assertTrue(file.contains("looks at held calls") && file.contains("the first version"), file);
        Ran.of("rules", "note", folder.toString(), "--change", "").exits(0); // nothing changed, so nothing is said
        write("own.yml", RULE.replace("tool.denied", "tool.allowed"));
        Ran.of("rules", "note", folder.toString(), "--change", " ").refuses("`change` says");
    }

    @Test
    void eval_names_rule_file_and_place_of_each_match() throws IOException {
        String rule = write("own.yml", RULE);
        String events = write("events.jsonl", EVENTS);
        Ran ran = Ran.of("rules", "eval", "--json", "--rules", rule, "--events", events)
                .exits(0);
        assertEquals(2, ran.out().lines().count(), ran.out());
        assertTrue(ran.out().contains("{\"rule_id\":\"" + ID + "\",\"file\":\"events.jsonl\",\"index\":2}"), ran.out());
        Ran.of("rules", "eval", "--rules", rule, "--events", write("torn.jsonl", "{"))
                .refuses("is not JSON");
    }

    @Test
    void explain_shows_each_part_with_what_it_wants_and_the_kind_of_what_it_saw() throws IOException {
        String rule = write("own.yml", RULE);
        String event = write("one.jsonl", "{\"event\": \"tool.held\"}");
        Ran ran = Ran.of("rules", "explain", "--json", "--rule", rule, "--event", event)
                .exits(0);
        assertTrue(ran.out().contains("\"matched\":false"), ran.out());
        assertTrue(ran.out().contains("\"seen\":\"text\""), ran.out());
        assertFalse(ran.out().contains("tool.held"), "kinds, never contents");
    }

    @Test
    void a_dry_run_counts_by_day_says_what_is_new_and_gives_the_same_bytes_twice() throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("own.yml"), RULE);
        String events = write("events.jsonl", EVENTS);
        String[] words = {"rules", "dry-run", "--json", "--rules", rules.toString(), "--events", events};
        Ran ran = Ran.of(words).exits(0);
        String row =
                ran.out().lines().filter(line -> line.contains(ID)).findFirst().orElseThrow();
        assertTrue(row.contains("\"change\":\"new\""), row);
        assertTrue(row.contains("\"alerts\":2,\"per_day\":{\"2027-01-15\":1,\"2027-01-16\":1},\"groups\":2"), row);
        assertTrue(row.contains("\"incidents\":2"), row);
        assertEquals(ran.out(), Ran.of(words).out());

        Ran none = Ran.of(
                        "rules",
                        "dry-run",
                        "--json",
                        "--rules",
                        rules.toString(),
                        "--events",
                        events,
                        "--most-per-day",
                        "0")
                .exits(1);
        assertTrue(none.out().contains("at most 0 are expected"), none.out());
        Ran day = Ran.of("rules", "dry-run", "--rules", rules.toString(), "--events", events, "--from", "2027-01-16")
                .exits(0);
        assertTrue(day.out().contains("Refusals (" + ID + "): 1 alerts on 1 days"), day.out());
        Ran.of("rules", "dry-run", "--rules", rules.toString(), "--events", events, "--from", "yesterday")
                .refuses("is no day");
    }

    @Test
    void a_dry_run_and_a_simulation_read_the_receipts_of_a_data_directory() throws IOException {
        Path data = folder.resolve("data");
        Ran.of("init", "--data", data.toString()).exits(0);
        Ran ran = Ran.of("rules", "dry-run", "--json", "--data", data.toString(), "--days", "3")
                .exits(0);
        String last = ran.out().lines().reduce((a, b) -> b).orElseThrow();
        assertTrue(last.contains("\"chain_faults\":[]") && last.contains("\"failed\":0"), last);
        assertFalse(last.contains("\"receipts\":0"), last);
        String playbooks = Path.of(System.getProperty("sallyport.root", ".."), "examples/soc/playbooks")
                .toAbsolutePath()
                .toString();
        Ran simulated = Ran.of("playbooks", "simulate", "--json", "--data", data.toString(), "--playbooks", playbooks)
                .exits(0);
        assertTrue(simulated.out().contains("\"playbook\":\"contain-agent@1\""), simulated.out());
        assertTrue(simulated.out().contains("\"passed\":true"), simulated.out());
        Ran.of("playbooks", "simulate", "--data", data.toString()).refuses("no playbook");
    }
}
