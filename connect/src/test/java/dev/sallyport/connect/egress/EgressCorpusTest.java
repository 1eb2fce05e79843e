package dev.sallyport.connect.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.egress.rule.Connecting;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.egress.rule.HostPattern;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.Categories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Destinations that others list as ways out: all refused without a rule, most of them even under the widest one. */
class EgressCorpusTest {
    private static final double LEAST_KNOWN = 0.70;

    private static List<String> hosts() throws IOException {
        String named = System.getenv("SALLYPORT_CORPORA");
        Path corpora = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("sallyport.root", "..")).resolve("../shared/corpora");
        Path file = corpora.resolve("egress/domain_categories.jsonl");
        assumeTrue(Files.exists(file), "skipped: no corpora");
        return Files.readAllLines(file).stream()
                .map(line -> (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                .filter(row -> !text(row, "category").equals("suspicious-tld"))
                .map(row -> text(row, "value").replaceFirst("/.*", ""))
                .toList();
    }

    private static String text(JsonObject row, String name) {
        return ((JsonString) Objects.requireNonNull(row.get(name))).value();
    }

    private static EgressRules rules(String... hosts) {
        EgressRule rule = new EgressRule(
                List.of(hosts).stream()
                        .map(h -> HostPattern.parse(h).orElseThrow())
                        .toList(),
                Set.of(),
                Set.of(443),
                Set.of(),
                Set.of(),
                List.of(),
                Set.of(),
                Optional.empty());
        return new EgressRules(List.of(rule), Categories.with(Map.of()), Categories.BUILT_IN);
    }

    private static EgressTarget target(String host) throws WireBroken {
        String authority = (host.contains(":") ? "[" + host + "]" : host) + ":443";
        return EgressTarget.of(new Head("CONNECT", authority, List.of()));
    }

    @Test
    void each_listed_way_out_is_refused_without_a_rule_and_most_under_the_widest_one() throws Exception {
        Connecting who = new Connecting("coder", "prod");
        List<String> hosts = hosts();
        int names = 0;
        int known = 0;
        for (String host : hosts) {
            EgressTarget target = target(host);
            assertInstanceOf(
                    EgressRules.Found.Refused.class, rules("api.example.com").find(who, target), host);
            boolean refused = rules("*").find(who, target) instanceof EgressRules.Found.Refused;
            if (target.address() instanceof AddressText.Name) {
                names++;
                known += refused ? 1 : 0;
            } else {
                assertEquals(true, refused, host);
            }
        }
        System.out.println("egress categories: " + known + " of " + names + " listed names are refused under `*`");
        assertTrue(known >= LEAST_KNOWN * names, known + " of " + names);
    }
}
