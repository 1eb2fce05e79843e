package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ships for Prometheus and Grafana speaks of meters there are, of objectives as they stand, and of runbooks somebody wrote. */
class ObservabilityTest {
    private static final Path DEPLOY = Tree.root().resolve("deploy");
    private static final Pattern METER = Pattern.compile(
            "\\b(sallyport_[a-z_]+|soc_[a-z_]+|ase_[a-z_]+|incidents_open|[a-z_]+_denials_total|[a-z_]+_mismatch_total|[a-z_]+_failures_total|[a-z_]+_skew_total)\\b");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operate/runbooks\\.md#([a-z-]+)");
    private static final Pattern QUOTED = Pattern.compile("\"([a-z_]+)\"");

    @Test
    void every_meter_that_an_alert_an_objective_or_a_panel_asks_for_is_one_of_the_gateway() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path source : files(Tree.root().resolve("server/src/main/java"), ".java")) {
            QUOTED.matcher(Files.readString(source)).results().forEach(found -> known.add(found.group(1)));
        }
        NavigableSet<String> asked = new TreeSet<>();
        for (String folder : List.of("prometheus", "slo", "grafana")) {
            for (Path file : files(DEPLOY.resolve(folder), "")) {
                METER.matcher(Files.readString(file)).results().forEach(found -> asked.add(found.group(1)));
            }
        }
        assertTrue(asked.size() > 20, asked::toString);
        asked.removeIf(name -> known.contains(name) || known.contains(plain(name)));
        assertEquals(List.of(), List.copyOf(asked), "no such meter");
    }

    private static String plain(String meter) {
        return meter.replaceFirst("_(total|bucket|count|sum)$", "");
    }

    @Test
    void every_alert_is_raised_in_a_test_and_names_a_runbook_that_is_written() throws IOException {
        String runbooks = Files.readString(Tree.root().resolve("docs/operate/runbooks.md"));
        List<String> wrong = new ArrayList<>();
        int alerts = 0;
        for (String name : List.of("security", "objectives")) {
            String rules = Files.readString(DEPLOY.resolve("prometheus/" + name + ".yaml"));
            String tests = Files.readString(DEPLOY.resolve("prometheus/" + name + ".test.yaml"));
            for (String block : rules.split("(?m)(?=^ +- alert: )", -1)) {
                var alert = ALERT.matcher(block);
                if (!alert.find()) {
                    continue;
                }
                alerts++;
                var link = RUNBOOK.matcher(block);
                if (!link.find() || !runbooks.contains("## " + link.group(1) + "\n")) {
                    wrong.add(alert.group(1) + " has no runbook");
                }
                if (!Pattern.compile("- alertname: " + alert.group(1) + "\\R +eval_time: \\w+\\R +exp_alerts:")
                        .matcher(tests)
                        .find()) {
                    wrong.add(alert.group(1) + " is raised in no test");
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(alerts >= 40, alerts + " alerts");
    }

    @Test
    void every_objective_has_its_burn_rates_and_its_panel() throws IOException {
        String objectives = Files.readString(DEPLOY.resolve("slo/objectives.yaml"));
        String rules = Files.readString(DEPLOY.resolve("prometheus/objectives.yaml"));
        String panels = Files.readString(DEPLOY.resolve("grafana/dashboards/objectives.json"));
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (String objective : objectives.split("(?m)(?=^ {2}- name: )", -1)) {
            if (!objective.startsWith("  - name: ")) {
                continue;
            }
            count++;
            String name = objective.lines().findFirst().orElseThrow().substring("  - name: ".length());
            long burns = rules.lines()
                    .filter(line -> line.contains("objective: " + name + "}"))
                    .count();
            if (burns != 3 || !panels.contains("\"title\": \"" + name + "\"")) {
                wrong.add(name + ": " + burns + " burn rates");
            }
            for (String series : series(objective)) {
                if (!rules.contains(series) || !panels.contains(series.replace("\"", "\\\""))) {
                    wrong.add(name + ": " + series + " is not what is watched");
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(9, count);
    }

    private static List<String> series(String objective) {
        return Pattern.compile("(?m)^ {4}(?:good|bad|total): '(.*)'$")
                .matcher(objective)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(end))
                    .toList();
        }
    }
}
