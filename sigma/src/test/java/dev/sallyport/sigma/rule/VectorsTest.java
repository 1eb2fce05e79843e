package dev.sallyport.sigma.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.sigma.corpus.Corpora;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.detect.Matcher;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.yaml.Refused;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of {@code spec/detection-rule}. */
class VectorsTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("sallyport.root", ".."), "spec", "detection-rule", "vectors");

    @Test
    void everyRuleMatchesExactlyItsEvents() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> expected = expected("match");
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            Path rule = VECTORS.resolve("match").resolve(entry.getKey() + ".yml");
            List<Document.Detection> rules = new ArrayList<>();
            RuleFile.read(rule.toString(), Files.readAllBytes(rule), Placeholders.NONE)
                    .forEach(document -> rules.add((Document.Detection) document));
            Matcher matcher = new Detector(rules).matcher();
            List<BigInteger> seen = new ArrayList<>();
            List<Map<?, ?>> events =
                    Corpora.objects(Files.readAllBytes(VECTORS.resolve("match").resolve(entry.getKey() + ".jsonl")));
            for (int i = 0; i < events.size(); i++) {
                BigInteger index = BigInteger.valueOf(i);
                matcher.match(Recorded.json(events.get(i)).at(i, "t"), matched -> seen.add(index));
            }
            if (!seen.equals(entry.getValue())) {
                wrong.add(entry.getKey() + ": wanted " + entry.getValue() + ", seen " + seen);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(expected.size() > 40, () -> "only " + expected.size());
    }

    @Test
    void everyMalformedRule_isRefusedForItsReasonAtItsPlace() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> expected = expected("refuse");
        expected.forEach((name, wanted) -> {
            String seen = refusal(VECTORS.resolve("refuse").resolve(name + ".yml"));
            Map<?, ?> row = (Map<?, ?>) wanted;
            String right = row.get("code") + " " + row.get("line") + ":" + row.get("column");
            if (!seen.equals(right)) {
                wrong.add(name + ": wanted " + right + ", seen " + seen);
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(expected.size() > 30, () -> "only " + expected.size());
    }

    private static String refusal(Path file) {
        try {
            RuleFile.read(file.toString(), Files.readAllBytes(file), Placeholders.NONE);
            return "accepted";
        } catch (Refused refused) {
            return refused.code() + " " + refused.line() + ":" + refused.column();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Map<?, ?> expected(String folder) throws IOException {
        return Corpora.objects(Files.readAllBytes(VECTORS.resolve(folder).resolve("expected.json")))
                .getFirst();
    }
}
