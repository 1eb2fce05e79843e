package dev.sallyport.govern.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.telemetry.Aggregator;
import dev.sallyport.govern.telemetry.Fired;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.Runs;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Secrets with a mark in them are put into everything that reaches telemetry: names of tools and sessions, what shields were found in, categories
 * and shields made up on the spot. No mark is in any byte that leaves, that the gateway keeps meanwhile, or that the collector keeps.
 */
class SecretsStayTest {
    /** Letters alone, so that it fits into every field's form, categories included. */
    private static final String MARK = "zqxjvk";

    private static final List<String> SHIELDS =
            List.of("package-gate@1.0.0", "canary@1.4.2", "egress-monitor@2.0.1", "capability-fence@1.0.0");

    @Test
    void ofTwentyThousandActions_noMarkLeaves() throws IOException {
        assertEquals(0, marks(20_000, 1));
    }

    @Test
    @Tag("slow")
    void ofAMillionActions_noMarkLeaves() throws IOException {
        assertEquals(0, marks(1_000_000, 2));
    }

    private static long marks(int actions, long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Shelf shelf = new Shelf();
        Shelf.Lines lines = new Shelf.Lines();
        Shelf.Lines stored = new Shelf.Lines();
        Collector collector = new Collector(shelf, lines, stored, id -> Optional.of("a"));
        Aggregator counted = Runs.aggregator("a", Runs.START);
        long now = Runs.START;
        long marks = 0;
        long batches = 0;
        long marked = 0;
        for (int i = 0; i < actions; i++) {
            now += random.nextInt(60_000) + 1;
            List<Aggregator.Batch> ended = counted.close(now);
            for (Aggregator.Batch batch : ended) {
                marks += in(new String(batch.bytes(), StandardCharsets.UTF_8));
                assertTrue(collector.take(batch.bytes(), now));
                batches++;
            }
            String tool = secret(random);
            marked += in(tool);
            counted.intercepted(tool);
            List<Ran> ran = runs(random);
            counted.fired(new Fired(Runs.TENANT, now, tool, secret(random), ran));
            if (random.nextInt(20) == 0) {
                counted.flagged(new Flagged(Runs.TENANT, now, tool, secret(random), ran.getFirst()));
            }
            if (i % 1_000 == 0) {
                marks += in(
                        new String(counted.kept().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
                marks += counted.open()
                        .map(b -> in(new String(b.bytes(), StandardCharsets.UTF_8)))
                        .orElse(0);
                collector.round(now);
            }
        }
        marks += in(shelf.everything())
                + in(lines.lines().toString())
                + in(stored.lines().toString());
        assertTrue(batches > actions / 60, "only " + batches + " batches");
        assertTrue(marked > actions / 2, "only " + marked + " marks went in");
        System.out.println(actions + " actions, " + marked + " marked tools, " + batches + " batches, " + marks
                + " marks outside");
        return marks;
    }

    private static int in(String text) {
        return text.toLowerCase(Locale.ROOT).contains(MARK) ? 1 : 0;
    }

    /** Something that must not leave, in one of the forms in which such things come. */
    private static String secret(Random random) {
        String value = MARK + Integer.toString(random.nextInt(1 << 20), 36);
        return switch (random.nextInt(12)) {
            case 0 -> "Bash";
            case 1 -> "Bash " + value;
            case 2 -> "mcp__" + value + "__pay";
            case 3 -> value + ".example.com";
            case 4 -> "https://u:" + value + "@host/" + value;
            case 5 -> "AKIA" + value.toUpperCase(Locale.ROOT);
            case 6 -> value + "\n\"tool\":\"" + value + "\"";
            case 7 -> "/home/" + value + "/.ssh/id";
            case 8 -> value.repeat(20);
            case 9 -> "java.io.IOException: " + value + " refused";
            case 10 -> value + "@example.org";
            default -> value;
        };
    }

    private static List<Ran> runs(Random random) {
        List<Ran> out = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            String word = MARK + Integer.toString(random.nextInt(1 << 16), 36);
            ShieldVersion shield = random.nextInt(10) == 0
                    ? new ShieldVersion(word, "1.0.0")
                    : ShieldVersion.parse(SHIELDS.get(random.nextInt(SHIELDS.size())));
            Category category = switch (random.nextInt(4)) {
                case 0 -> new Category(shield.name(), word);
                case 1 -> new Category(word, "other");
                case 2 -> new Category(word, word);
                default -> Category.parse("package-gate:typosquat");
            };
            Finding finding = new Finding(
                    List.of(Verdict.values()).get(random.nextInt(3)),
                    category,
                    random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
                    new Span("/" + word, 0, word.length()));
            out.add(new Ran(
                    shield,
                    Setting.DEFAULT,
                    random.nextInt(20) != 0,
                    random.nextInt(3) == 0 ? List.of() : List.of(finding, finding),
                    random.nextLong() >>> 24));
        }
        return out;
    }
}
