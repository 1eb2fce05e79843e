package dev.sallyport.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.engine.Engine;
import dev.sallyport.sigma.engine.Options;
import dev.sallyport.sigma.engine.RuleSet;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Filters;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes are given as a rule file: they are refused with a place, or they are rules that run and whose memory reads back. */
final class RuleFuzzTest {
    private static final List<Map<String, Object>> EVENTS = List.of(
            Map.of("event", "tool.denied", "agent.id", "agt_1", "CommandLine", "cmd.exe /c whoami", "EventID", 4688),
            Map.of("event", "tool.allowed", "agent.id", "agt_1", "session.id", "s", "n", 7, "flag", true),
            Map.of("list", List.of("a", "b"), "action.id", "x", "inputs", List.of("y"), "Image", "C:\\Windows\\x.exe"));

    static Stream<byte[]> seeds() {
        return Stream.concat(Seeds.files("detection-rule", ".yml"), Seeds.files("../rules", ".yml"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void anyBytes_areRefusedAtAPlace_orRunAndRememberTheSame(byte[] bytes) {
        RuleSet rules;
        try {
            List<Document> documents = RuleFile.read("fuzzed.yml", bytes, Placeholders.NONE);
            rules = RuleSet.of(Filters.apply(documents.stream()
                    .filter(document -> !(document instanceof Document.Detection detection)
                            || detection.placeholders().isEmpty())
                    .toList()));
        } catch (Refused refused) {
            assertTrue(refused.line() >= 1 && refused.column() >= 1, refused::toString);
            assertTrue(refused.code().matches("[a-z][a-z0-9_]*"), refused::toString);
            return;
        }
        Engine engine = engine(rules);
        for (int i = 0; i < EVENTS.size(); i++) {
            Event event = Recorded.json(EVENTS.get(i)).at(i, "t");
            engine.accept(event, -1, 0);
        }
        byte[] memory = engine.snapshot();
        Engine again = engine(rules);
        again.restore(memory);
        assertEquals(memory.length, again.snapshot().length);
        assertEquals(engine.settle(0), again.settle(0));
    }

    private static Engine engine(RuleSet rules) {
        return new Engine(rules, new Detector(rules.detections()).matcher(), Options.of("t"));
    }
}
