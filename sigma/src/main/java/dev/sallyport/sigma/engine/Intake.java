package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.state.Extra;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes hits of what a rule matched. Confined to the engine's writer. */
final class Intake {
    private final List<Plan> plans;
    private final Signals signals;

    Intake(List<Plan> plans, Signals signals) {
        this.plans = plans;
        this.signals = signals;
    }

    /**
     * Adds the hits that a feed makes of something with fields. What lacks a field to group by, or the value to count, is no hit.
     *
     * @param sequences of the events behind it if it is an alert, else null
     */
    void add(Feed feed, Lookup from, long time, long @Nullable [] sequences, List<Hit> into) {
        Plan plan = plans.get(feed.plan());
        List<String> keys = feed.groupFields().isEmpty() ? List.of("") : from.keys(feed.groupFields());
        if (keys.isEmpty()) {
            return;
        }
        List<String> carried = plan.carried().isEmpty() ? null : carried(plan, from);
        if (plan.isNumeric()) {
            Extra extra = extra(null, sequences, carried);
            for (double number : from.numbers(feed.valueFields().getFirst())) {
                spread(plan, keys, new Hit(feed.plan(), "", feed.bit(), number, extra), time, into);
            }
        } else if (plan.countsValues()) {
            for (String value : from.keys(feed.valueFields())) {
                spread(
                        plan,
                        keys,
                        new Hit(feed.plan(), "", feed.bit(), 0, extra(value, sequences, carried)),
                        time,
                        into);
            }
        } else {
            spread(plan, keys, new Hit(feed.plan(), "", feed.bit(), 0, extra(null, sequences, carried)), time, into);
        }
    }

    private void spread(Plan plan, List<String> keys, Hit hit, long time, List<Hit> into) {
        int groups = Math.min(keys.size(), Lookup.MAX_GROUPS);
        if (groups < keys.size()) {
            signals.raise(Signal.Kind.GROUPS_TRUNCATED, plan.rule().head().reference(), keys.getLast(), 1, time);
        }
        boolean alone = plan.rule().rules().size() == 1;
        for (int i = 0; i < groups; i++) {
            Hit own = new Hit(hit.plan(), keys.get(i), hit.bits(), hit.value(), hit.extra());
            if (alone || !joined(own, into)) {
                into.add(own);
            }
        }
    }

    private static boolean joined(Hit hit, List<Hit> into) {
        for (int i = 0; i < into.size(); i++) {
            if (into.get(i).isSame(hit)) {
                into.set(i, into.get(i).with(hit.bits()));
                return true;
            }
        }
        return false;
    }

    private static @Nullable Extra extra(
            @Nullable String value, long @Nullable [] sequences, @Nullable List<String> carried) {
        return value == null && sequences == null && carried == null ? null : new Extra(value, sequences, carried);
    }

    /** The first text of each field with {@code =} before it, or an empty text if it has none. */
    private static List<String> carried(Plan plan, Lookup from) {
        List<String> carried = new ArrayList<>(plan.carried().size());
        for (String field : plan.carried()) {
            List<String> texts = from.texts(field);
            carried.add(texts.isEmpty() ? "" : "=" + texts.getFirst());
        }
        return carried;
    }
}
