package dev.sallyport.sigma.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What alerts a whole list of hits gives, worked out from the meaning of the words and not from the engine: lists, recursion over every
 * combination, no windows that move. For small streams.
 */
final class Oracle {
    /** A hit of some of a correlation's rules. */
    record Point(long time, long sequence, int bits, double value, String group, List<Long> events) {}

    /** An alert in short. */
    record Found(String rule, String group, long at, List<Long> events, long suppressed) {}

    private static final Comparator<Point> ORDER =
            Comparator.comparingLong(Point::time).thenComparingLong(Point::sequence);

    private final RandomRule rule;
    private final long end;
    private final List<Found> found = new ArrayList<>();
    private final List<Point> above = new ArrayList<>();

    /** Of a rule, up to a time. */
    Oracle(RandomRule rule, long end) {
        this.rule = rule;
        this.end = end;
    }

    /** The alerts in no order; {@link #above} has the same as hits. */
    List<Found> run(List<Point> hits) {
        Map<String, List<Point>> groups = new TreeMap<>();
        hits.stream()
                .sorted(ORDER)
                .forEach(hit -> groups.computeIfAbsent(hit.group(), key -> new ArrayList<>())
                        .add(hit));
        groups.forEach((group, own) -> {
            if (rule.absent() != 0) {
                absence(group, own);
            } else {
                switch (rule.window()) {
                    case "sliding" -> sliding(group, own);
                    case "tumbling" -> closing(group, own, true);
                    default -> closing(group, own, false);
                }
            }
        });
        return found;
    }

    /** What was found, as hits of one rule of a correlation above. */
    List<Point> above() {
        return above;
    }

    private long lastTold;
    private boolean everTold;
    private long kept;

    private void begin() {
        everTold = false;
        kept = 0;
    }

    private void tell(String group, long at, long sequence, List<Point> hits) {
        Set<Long> events = new LinkedHashSet<>();
        hits.forEach(hit -> events.addAll(hit.events()));
        above.add(new Point(at, sequence, 1, 0, group, List.copyOf(events)));
        if (everTold && at - lastTold < rule.suppress()) {
            kept++;
            return;
        }
        found.add(new Found(rule.title(), group, at, List.copyOf(events), kept));
        everTold = true;
        lastTold = at;
        kept = 0;
    }

    private void sliding(String group, List<Point> hits) {
        begin();
        int from = 0;
        for (int i = 0; i < hits.size(); i++) {
            Point newest = hits.get(i);
            List<Point> window = hits.subList(from, i + 1).stream()
                    .filter(hit -> newest.time() - hit.time() <= rule.span())
                    .toList();
            if (holds(window)) {
                tell(group, newest.time(), newest.sequence(), witnesses(window));
                from = i + 1;
            }
        }
    }

    private void closing(String group, List<Point> hits, boolean tumbling) {
        begin();
        int from = 0;
        while (from < hits.size()) {
            Point first = hits.get(from);
            int to = from + 1;
            while (to < hits.size() && together(first, hits.get(to - 1), hits.get(to), tumbling)) {
                to++;
            }
            long last = hits.get(to - 1).time();
            long over = tumbling
                    ? (first.time() / rule.span() + 1) * rule.span()
                    : Math.min(last + rule.gap(), first.time() + rule.span()) + 1;
            List<Point> window = hits.subList(from, to);
            if (over <= end && holds(window)) {
                tell(group, over, Long.MAX_VALUE, witnesses(window));
            }
            from = to;
        }
    }

    private boolean together(Point first, Point before, Point next, boolean tumbling) {
        return tumbling
                ? first.time() / rule.span() == next.time() / rule.span()
                : next.time() - before.time() <= rule.gap() && next.time() - first.time() <= rule.span();
    }

    private boolean holds(List<Point> window) {
        return rule.holds(
                switch (rule.type()) {
                    case "event_count" -> window.size();
                    case "value_count" ->
                        window.stream().mapToDouble(Point::value).distinct().count();
                    case "value_sum" ->
                        window.stream().mapToDouble(Point::value).sum();
                    case "value_avg" ->
                        window.stream().mapToDouble(Point::value).average().orElse(0);
                    case "value_percentile" -> percentile(window);
                    case "temporal" -> Integer.bitCount(bits(window));
                    default -> longest(window).size();
                });
    }

    /** The least value that at least that share of the values does not exceed. */
    private double percentile(List<Point> window) {
        return window.stream()
                .mapToDouble(Point::value)
                .sorted()
                .filter(value -> 100.0
                                * window.stream()
                                        .filter(hit -> hit.value() <= value)
                                        .count()
                        >= rule.percent() * window.size())
                .findFirst()
                .orElseThrow();
    }

    private static int bits(List<Point> window) {
        return window.stream().mapToInt(Point::bits).reduce(0, (a, b) -> a | b);
    }

    private List<Point> witnesses(List<Point> window) {
        if (!rule.type().equals("temporal_ordered")) {
            return window;
        }
        int length = longest(window).size();
        Set<Point> members = new HashSet<>();
        for (List<Point> row : rows(window, -1, null)) {
            if (row.size() == length) {
                members.addAll(row);
            }
        }
        return window.stream().filter(members::contains).toList();
    }

    private List<Point> longest(List<Point> window) {
        return Collections.max(rows(window, -1, null), Comparator.comparingInt(List::size));
    }

    /** Every row of hits whose rules and moments both rise. */
    private List<List<Point>> rows(List<Point> window, int rule, @Nullable Point after) {
        List<List<Point>> rows = new ArrayList<>(List.of(List.of()));
        for (Point hit : window) {
            if (after != null && ORDER.compare(hit, after) <= 0) {
                continue;
            }
            for (int next = rule + 1; next < this.rule.rules(); next++) {
                if ((hit.bits() & (1 << next)) != 0) {
                    for (List<Point> rest : rows(window, next, hit)) {
                        List<Point> row = new ArrayList<>(List.of(hit));
                        row.addAll(rest);
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }

    private void absence(String group, List<Point> hits) {
        begin();
        Set<Point> used = Collections.newSetFromMap(new IdentityHashMap<>());
        int wanted = ((1 << rule.rules()) - 1) & ~rule.absent();
        for (Point opener : hits) {
            long over = opener.time() + rule.span();
            if ((opener.bits() & wanted) == 0 || used.contains(opener) || over > end) {
                continue;
            }
            List<Point> behind = hits.subList(hits.indexOf(opener), hits.size()).stream()
                    .filter(hit -> hit.time() <= over && !used.contains(hit))
                    .toList();
            List<Point> around = hits.stream()
                    .filter(hit -> hit.time() <= over && hit.time() >= opener.time() - rule.span())
                    .toList();
            boolean holds = rule.type().equals("temporal")
                    ? (bits(behind) & wanted) == wanted && (bits(around) & rule.absent()) == 0
                    : inOrder(around, behind, opener, wanted);
            if (holds) {
                List<Point> witnesses = behind.stream()
                        .filter(hit -> (hit.bits() & wanted) != 0)
                        .toList();
                tell(group, over, Long.MAX_VALUE, witnesses);
                used.addAll(witnesses);
            }
            used.add(opener);
        }
    }

    /** Whether some choice of one hit for each wanted rule, from the opener on, rises and leaves the gaps clean. */
    private boolean inOrder(List<Point> around, List<Point> behind, Point opener, int wanted) {
        List<Integer> places = IntStream.range(0, rule.rules())
                .filter(i -> (wanted & (1 << i)) != 0)
                .boxed()
                .toList();
        boolean opens = (opener.bits() & (1 << places.getFirst())) != 0;
        return opens && continues(around, behind, List.of(opener), places);
    }

    private boolean continues(List<Point> around, List<Point> behind, List<Point> chosen, List<Integer> places) {
        if (chosen.size() == places.size()) {
            return isClean(around, chosen, places);
        }
        return behind.stream()
                .filter(hit -> ORDER.compare(hit, chosen.getLast()) > 0
                        && (hit.bits() & (1 << places.get(chosen.size()))) != 0)
                .anyMatch(hit -> {
                    List<Point> more = new ArrayList<>(chosen);
                    more.add(hit);
                    return continues(around, behind, more, places);
                });
    }

    private boolean isClean(List<Point> around, List<Point> chosen, List<Integer> places) {
        for (int rule = 0; rule < this.rule.rules(); rule++) {
            if ((this.rule.absent() & (1 << rule)) == 0) {
                continue;
            }
            int bit = 1 << rule;
            int gap = 0;
            while (gap < places.size() && places.get(gap) < rule) {
                gap++;
            }
            int number = gap;
            boolean spoiled = around.stream()
                    .filter(hit -> (hit.bits() & bit) != 0)
                    .anyMatch(hit -> (number == 0 || ORDER.compare(hit, chosen.get(number - 1)) > 0)
                            && (number == chosen.size() || ORDER.compare(hit, chosen.get(number)) < 0));
            if (spoiled) {
                return false;
            }
        }
        return true;
    }
}
