package dev.sallyport.soc.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.sigma.rule.Head;
import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.SigmaRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule's own test. */
class RuleExampleTest {
    private static final String STORM = "d3fe0d73-c639-5516-9aff-acecc1dea585";
    private final SigmaRules rules = SigmaRules.of(BundledRules.read(), Set.of());

    @Test
    void every_shipped_rule_passes_the_examples_that_are_built_in() {
        List<String> wrong = new ArrayList<>();
        for (RuleRef rule : rules.told()) {
            String name = rules.head(rule.id()).flatMap(Head::name).orElseThrow();
            for (boolean bad : new boolean[] {true, false}) {
                String lines = BundledRules.text("examples/" + name + (bad ? ".bad.jsonl" : ".good.jsonl"))
                        .orElse("missing");
                RuleExample played = RuleExample.play(rules, rule.id(), bad, lines);
                if (!played.passed()) {
                    wrong.add(name + " " + played);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_bad_example_without_a_match_and_a_good_one_with_one_fail() {
        String storm = BundledRules.text("examples/deny_storm.bad.jsonl").orElseThrow();
        assertFalse(RuleExample.play(rules, STORM, false, storm).passed());
        assertFalse(
                RuleExample.play(rules, STORM, true, storm.lines().findFirst().orElseThrow())
                        .passed());
    }

    @Test
    void what_is_no_event_fails_with_its_line() {
        for (String line : List.of("{", "[]", "{\"category\":\"nothing\"}", "<script>")) {
            RuleExample played = RuleExample.play(rules, STORM, true, "\n" + line);
            assertFalse(played.passed(), line);
            assertTrue(played.fault().startsWith("line 1 is no event"), played::fault);
        }
    }

    @Test
    void only_files_of_the_rules_are_read_by_name() {
        for (String file : List.of("../index.txt", "examples/../deny_storm.yml", "/etc/passwd", "nobody.yml")) {
            assertTrue(BundledRules.text(file).isEmpty(), file);
        }
    }
}
