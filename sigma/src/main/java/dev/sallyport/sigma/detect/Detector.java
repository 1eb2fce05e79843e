package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.rule.Document.Detection;
import dev.sallyport.sigma.rule.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Detections made ready for a stream of events. For each source an index is built when its first event comes; it tells by a few looks at
 * each field which rules could match at all, and only those are evaluated. Immutable and safe for many threads, except that each thread
 * matches through its own {@link #matcher()}.
 */
public final class Detector {
    /** For how many sources an index is held; events of others are matched through an index of all rules. */
    private static final int MAX_LANES = 256;

    private final List<Detection> rules;
    private final Check[][] checks;
    private final List<List<Guard>> guards = new ArrayList<>();
    private final List<String> names;

    /**
     * @param rules in the order in which matches are counted
     * @throws IllegalArgumentException if a rule has placeholders without values
     */
    public Detector(List<Detection> rules) {
        this.rules = List.copyOf(rules);
        this.checks = new Check[rules.size()][];
        Slots slots = new Slots();
        Compiler compiler = new Compiler(slots);
        Guards finder = new Guards(slots);
        for (int i = 0; i < rules.size(); i++) {
            Detection rule = rules.get(i);
            if (!rule.placeholders().isEmpty()) {
                throw new IllegalArgumentException(
                        "the rule `" + rule.head().reference() + "` waits for values of " + rule.placeholders());
            }
            checks[i] = rule.conditions().stream().map(compiler::check).toArray(Check[]::new);
            guards.add(guards(finder, rule.conditions()));
        }
        this.names = slots.names();
    }

    /** What must be seen for any of the conditions; empty if one of them needs nothing. */
    private static List<Guard> guards(Guards finder, List<Expression> conditions) {
        List<Guard> found = new ArrayList<>();
        for (Expression condition : conditions) {
            Optional<Guard> guard = finder.of(condition);
            if (guard.isEmpty()) {
                return List.of();
            }
            found.add(guard.get());
        }
        return found;
    }

    /** The detections, in their order. */
    public List<Detection> rules() {
        return rules;
    }

    /** For one thread. */
    public Matcher matcher() {
        return new Scan();
    }

    private int[] ofSource(Source source) {
        return IntStream.range(0, rules.size())
                .filter(rule -> rules.get(rule).head().logsource().fits(source))
                .toArray();
    }

    private final class Scan implements Matcher {
        private final Look look = new Look(names);
        private final Lane.Candidates candidates = new Lane.Candidates(rules.size());
        private final Map<Source, Lane> lanes = new HashMap<>();
        private @Nullable Source source;
        private @Nullable Lane lane;

        @Override
        public List<Detection> rules() {
            return rules;
        }

        @Override
        public void match(Event event, IntConsumer matched) {
            Lane chosen = choose(event.source());
            look.at(event);
            candidates.clear();
            chosen.candidates(look, candidates);
            long[] marked = candidates.marked();
            for (int word = 0; word < marked.length; word++) {
                for (long bits = marked[word]; bits != 0; bits &= bits - 1) {
                    int rule = (word << 6) + Long.numberOfTrailingZeros(bits);
                    if (holds(rule, event)) {
                        matched.accept(rule);
                    }
                }
            }
            look.done();
        }

        private boolean holds(int rule, Event event) {
            for (Check check : checks[rule]) {
                if (check.holds(look)) {
                    // The index of all rules serves sources that have none of their own.
                    return lanes.size() < MAX_LANES
                            || rules.get(rule).head().logsource().fits(event.source());
                }
            }
            return false;
        }

        private Lane choose(Source wanted) {
            Lane current = lane;
            if (current == null || !wanted.equals(source)) {
                current = laneOf(wanted);
                lane = current;
                source = wanted;
            }
            return current;
        }

        private Lane laneOf(Source wanted) {
            Lane known = lanes.get(wanted);
            if (known == null) {
                Source of = lanes.size() < MAX_LANES ? wanted : Source.UNKNOWN;
                known = lanes.computeIfAbsent(of, missing -> new Lane(ofSource(missing), guards));
            }
            return known;
        }
    }
}
