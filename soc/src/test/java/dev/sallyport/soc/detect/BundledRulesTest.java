package dev.sallyport.soc.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BundledRulesTest {
    private final List<RuleRef> told =
            SigmaRules.of(BundledRules.read(), Set.of()).told();

    @Test
    void every_rule_says_who_wrote_it_and_what_kind_of_trouble_it_is_about() {
        assertEquals(BundledRules.files().size(), told.size());
        for (RuleRef rule : told) {
            assertEquals("Sallyport", rule.author(), rule.id());
            assertTrue(rule.tags().stream().anyMatch(tag -> tag.startsWith("sallyport.")), rule.id());
        }
    }

    @Test
    void what_may_stop_an_agent_is_stable_and_at_least_high() {
        List<RuleRef> respond =
                told.stream().filter(rule -> rule.stage() == Stage.RESPOND).toList();
        assertTrue(respond.size() >= 5);
        respond.forEach(rule -> assertTrue(rule.severity().compareTo(Severity.HIGH) >= 0, rule.id()));
    }

    @Test
    void a_rule_that_is_switched_off_is_gone_with_what_it_counts() {
        for (String off : List.of("deny_storm", "canary_trip")) {
            List<RuleRef> left = SigmaRules.of(BundledRules.read(), Set.of(off)).told();
            assertEquals(told.size() - 1, left.size(), off);
        }
    }
}
