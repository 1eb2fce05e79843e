package dev.sallyport.sigma.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptedRulesTest {
    @Test
    void everyRule_isParsedToTheTreeThatAnotherImplementationReads() throws IOException {
        SortedMap<String, byte[]> rules = Corpora.unpack("accept.tar.gz");
        SortedMap<String, byte[]> expected = Corpora.unpack("expected.tar.gz");
        List<String> differing = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, byte[]> rule : rules.entrySet()) {
            String name = rule.getKey().substring(rule.getKey().lastIndexOf('/') + 1);
            List<?> wanted =
                    Corpora.json(Objects.requireNonNull(expected.get("expected/" + name.replace(".yml", ".json"))));
            List<Document> documents = RuleFile.read(name, rule.getValue(), Placeholders.NONE);
            assertEquals(wanted.size(), documents.size(), name);
            for (int i = 0; i < wanted.size(); i++) {
                compared++;
                Object seen = plain(tree((Document.Detection) documents.get(i)));
                if (!plain(wanted.get(i)).equals(seen)) {
                    differing.add(name + "\n  wanted " + plain(wanted.get(i)) + "\n  seen   " + seen);
                }
            }
        }
        assertEquals(List.of(), differing);
        assertEquals(300, compared);
    }

    private static Map<String, @Nullable Object> tree(Document.Detection rule) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", rule.head().id().orElse(null));
        tree.put("title", rule.head().title());
        tree.put(
                "level",
                rule.head()
                        .level()
                        .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                        .orElse(null));
        tree.put(
                "status",
                rule.head()
                        .status()
                        .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                        .orElse(null));
        Map<String, @Nullable Object> logsource = new LinkedHashMap<>();
        logsource.put("category", orNull(rule.head().logsource().category()));
        logsource.put("product", orNull(rule.head().logsource().product()));
        logsource.put("service", orNull(rule.head().logsource().service()));
        tree.put("logsource", logsource);
        tree.put("conditions", rule.conditions().stream().map(Tree::of).toList());
        return tree;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** With every number as its plain decimal text, so that 1 and 1.0 are one. */
    private static Object plain(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((key, one) -> copy.put(key, plain(one)));
                yield copy;
            }
            case List<?> list -> list.stream().map(AcceptedRulesTest::plain).toList();
            case Number number ->
                "number "
                        + new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            default -> value;
        };
    }
}
