package dev.sallyport.soc.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.event.Category;
import dev.sallyport.soc.event.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NovelEventsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final long NOON = 1_800_000_000_000L;
    private static final long WEEK = 7L * 86_400_000;

    /** Notes what rules would see. */
    private static final class Noting implements Detector {
        private final List<String> news = new ArrayList<>();

        @Override
        public List<Match> take(Seen event) {
            news.add(String.join(",", event.fields().getOrDefault("novelty", List.of())));
            return List.of();
        }

        @Override
        public List<Match> advance(long watermarkMillis) {
            return List.of();
        }

        @Override
        public byte[] snapshot() {
            return new byte[] {7};
        }
    }

    private final Noting noting = new Noting();
    private final NovelEvents events = new NovelEvents(
            new Detector.Factory() {
                @Override
                public Detector fresh(TenantId tenant) {
                    return noting;
                }

                @Override
                public Detector restored(TenantId tenant, byte[] snapshot) {
                    assertArrayEquals(new byte[] {7}, snapshot);
                    return noting;
                }
            },
            WEEK,
            seen -> seen.first("where"));

    private static Seen call(String name, String agent, String tool, String where, long millis) {
        Map<String, List<String>> fields = where.isEmpty()
                ? Map.of("agent.id", List.of(agent), "tool.name", List.of(tool))
                : Map.of("agent.id", List.of(agent), "tool.name", List.of(tool), "where", List.of(where));
        return new Seen(ACME, 0, 0, millis, Category.AGENT_ACTION, name, "rcp_1", fields);
    }

    private String said(Detector detector, String agent, String tool, String where, long millis) {
        detector.take(call("tool.allowed", agent, tool, where, millis));
        return noting.news.getLast();
    }

    @Test
    void nothing_is_new_while_it_learns_and_then_each_thing_once() {
        Detector detector = events.fresh(ACME);
        assertEquals("", said(detector, "a", "mail", "x", NOON));
        assertEquals("", said(detector, "a", "desk", "", NOON + WEEK - 1));
        assertEquals("tool", said(detector, "a", "wiki", "", NOON + WEEK));
        assertEquals("", said(detector, "a", "wiki", "", NOON + WEEK));
        assertEquals("agent_destination,tenant_destination", said(detector, "a", "mail", "y", NOON + WEEK));
        assertEquals("", said(detector, "a", "mail", "x", NOON + 2 * WEEK));
        assertEquals("", said(detector, "b", "mail", "x", NOON + 2 * WEEK), "another agent is learned of first");
        assertEquals(
                "tool,tenant_destination",
                said(detector, "b", "new", "z", NOON + 3 * WEEK).replace("agent_destination,", ""));
    }

    @Test
    void a_refused_call_is_neither_new_nor_learned_from() {
        Detector detector = events.fresh(ACME);
        said(detector, "a", "mail", "", NOON);
        detector.take(call("tool.denied", "a", "wiki", "", NOON + WEEK));
        assertEquals("", noting.news.getLast());
        assertEquals("tool", said(detector, "a", "wiki", "", NOON + WEEK));
    }

    @Test
    void a_restart_at_any_place_changes_nothing_that_is_said() {
        long seed = 20261122;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Seen> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String where = random.nextBoolean() ? "h" + random.nextInt(30) : "";
            calls.add(call(
                    "tool.allowed", "a" + random.nextInt(5), "t" + random.nextInt(40), where, NOON + i * WEEK / 100));
        }
        Detector whole = events.fresh(ACME);
        calls.forEach(whole::take);
        List<String> once = List.copyOf(noting.news);
        byte[] end = whole.snapshot();
        assertTrue(once.contains("tool") && once.stream().anyMatch(n -> n.contains("tenant_destination")));
        for (int cut : new int[] {1, 57, 200, 399}) {
            noting.news.clear();
            Detector first = events.fresh(ACME);
            calls.subList(0, cut).forEach(first::take);
            Detector second = events.restored(ACME, first.snapshot());
            calls.subList(cut, calls.size()).forEach(second::take);
            assertEquals(once, noting.news, "cut at " + cut);
            assertArrayEquals(end, second.snapshot());
        }
    }

    @Test
    void what_was_written_before_there_was_this_memory_is_read_and_learning_begins() {
        Detector detector = events.restored(ACME, new byte[] {7});
        assertEquals("", said(detector, "a", "mail", "", NOON));
        byte[] snapshot = detector.snapshot();
        byte[] cut = Arrays.copyOf(snapshot, snapshot.length - 3);
        assertThrows(IllegalArgumentException.class, () -> events.restored(ACME, cut));
    }

    @Test
    void a_full_memory_is_bounded_keeps_silent_and_says_so_once() {
        Detector detector = events.fresh(ACME);
        said(detector, "a", "t", "", NOON);
        for (int i = 0; i < 2 * Novelty.MOST_OF_ONE; i++) {
            said(detector, "a", "t" + i, "", NOON + WEEK);
        }
        assertEquals("", noting.news.getLast());
        assertEquals(List.of("novelty_full"), detector.signals());
        assertEquals(List.of(), detector.signals());
        for (int i = 0; i < 2 * Novelty.MOST_AGENTS; i++) {
            said(detector, "agent" + i, "t", "", NOON);
        }
        assertTrue(detector.snapshot().length < 100_000);
    }

    @Test
    void the_shipped_rules_about_what_is_new_speak_of_it() {
        NovelEvents real = new NovelEvents(SigmaRules.of(BundledRules.read(), Set.of()), 0, seen -> Optional.of("h"));
        Map<String, List<String>> fields = Map.of(
                "agent.id",
                List.of("a"),
                "tool.name",
                List.of("egress"),
                "tool.action",
                List.of("connect"),
                "decision",
                List.of("allow"),
                "decision.door",
                List.of("egress"));
        List<String> titles =
                real.fresh(ACME).take(new Seen(ACME, 0, 0, NOON, Category.EGRESS, "tool.allowed", "r", fields)).stream()
                        .map(match -> match.rule().title())
                        .sorted()
                        .toList();
        assertEquals(
                List.of("A place nobody here ever spoke to", "An agent connects to a place that is new to it"), titles);
    }
}
