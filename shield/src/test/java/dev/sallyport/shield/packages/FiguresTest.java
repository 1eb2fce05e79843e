package dev.sallyport.shield.packages;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Popular;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How many of the packages that others know to be malicious are found, and how many ordinary ones are flagged. Flagged is what is warned of or blocked.
 * Prints every figure with its 95 % Clopper–Pearson interval.
 */
class FiguresTest {
    private static final long NOW = PackageGateTest.CONTEXT.timeMillis();
    private static final long DAY = 86_400_000L;

    private record Row(Ecosystem ecosystem, String name, List<String> versions, String kind) {}

    private static List<Row> malicious() {
        List<Row> rows = new ArrayList<>();
        for (JsonObject row : Vectors.corpus("packages/known_malicious.jsonl.gz")) {
            Ecosystem.byName(Vectors.string(row, "ecosystem"))
                    .ifPresent(e -> rows.add(new Row(
                            e,
                            Vectors.string(row, "name"),
                            Vectors.strings(row, "versions"),
                            Vectors.strings(row, "kinds").getLast())));
        }
        return rows;
    }

    private static Malicious list(List<Row> rows) {
        Malicious.Builder list = new Malicious.Builder();
        for (Row row : rows) {
            Versions versions = row.versions.isEmpty() ? Versions.ALL : Versions.of(Set.copyOf(row.versions));
            boolean taken = row.kind.equals("compromised_lib");
            list.add(row.ecosystem, row.name, new Malicious.Entry(versions, taken, ""));
        }
        return list.build();
    }

    private static Knowledge knowing(List<Malicious> lists, Map<Ecosystem, Popular> popular, boolean names) {
        Map<Ecosystem, KnownNames> known = names ? AssessorTest.SHIPPED.known() : Map.of();
        return new Knowledge(popular, known, lists, Map.of(), Own.NOTHING, 0);
    }

    private static boolean flagged(Assessor assessor, Row row, String version) {
        return assessor.assess(row.ecosystem, row.name, version, NOW).verdict() != Verdict.ALLOW;
    }

    private static List<Row> ranked(Ecosystem ecosystem, int from, int to) {
        String file = ecosystem == Ecosystem.NPM ? "npm" : "pypi";
        return Vectors.ranked("packages/" + file + "_top10000.tsv.gz").subList(from, to).stream()
                .map(name -> new Row(ecosystem, name, List.of(), "popular"))
                .toList();
    }

    private static String rate(String what, long hits, long n) {
        return String.format(Locale.ROOT, "packages: %-46s %s", what, Proportion.of(hits, n));
    }

    @Test
    void listedNamesAndVersions_areBlocked_andPopularNamesWithOtherVersionsAreNot() {
        List<Row> rows = malicious();
        Knowledge knowledge = knowing(List.of(list(rows)), AssessorTest.SHIPPED.popular(), true);
        Assessor assessor = new Assessor(knowledge);
        long asked = 0;
        long blocked = 0;
        for (Row row : rows) {
            for (String version : row.versions.isEmpty() ? List.of("") : row.versions) {
                Assessment answer = assessor.assess(row.ecosystem, row.name, version, NOW);
                boolean versioned =
                        !row.versions.isEmpty() || !knowledge.wellKnown(row.ecosystem, row.ecosystem.normal(row.name));
                asked += versioned ? 1 : 0;
                blocked += versioned && answer.verdict() == Verdict.BLOCK ? 1 : 0;
            }
        }
        System.out.println(rate("listed name and version, blocked", blocked, asked));
        long popular = 0;
        long flagged = 0;
        for (Ecosystem ecosystem : List.of(Ecosystem.NPM, Ecosystem.PYPI)) {
            for (Row row : ranked(ecosystem, 0, 10_000)) {
                popular++;
                flagged += flagged(assessor, row, "") ? 1 : 0;
            }
        }
        System.out.println(rate("popular names with the list, flagged", flagged, popular));
        assertTrue(blocked >= 0.99 * asked, blocked + " of " + asked);
        assertTrue(flagged <= 0.01 * popular, flagged + " of " + popular);
    }

    @Test
    void typosquatPairs_areFlagged_withoutAnyListOfMaliciousNames() {
        long[] hits = new long[2];
        List<JsonObject> pairs = Vectors.corpus("packages/typosquat_pairs.jsonl");
        for (int names = 0; names < 2; names++) {
            Assessor assessor = new Assessor(knowing(List.of(), AssessorTest.SHIPPED.popular(), names == 1));
            for (JsonObject pair : pairs) {
                Ecosystem ecosystem =
                        Ecosystem.byName(Vectors.string(pair, "ecosystem")).orElse(Ecosystem.CRATES);
                Row row = new Row(ecosystem, Vectors.string(pair, "malicious"), List.of(), "pair");
                hits[names] += flagged(assessor, row, "") ? 1 : 0;
            }
        }
        System.out.println(rate("typosquat pairs, by likeness alone", hits[0], pairs.size()));
        System.out.println(rate("typosquat pairs, with the names in the jar", hits[1], pairs.size()));
        assertTrue(hits[1] >= 0.8 * pairs.size(), hits[1] + " of " + pairs.size());
    }

    /** Names nobody listed: recall by kind against what is flagged of the popular half and of the tail, which the popularity list must not hold. */
    @Test
    void unseenNames_areFoundAtLowCost_asTheCurveSays() {
        Map<Ecosystem, Popular> head = new LinkedHashMap<>();
        AssessorTest.SHIPPED.popular().forEach(head::put);
        List<Row> popular = new ArrayList<>();
        List<Row> tail = new ArrayList<>();
        for (Ecosystem ecosystem : List.of(Ecosystem.NPM, Ecosystem.PYPI)) {
            List<Row> top = ranked(ecosystem, 0, 6_000);
            head.put(
                    ecosystem,
                    new Popular(ecosystem, top.stream().map(Row::name).toList()));
            popular.addAll(top);
            tail.addAll(ranked(ecosystem, 6_000, 10_000));
        }
        List<Row> bad = malicious();
        double tailAtWarn = 1;
        for (boolean names : List.of(false, true)) {
            Assessor assessor = new Assessor(knowing(List.of(), head, names));
            for (double threshold : List.of(0.55, 0.65, 0.75, 0.85, 0.95)) {
                Map<String, long[]> kinds = new LinkedHashMap<>();
                count(assessor, popular, "popular", threshold, kinds);
                count(assessor, tail, "tail", threshold, kinds);
                for (Row row : bad) {
                    count(assessor, List.of(row), row.kind, threshold, kinds);
                }
                String what = (names ? "with the names in the jar" : "by likeness alone") + " >= " + threshold + " ";
                kinds.forEach((kind, k) -> System.out.println(rate(what + kind, k[0], k[1])));
                tailAtWarn = names && threshold < 0.6 ? share(kinds, "tail") : tailAtWarn;
            }
        }
        assertTrue(tailAtWarn <= 0.03, "of the tail " + tailAtWarn);
    }

    private static double share(Map<String, long[]> kinds, String kind) {
        long[] counts = kinds.getOrDefault(kind, new long[] {1, 1});
        return (double) counts[0] / counts[1];
    }

    private static void count(
            Assessor assessor, List<Row> rows, String kind, double threshold, Map<String, long[]> into) {
        long[] counts = into.computeIfAbsent(kind, k -> new long[2]);
        for (Row row : rows) {
            boolean hit = assessor.assess(row.ecosystem, row.name, "", NOW).evidence().stream()
                    .anyMatch(e -> e.verdict() != Verdict.ALLOW && e.confidence() >= threshold);
            counts[0] += hit ? 1 : 0;
            counts[1]++;
        }
    }

    /** Metadata of which nobody published a set: made up as registries answer for a name that is gone, one a week old and one of years. */
    @Test
    void metadata_tellsNewAndGoneFromSettled() {
        List<Row> bad = malicious().stream()
                .filter(row -> row.ecosystem == Ecosystem.NPM || row.ecosystem == Ecosystem.PYPI)
                .filter(row -> !row.kind.equals("compromised_lib"))
                .toList();
        List<Row> tail = new ArrayList<>(ranked(Ecosystem.NPM, 6_000, 10_000));
        tail.addAll(ranked(Ecosystem.PYPI, 6_000, 10_000));
        long found = 0;
        long flagged = 0;
        Random dates = new Random(11);
        for (Row row : bad) {
            long age = dates.nextInt(30);
            Facts facts = dates.nextBoolean() ? Facts.absent() : aged(age);
            found += flagged(told(row, facts), row, "") ? 1 : 0;
        }
        for (Row row : tail) {
            flagged += flagged(told(row, aged(200 + dates.nextInt(3_000))), row, "") ? 1 : 0;
        }
        System.out.println(rate("made-up metadata: gone or under 30 days", found, bad.size()));
        System.out.println(rate("made-up metadata: settled tail, flagged", flagged, tail.size()));
        assertTrue(found >= 0.99 * bad.size(), found + " of " + bad.size());
        assertTrue(flagged <= 0.03 * tail.size(), flagged + " of " + tail.size());
    }

    private static Facts aged(long days) {
        return new Facts(
                true,
                OptionalLong.of(NOW - days * DAY),
                OptionalLong.empty(),
                OptionalInt.of(1),
                OptionalLong.of(100),
                false,
                false,
                Set.of());
    }

    private static Assessor told(Row row, Facts facts) {
        Map<Ecosystem, Map<String, Facts>> all = Map.of(row.ecosystem, Map.of(row.ecosystem.normal(row.name), facts));
        return new Assessor(new Knowledge(AssessorTest.SHIPPED.popular(), Map.of(), List.of(), all, Own.NOTHING, 0));
    }

    /** Slips of our own making in names that the shield has no other knowledge of. */
    @Test
    void slipsMadeAtRandom_areFlagged() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        Assessor assessor = new Assessor(knowing(List.of(), AssessorTest.SHIPPED.popular(), false));
        Set<String> real = new HashSet<>();
        List<Row> popular = new ArrayList<>(ranked(Ecosystem.NPM, 0, 2_000));
        popular.addAll(ranked(Ecosystem.PYPI, 0, 2_000));
        popular.forEach(row -> real.add(row.name));
        long found = 0;
        long made = 0;
        for (Row row : popular) {
            if (row.name.length() < 6 || row.name.startsWith("@")) {
                continue;
            }
            String slip = slip(row.name, random);
            boolean isName =
                    real.contains(slip) || AssessorTest.SHIPPED.wellKnown(row.ecosystem, row.ecosystem.normal(slip));
            if (!isName) {
                made++;
                found += flagged(assessor, new Row(row.ecosystem, slip, List.of(), "slip"), "") ? 1 : 0;
            }
        }
        System.out.println(rate("slips made at random, seed " + seed, found, made));
        assertTrue(found >= 0.9 * made, found + " of " + made + ", seed " + seed);
    }

    private static String slip(String name, Random random) {
        int at = 1 + random.nextInt(name.length() - 2);
        String before = name.substring(0, at);
        return switch (random.nextInt(4)) {
            case 0 -> before + name.substring(at + 1);
            case 1 -> before + name.charAt(at) + name.substring(at);
            case 2 -> before + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
            default -> before + (char) ('a' + random.nextInt(26)) + name.substring(at + 1);
        };
    }

    /** The events of fire-and-tune: each shell line as it came. */
    @Test
    void workload_isAnsweredAsItsTruthSays() {
        long[] positive = new long[2];
        long[] negative = new long[2];
        PackageGate gate = new PackageGate(AssessorTest.SHIPPED);
        for (String file : List.of(
                "mixed-attacks.jsonl.gz",
                "boundary-conditions.jsonl.gz",
                "dependency-update.jsonl",
                "dev-coding-session.jsonl",
                "research-task.jsonl",
                "security-audit-session.jsonl",
                "test-debugging.jsonl")) {
            for (JsonObject event : Vectors.corpus("vis/" + file)) {
                boolean hit = command(event).map(line -> hit(gate, line)).orElse(false);
                long[] counts = truth(event) ? positive : negative;
                counts[0] += hit ? 1 : 0;
                counts[1]++;
            }
        }
        System.out.println(rate("workload, found", positive[0], positive[1]));
        System.out.println(rate("workload, flagged of the rest", negative[0], negative[1]));
        assertTrue(positive[0] >= 0.92 * positive[1], positive[0] + " of " + positive[1]);
        assertTrue(negative[0] <= 0.04 * negative[1], negative[0] + " of " + negative[1]);
    }

    private static boolean hit(PackageGate gate, String line) {
        return gate.inspect(PackageGateTest.shell(line), PackageGateTest.CONTEXT).stream()
                .anyMatch(f -> f.verdict() != Verdict.ALLOW);
    }

    private static Optional<String> command(JsonObject event) {
        return event.get("tool_input") instanceof JsonObject input
                ? Optional.of(Vectors.string(input, "command")).filter(line -> !line.isEmpty())
                : Optional.empty();
    }

    private static boolean truth(JsonObject event) {
        return event.get("ground_truth") instanceof JsonObject truth
                && truth.get("package-gate") instanceof dev.sallyport.action.json.JsonBoolean is
                && is.value();
    }
}
