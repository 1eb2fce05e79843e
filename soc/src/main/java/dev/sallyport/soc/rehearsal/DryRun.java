package dev.sallyport.soc.rehearsal;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.engine.Engine;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.plane.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** Rules over what happened before, beside the rules of today. Deterministic: the same events and rules give the same report. */
public final class DryRun {
    private static final String OURS = "";

    private DryRun() {}

    /**
     * What is compared.
     *
     * @param rules those on trial
     * @param today those they are compared with
     * @param mostPerDay how many alerts a day a rule on trial may show
     * @param mostAlerts how many alerts are counted in all before it ends
     */
    public record Plan(
            TenantId tenant,
            SigmaRules rules,
            SigmaRules today,
            ToIntFunction<SigmaRules.Whole> mostPerDay,
            long mostAlerts) {}

    /** Plays the feed to both. */
    public static Report of(Feed feed, Plan plan) {
        Side now = new Side(plan, plan.rules());
        Side before = new Side(plan, plan.today());
        boolean[] full = new boolean[1];
        History.Read read = feed.play(event -> {
            full[0] |= now.alerts + before.alerts >= plan.mostAlerts();
            if (!full[0]) {
                now.take(event);
                before.take(event);
            }
        });
        now.settle(read.lastMillis());
        before.settle(read.lastMillis());
        String cut = full[0] ? "alerts" : read.cut() ? "receipts" : "";
        return new Report(
                plan.tenant(),
                read,
                cut,
                plan.rules().digest(),
                plan.today().digest(),
                rows(plan, now, before, read, cut));
    }

    private static List<Row> rows(Plan plan, Side now, Side before, History.Read read, String cut) {
        SortedSet<String> ids = new TreeSet<>(now.tallies.keySet());
        ids.addAll(before.tallies.keySet());
        List<Row> rows = new ArrayList<>();
        for (String id : ids) {
            Optional<Counted> ours = now.counted(id);
            List<String> why =
                    ours.map(counted -> faults(plan, counted, now, read, cut)).orElse(List.of());
            rows.add(new Row(id, ours, before.counted(id), why));
        }
        return rows;
    }

    /** What speaks against the rule. */
    private static List<String> faults(Plan plan, Counted counted, Side side, History.Read read, String cut) {
        List<String> why = new ArrayList<>();
        if (!read.faults().isEmpty()) {
            why.add("the chain of receipts does not hold");
        }
        if (!cut.isEmpty()) {
            why.add("not all of the span was read: more " + cut + " than a dry run takes, or too little time");
        }
        if (read.events() == 0) {
            why.add("there is no event in the span");
        }
        for (String given : List.of(counted.rule().rule().id(), OURS)) {
            for (String signal : side.signals.getOrDefault(given, new TreeSet<>())) {
                why.add("the engine signals " + signal);
            }
        }
        int most = plan.mostPerDay().applyAsInt(counted.rule());
        if (counted.mostPerDay() > most) {
            why.add("it alerts " + counted.mostPerDay() + " times on a day; at most " + most + " are expected");
        }
        return why;
    }

    /** One set of rules at work. */
    private static final class Side {
        private final TenantId tenant;
        private final Engine engine;
        private final SortedMap<String, Tally> tallies = new TreeMap<>();
        private final Map<String, SortedSet<String>> signals = new TreeMap<>();
        private long alerts;

        Side(Plan plan, SigmaRules rules) {
            this.tenant = plan.tenant();
            this.engine = rules.engine(plan.tenant());
            rules.wholes().forEach(whole -> tallies.put(whole.rule().id(), new Tally(whole)));
        }

        void take(Event event) {
            count(engine.accept(event, -1, event.timeMillis()), Optional.of(event));
        }

        void settle(long lastMillis) {
            count(engine.settle(lastMillis), Optional.empty());
            for (Signal signal : engine.signals()) {
                if (counts(signal.kind())) {
                    signals.computeIfAbsent(signal.rule(), rule -> new TreeSet<>())
                            .add(signal.kind().word());
                }
            }
        }

        /** Whether it says that something was given up; that events were late or far from their time is no fault of a rule. */
        private static boolean counts(Signal.Kind kind) {
            return switch (kind) {
                case DETECTOR_STATE_EVICTED, HITS_TRUNCATED, GROUPS_TRUNCATED, HELD_FULL, FLOW_STEPS_EVICTED -> true;
                case CLOCK_JUMP, LATE_EVENT, INPUTS_TRUNCATED, STATE_DISCARDED -> false;
            };
        }

        private void count(List<Alert> found, Optional<Event> event) {
            for (Alert alert : found) {
                alerts++;
                Tally tally = tallies.get(alert.rule().reference());
                if (tally != null) {
                    tally.take(tenant, alert, event);
                }
            }
        }

        Optional<Counted> counted(String id) {
            return Optional.ofNullable(tallies.get(id)).map(Tally::counted);
        }
    }

    /**
     * One rule, on trial and today.
     *
     * @param now empty if the rule is gone
     * @param before empty if the rule is new
     * @param why what speaks against it
     */
    public record Row(String id, Optional<Counted> now, Optional<Counted> before, List<String> why) {
        public Row {
            why = List.copyOf(why);
        }

        /** Whether nothing speaks against it. */
        public boolean passed() {
            return now.isPresent() && why.isEmpty();
        }

        /** {@code new}, {@code gone}, {@code changed} or {@code same}, by what the rules say. */
        public String change() {
            if (now.isEmpty() || before.isEmpty()) {
                return now.isEmpty() ? "gone" : "new";
            }
            return now.get().rule().digest().equals(before.get().rule().digest()) ? "same" : "changed";
        }

        /** {@code new}, {@code gone}, {@code more}, {@code fewer} or {@code same}, by what they found. */
        public String trend() {
            if (now.isEmpty() || before.isEmpty()) {
                return change();
            }
            int compared = Long.compare(now.get().alerts(), before.get().alerts());
            return compared == 0 ? "same" : compared > 0 ? "more" : "fewer";
        }
    }

    /**
     * What a dry run found.
     *
     * @param cut empty, or what there was too much of
     * @param digest of the rules on trial
     * @param today of the rules they are compared with
     * @param rows in order of the rules' ids
     */
    public record Report(TenantId tenant, History.Read read, String cut, String digest, String today, List<Row> rows) {
        public Report {
            rows = List.copyOf(rows);
        }

        /** The row of that rule. */
        public Optional<Row> row(String id) {
            return rows.stream().filter(row -> row.id().equals(id)).findFirst();
        }
    }
}
