package dev.sallyport.sigma.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.detect.Matcher;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void rulesMatchExactlyTheRecordedEventsThatTheyShould() throws IOException {
        SortedMap<String, NavigableSet<String>> unrouted = matches(false);
        SortedMap<String, NavigableSet<String>> expected = new TreeMap<>();
        Map<?, ?> matrix = Corpora.objects(Objects.requireNonNull(
                        Corpora.unpack("eval-pairs.tar.gz").get("eval-pairs/EXPECTED_MATRIX.json")))
                .getFirst();
        ((Map<?, ?>) Objects.requireNonNull(matrix.get("matches"))).forEach((event, matching) -> {
            NavigableSet<String> of = new TreeSet<>();
            ((List<?>) matching).forEach(rule -> of.add(String.valueOf(rule)));
            expected.put(String.valueOf(event), of);
        });
        List<String> differing = new ArrayList<>();
        expected.forEach((event, matching) -> {
            if (!matching.equals(unrouted.get(event))) {
                differing.add(event + " wanted " + matching + " seen " + unrouted.get(event));
            }
        });
        assertEquals(List.of(), differing);
        assertEquals(
                112, unrouted.values().stream().mapToInt(NavigableSet::size).sum());
    }

    @Test
    void everyRule_matchesItsOwnEvent_whenEventsAreRoutedByTheirSource() throws IOException {
        List<String> missing = new ArrayList<>();
        matches(true).forEach((event, matching) -> {
            if (!matching.contains(event)) {
                missing.add(event);
            }
        });
        assertEquals(List.of(), missing);
    }

    /** By the event's folder the rules that match any of its events. */
    private static SortedMap<String, NavigableSet<String>> matches(boolean routed) throws IOException {
        List<Document.Detection> rules = new ArrayList<>();
        SortedMap<String, List<Recorded>> events = new TreeMap<>();
        for (Map.Entry<String, byte[]> file :
                Corpora.unpack("eval-pairs.tar.gz").entrySet()) {
            String[] path = file.getKey().split("/", -1);
            if (path.length < 3) {
                continue;
            }
            if (path[2].equals("rule.yml")) {
                RuleFile.read(file.getKey(), file.getValue(), Placeholders.NONE)
                        .forEach(rule -> rules.add((Document.Detection) rule));
            } else {
                events.put(
                        path[1],
                        Corpora.objects(file.getValue()).stream()
                                .map(Recorded::windows)
                                .toList());
            }
        }
        Matcher matcher = new Detector(rules).matcher();
        SortedMap<String, NavigableSet<String>> matches = new TreeMap<>();
        events.forEach((name, all) -> {
            NavigableSet<String> matching = new TreeSet<>();
            for (Recorded one : all) {
                matcher.match(
                        (routed ? one : one.unrouted()).at(0, "t"),
                        rule -> matching.add(rules.get(rule).head().id().orElseThrow()));
            }
            matches.put(name, matching);
        });
        return matches;
    }
}
