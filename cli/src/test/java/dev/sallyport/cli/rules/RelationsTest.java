package dev.sallyport.cli.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rules that relate events say of a file. */
class RelationsTest {
    private static final String RULES = """
            title: Burst
            name: burst
            correlation: {type: event_count, rules: [denied], group-by: [agent.id], timespan: 60s, condition: {gte: 2}}
            ---
            title: Denied
            name: denied
            logsource: {category: agent_action}
            detection: {sel: {decision: deny}, condition: sel}
            """;

    private static Relations relations() {
        List<Document> documents = RuleFile.read("r.yml", RULES.getBytes(StandardCharsets.UTF_8), Placeholders.NONE);
        return new Relations(documents);
    }

    private static Recorded denied(int second, int seq) {
        return Recorded.json(Map.of("@timestamp", second, "agent.id", "A", "decision", "deny", "seq", seq));
    }

    @Test
    void anAlert_namesItsEventsByTheirPlacesInTheFile_inTheOrderOfTheirTimes() {
        List<Relations.Told> told = relations().of(List.of(denied(5, 9), denied(2, 7)));
        assertEquals(1, told.size());
        assertEquals(List.of(1, 0), told.getFirst().events());
        assertEquals("burst", told.getFirst().alert().rule().reference());
        assertEquals(List.of("A"), List.copyOf(told.getFirst().alert().group().values()));
    }

    @Test
    void eachFile_isARecordOfItsOwn() {
        Relations relations = relations();
        assertEquals(List.of(), relations.of(List.of(denied(1, 1))));
        assertEquals(List.of(), relations.of(List.of(denied(2, 2))));
    }
}
