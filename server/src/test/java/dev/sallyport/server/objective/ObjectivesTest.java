package dev.sallyport.server.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives are counted from meters, over windows, and outlive a restart. */
class ObjectivesTest {
    private static final long HOUR = 3_600_000;
    private static final Objective ANSWERS = new Objective(
            "answers", "said", 0.99, Series.parse("r_total{status=~\"5..\"}"), true, Series.parse("r_total"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AtomicLong now = new AtomicLong(1_800_000_000_000L);
    private final AtomicReference<String> meters = new AtomicReference<>("");

    private Objectives objectives(Optional<Path> file) {
        return new Objectives(List.of(ANSWERS), meters::get, () -> Instant.ofEpochMilli(now.get()), file);
    }

    private void counted(int good, int bad) {
        meters.set("# HELP r_total x\nr_total{route=\"a\",status=\"200\"} " + good
                + "\nr_total{route=\"b\",status=\"503\"} " + bad + "\nr_total_created 99\n");
    }

    private static void counts(Counts counts, double bad, double total) {
        assertEquals(new Counts(bad, total), counts);
    }

    @Test
    void the_objectives_of_the_build_are_read_and_each_has_its_series() {
        List<Objective> all = Objective.builtIn();
        assertEquals(9, all.size());
        assertTrue(
                all.stream().allMatch(each -> each.allowed() > 0 && !each.says().isEmpty()));
    }

    @Test
    void a_series_takes_the_lines_of_its_name_whose_labels_match_as_a_whole() {
        Series series = Series.parse("a_bucket{stage=\"whole\",le=~\"0.1.*\"}");
        assertEquals(7, series.of("a_bucket{le=\"0.15\",stage=\"whole\"} 7"));
        assertEquals(0, series.of("a_bucket{le=\"0.25\",stage=\"whole\"} 7"));
        assertEquals(0, series.of("a_bucket{stage=\"wholesale\",le=\"0.15\"} 7"));
        assertEquals(0, series.of("a_bucket_more{stage=\"whole\",le=\"0.15\"} 7"));
        assertEquals(3, Series.parse("b_total").of("b_total 3"));
        assertThrows(IllegalArgumentException.class, () -> Series.parse("b_total{x!=\"1\"}"));
    }

    @Test
    void what_was_counted_in_a_window_burns_at_its_rate_and_leaves_the_rest_of_the_budget() {
        Objectives objectives = objectives(Optional.empty());
        counted(990, 10);
        Burn burn = objectives.burns().getFirst();
        counts(burn.whole(), 10, 1000);
        assertEquals(1.0, burn.rate(burn.hour()), 1e-9);
        assertEquals(0.0, burn.left(), 1e-9);
        now.addAndGet(2 * HOUR);
        counted(1990, 10);
        burn = objectives.burns().getFirst();
        counts(burn.hour(), 0, 1000);
        counts(burn.sixHours(), 10, 2000);
        assertEquals(0.5, burn.left(), 1e-9);
        assertEquals("met", burn.word());
        counted(1990, 1010);
        burn = objectives.burns().getFirst();
        assertEquals("missed", burn.word());
        assertEquals(30, burn.days().size());
        counts(burn.days().getLast(), 1010, 3000);
    }

    @Test
    void a_meter_that_begins_again_counts_from_zero() {
        Objectives objectives = objectives(Optional.empty());
        counted(100, 0);
        objectives.look();
        counted(5, 1);
        counts(objectives.burns().getFirst().whole(), 1, 106);
    }

    @Test
    void nothing_counted_is_unmeasured_and_costs_no_budget() {
        Burn burn = objectives(Optional.empty()).burns().getFirst();
        assertEquals("unmeasured", burn.word());
        assertEquals(1.0, burn.left());
    }

    @Test
    void quarters_that_are_over_outlive_a_restart_and_a_torn_line_takes_nothing_else() throws IOException {
        Path file = folder.resolve("objectives.log");
        Objectives first = objectives(Optional.of(file));
        counted(90, 10);
        first.look();
        now.addAndGet(HOUR);
        first.look();
        Files.writeString(file, "18000 answers=1/\nnonsense\n", StandardOpenOption.APPEND);
        counted(0, 0);
        Burn burn = objectives(Optional.of(file)).burns().getFirst();
        counts(burn.whole(), 10, 100);
        assertEquals(1, Files.readAllLines(file).size(), "it is written anew without what is none");
        now.addAndGet(31 * 24 * HOUR);
        assertEquals(
                "unmeasured", objectives(Optional.of(file)).burns().getFirst().word());
    }
}
