package dev.sallyport.sigma.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.engine.Oracle.Found;
import dev.sallyport.sigma.engine.Oracle.Point;
import dev.sallyport.sigma.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random rules over random streams: arrival, interruptions and repetition change nothing, and all is as an oracle says. */
class EnginePropertyTest {
    private static final int CASES = 3_000;
    private static final long SEED = 20_261_121L;
    private static final int LATENESS = 8_000;
    private static final String PARTS = IntStream.range(0, 3)
            .mapToObj(i -> "---\ntitle: R" + i + "\nname: r" + i + "\nlogsource: {category: agent_action}\n"
                    + "detection: {a: {kind" + i + ": y}, condition: a}\n")
            .collect(Collectors.joining());

    @Test
    void anyArrivalWithinLateness_anyInterruption_andAnyReplay_giveWhatTheOracleSays() {
        int alerts = 0;
        for (int i = 0; i < CASES; i++) {
            alerts += new Case(SEED + i).run();
        }
        System.out.println(
                CASES + " random streams from seed " + SEED + " gave " + alerts + " alerts, all as the oracle says");
        assertEquals(true, alerts > CASES, "too few alerts to mean anything: " + alerts);
    }

    /** One stream under one pair of rules, the second of which rests on the first. */
    private static final class Case {
        private final long seed;
        private final Random random;
        private final RandomRule first;
        private final RandomRule second;
        private final boolean chained;
        private final RuleSet rules;
        private final List<Event> events = new ArrayList<>();

        Case(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.first = RandomRule.any("first", random);
            this.chained = random.nextInt(3) == 0;
            RandomRule any = RandomRule.any("second", random);
            while (chained && any.type().startsWith("value")) {
                any = RandomRule.any("second", random);
            }
            this.second = any;
            List<String> own = List.of("r0", "r1", "r2").subList(0, first.rules());
            List<String> others = chained ? List.of("first", "r1", "r2") : List.of("r0", "r1", "r2");
            this.rules = Play.rules(first.yaml(own) + "---\n" + second.yaml(others.subList(0, second.rules())) + PARTS);
            int size = 5 + random.nextInt(60);
            int length = 20 + random.nextInt(150);
            for (int sequence = 0; sequence < size; sequence++) {
                events.add(event(sequence, 1000L * random.nextInt(length)));
            }
        }

        private Event event(int sequence, long time) {
            List<String> pairs = new ArrayList<>(List.of("g", "" + (char) ('A' + random.nextInt(3))));
            pairs.addAll(List.of("v", "" + random.nextInt(7)));
            for (int kind = 0; kind < 3; kind++) {
                pairs.addAll(random.nextInt(3) == 0 ? List.of("kind" + kind, "y") : List.of());
            }
            return Play.event(sequence, time, pairs.toArray(String[]::new));
        }

        int run() {
            Options options = Options.of(Play.TENANT).withLateness(LATENESS);
            List<Event> sorted = new ArrayList<>(events);
            sorted.sort(Comparator.comparingLong(Event::timeMillis).thenComparingLong(Event::sequence));
            List<Alert> plain = Play.all(Play.engine(rules, Options.of(Play.TENANT)), sorted);
            assertEquals(expected(), brief(plain), () -> "oracle, " + this);
            String told = bytes(plain);
            List<Event> shuffled = shuffled();
            assertEquals(told, bytes(Play.all(Play.engine(rules, options), shuffled)), () -> "arrival, " + this);
            byte[] once = interrupted(options, shuffled, told);
            assertArrayEquals(once, interrupted(options, shuffled, told), () -> "replay, " + this);
            return plain.size();
        }

        /** So that none comes a lateness or more behind a newer one. */
        private List<Event> shuffled() {
            Map<Event, Long> arrival = new HashMap<>();
            events.forEach(event -> arrival.put(event, event.timeMillis() + random.nextInt(LATENESS)));
            List<Event> shuffled = new ArrayList<>(events);
            shuffled.sort(Comparator.comparing(arrival::get));
            return shuffled;
        }

        /** Hands the memory to a new engine now and then; tells the last memory. */
        private byte[] interrupted(Options options, List<Event> arrivals, String told) {
            Random when = new Random(seed);
            Engine engine = Play.engine(rules, options);
            List<Alert> alerts = new ArrayList<>();
            for (Event event : arrivals) {
                alerts.addAll(engine.accept(event, -1, 0));
                if (when.nextInt(4) == 0) {
                    byte[] memory = engine.snapshot();
                    engine = Play.engine(rules, options);
                    engine.restore(memory);
                    assertArrayEquals(memory, engine.snapshot(), () -> "restored memory, " + this);
                }
            }
            alerts.addAll(engine.settle(0));
            assertEquals(told, bytes(alerts), () -> "interruption, " + this);
            return engine.snapshot();
        }

        private List<String> expected() {
            long end = events.stream().mapToLong(Event::timeMillis).max().orElseThrow();
            Oracle below = new Oracle(first, end);
            List<Found> found = new ArrayList<>();
            List<Found> ofFirst = below.run(points(first, 0));
            if (!chained) {
                found.addAll(ofFirst);
                found.addAll(new Oracle(second, end).run(points(second, 0)));
            } else {
                List<Point> points = points(second, 1);
                points.addAll(below.above());
                found.addAll(new Oracle(second, end).run(points));
            }
            return found.stream().map(Found::toString).sorted().toList();
        }

        private List<Point> points(RandomRule rule, int from) {
            List<Point> points = new ArrayList<>();
            for (Event event : events) {
                int bits = 0;
                for (int kind = from; kind < rule.rules(); kind++) {
                    bits |= event.field("kind" + kind).text().isPresent() ? 1 << kind : 0;
                }
                if (bits != 0) {
                    double value = Double.parseDouble(event.field("v").text().orElseThrow());
                    String group = event.field("g").text().orElseThrow();
                    long sequence = event.sequence();
                    points.add(new Point(event.timeMillis(), sequence, bits, value, group, List.of(sequence)));
                }
            }
            return points;
        }

        private static List<String> brief(List<Alert> alerts) {
            return alerts.stream()
                    .filter(alert -> !isOfDetection(alert))
                    .map(alert -> new Found(
                                    alert.rule().title(),
                                    alert.group().getOrDefault("g", ""),
                                    alert.atMillis(),
                                    Arrays.stream(alert.events().named())
                                            .boxed()
                                            .toList(),
                                    alert.suppressed())
                            .toString())
                    .sorted()
                    .toList();
        }

        private static boolean isOfDetection(Alert alert) {
            return alert.rule().title().startsWith("R");
        }

        /** The canonical bytes of all; detections answer when an event arrives, in whatever order that is, and stand last. */
        private static String bytes(List<Alert> alerts) {
            StringBuilder out = new StringBuilder();
            alerts.stream().filter(alert -> !isOfDetection(alert)).forEach(alert -> out.append(text(alert)));
            alerts.stream().filter(Case::isOfDetection).map(Case::text).sorted().forEach(out::append);
            return out.toString();
        }

        private static String text(Alert alert) {
            return new String(alert.canonical(), StandardCharsets.UTF_8) + "\n";
        }

        @Override
        public String toString() {
            return "seed " + seed + ", " + first + ", " + second + (chained ? " chained" : "");
        }
    }
}
