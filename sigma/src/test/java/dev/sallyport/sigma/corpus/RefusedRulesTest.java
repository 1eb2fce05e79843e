package dev.sallyport.sigma.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RefusedRulesTest {
    @Test
    void everyLegacyRule_isRefusedWithItsPlaceAndWhatSaysTheSameToday() throws IOException {
        Map<String, byte[]> rules = Corpora.folder("reject-legacy", ".yml");
        Set<String> codes = new TreeSet<>();
        for (Map.Entry<String, byte[]> rule : rules.entrySet()) {
            Refused refused = assertThrows(
                    Refused.class,
                    () -> RuleFile.read(rule.getKey(), rule.getValue(), Placeholders.NONE),
                    rule.getKey());
            boolean collection = refused.code().equals("legacy_collection");
            assertTrue(refused.line() > 1 || collection, refused::getMessage);
            assertTrue(refused.reason().contains("correlation") || collection, refused::getMessage);
            codes.add(refused.code());
        }
        assertEquals(58, rules.size());
        assertEquals(Set.of("legacy_aggregation", "legacy_collection"), codes);
    }

    @Test
    void everyMalformedDetection_isRefusedForItsReason() throws IOException {
        Map<String, byte[]> rules = Corpora.folder("authored/reject", ".yml");
        Map<?, ?> expected = Corpora.objects(Objects.requireNonNull(
                        Corpora.folder("authored/reject", "EXPECTED.json").get("EXPECTED.json")))
                .getFirst();
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (Map.Entry<String, byte[]> rule : rules.entrySet()) {
            String reason = String.valueOf(expected.get(rule.getKey())).split(" ", -1)[0];
            // Correlations are read by their own package; the expression that must not hang is well-formed.
            if (rule.getKey().startsWith("corr_") || rule.getKey().equals("redos_regex.yml")) {
                continue;
            }
            checked++;
            try {
                RuleFile.read(rule.getKey(), rule.getValue(), Placeholders.NONE);
                wrong.add(rule.getKey() + " is accepted, wanted " + reason);
            } catch (Refused refused) {
                if (!refused.code().equals(reason)) {
                    wrong.add(rule.getKey() + " is refused as " + refused.getMessage() + ", wanted " + reason);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(15, checked);
    }
}
