package dev.sallyport.soc.rehearsal;

import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.alert.Raising;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.book.MemoryBook;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.plane.History;
import dev.sallyport.soc.playbook.Brake;
import dev.sallyport.soc.playbook.Plans;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.Responder;
import dev.sallyport.soc.response.Step;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Playbooks over what happened before: the plane's own parts, with a book and effects that are forgotten, on a clock of event times. What
 * agents would have done once stopped nobody knows; here they do what they did, and it is counted what met the stop. Deterministic.
 */
public final class Simulation {
    private static final long GRACE_MILLIS = 2_000;

    private static final int MOST_CALLS = 20_000;
    private static final Set<String> CALLS = Set.of(
            EventName.TOOL_ALLOWED.wire(),
            EventName.TOOL_DENIED.wire(),
            EventName.TOOL_HELD.wire(),
            EventName.EGRESS_DENIED.wire());

    private final Plan plan;
    private final Deque<Preview.Call> calls = new ArrayDeque<>();
    private final MemoryBook book = new MemoryBook();
    private final Cases cases = new Cases(book);
    private final Pretended effects;
    private final Plans plans;
    private final Responder responder;
    private final Detector detector;
    private final SequencedMap<String, Outcome> outcomes = new LinkedHashMap<>();
    private long now;
    private long alerts;
    private long forgot = Long.MIN_VALUE;
    private boolean full;

    /**
     * What is simulated.
     *
     * @param rules as far as each goes; those that a playbook names go as far as their status says
     * @param playbooks all of them act
     * @param never ids of agents, sessions and servers that no playbook touches
     * @param agents how many agents the tenant has, for the brake
     * @param servers how many tool servers it has
     * @param mostAlerts how many alerts it takes before it ends
     */
    public record Plan(
            TenantId tenant,
            SigmaRules rules,
            List<Playbook> playbooks,
            Set<String> never,
            Brake brake,
            int agents,
            int servers,
            long mostAlerts) {
        public Plan {
            playbooks = List.copyOf(playbooks);
            never = Set.copyOf(never);
        }
    }

    /**
     * What would have become of a step.
     *
     * @param step as it stood in the end
     * @param plannedMillis when it was planned
     * @param endedMillis when it was undone; 0 if it was not by the end
     * @param held whether the brake held it back
     * @param met how many calls that had passed would have met the stop
     * @param preview what a person would have been shown when it began, but for held approvals; empty if it never did
     */
    public record Outcome(
            Step step, long plannedMillis, long endedMillis, boolean held, long met, Optional<Preview> preview) {
        Outcome with(Step next, long millis) {
            boolean over = next.state() == Step.State.UNDONE;
            return new Outcome(next, plannedMillis, over ? millis : endedMillis, held, met, preview);
        }

        Outcome braked() {
            return new Outcome(step, plannedMillis, endedMillis, true, met, preview);
        }

        Outcome meeting() {
            return new Outcome(step, plannedMillis, endedMillis, held, met + 1, preview);
        }

        Outcome previewed(Preview shown) {
            return new Outcome(step, plannedMillis, endedMillis, held, met, Optional.of(shown));
        }
    }

    private Simulation(Plan plan) {
        this.plan = plan;
        this.effects = new Pretended(plan.agents(), plan.servers());
        List<Playbook> acting = plan.playbooks().stream().map(Playbook::acting).toList();
        this.plans = new Plans(acting, plan.never(), book);
        this.responder =
                new Responder(book, cases, effects, plan.brake(), () -> Instant.ofEpochMilli(now), new Listening());
        Set<String> named = new LinkedHashSet<>();
        acting.forEach(playbook -> named.addAll(playbook.rules()));
        this.detector = plan.rules()
                .with((tenant, rule, agent) -> named.contains(rule.rule().id())
                        ? Optional.of(Stage.RESPOND)
                        : plan.rules().stages().of(tenant, rule, agent))
                .fresh(plan.tenant());
    }

    /** Plays a span of a tenant's chain. */
    public static Report of(Plan plan, Records records, History.Span span, long most, BooleanSupplier goesOn) {
        Simulation simulation = new Simulation(plan);
        History.Read read = History.read(
                records, plan.tenant(), span, most, () -> !simulation.full && goesOn.getAsBoolean(), simulation::take);
        simulation.settle(read.lastMillis());
        String cut = simulation.full ? "alerts" : read.cut() ? "receipts" : "";
        return new Report(plan, read, cut, new ArrayList<>(simulation.outcomes.values()));
    }

    private void take(Seen seen) {
        until(seen.timeMillis());
        remember(seen);
        meet(seen);
        found(detector.advance(seen.timeMillis() - GRACE_MILLIS), seen);
        found(detector.take(seen), seen);
        responder.round(plan.tenant());
    }

    /** Does what falls due before that time, each at its own. */
    private void until(long millis) {
        List<Step> due = book.due(plan.tenant(), millis, 1);
        long before = -1;
        while (!due.isEmpty() && before != outstanding(due)) {
            before = outstanding(due);
            now = Math.max(now, due.getFirst().dueMillis());
            responder.round(plan.tenant());
            due = book.due(plan.tenant(), millis, 1);
        }
        now = Math.max(now, millis);
    }

    private static long outstanding(List<Step> due) {
        return ((long) due.getFirst().key().hashCode() << 32) | due.getFirst().revision();
    }

    private void remember(Seen seen) {
        if (CALLS.contains(seen.name())) {
            About about = About.of(seen, Map.of());
            calls.add(new Preview.Call(
                    seen.timeMillis(),
                    about.agent().orElse(""),
                    about.session().orElse(""),
                    about.server().orElse(""),
                    tool(seen)));
            if (calls.size() > MOST_CALLS) {
                forgot = calls.removeFirst().timeMillis();
            }
        }
    }

    /** The operation, as measures against one name it. */
    private static String tool(Seen seen) {
        return QualifiedName.of(
                seen.first("tool.name").orElse(""), seen.first("tool.action").orElse(""));
    }

    private Preview preview(Step step) {
        boolean cut = forgot > now - Preview.DAY_MILLIS;
        return Preview.of(step.effect(), step.target(), new Preview.Recent(calls, List.of(), cut), now);
    }

    private void meet(Seen seen) {
        if (effects.isIdle() || !seen.name().equals(EventName.TOOL_ALLOWED.wire())) {
            return;
        }
        About about = About.of(seen, Map.of());
        Set<String> stopped = new LinkedHashSet<>();
        Stream.of(about.agent(), about.session(), about.server(), Optional.of(tool(seen)))
                .flatMap(Optional::stream)
                .forEach(target -> effects.stopping(target).forEach(stopped::add));
        stopped.forEach(key -> outcomes.computeIfPresent(key, (k, outcome) -> outcome.meeting()));
    }

    private void found(List<Match> matches, Seen seen) {
        if (matches.isEmpty() || full) {
            return;
        }
        alerts += matches.size();
        full = alerts > plan.mostAlerts();
        List<Alert> raised = matches.stream()
                .map(match -> Raising.of(match, seen, now, place -> Optional.empty()))
                .toList();
        Cases.Folded folded = cases.fold(plan.tenant(), raised, plans::of, Optional.empty());
        folded.steps()
                .forEach(step ->
                        outcomes.putIfAbsent(step.key(), new Outcome(step, now, 0, false, 0, Optional.empty())));
    }

    private void settle(long lastMillis) {
        if (lastMillis > 0) {
            until(lastMillis);
        }
        responder.round(plan.tenant());
    }

    private final class Listening implements Responder.Listener {
        @Override
        public void stepped(Step step, Optional<Incident> incident) {
            outcomes.computeIfPresent(step.key(), (key, outcome) -> outcome.with(step, now));
            if (step.state() == Step.State.BEGUN) {
                outcomes.computeIfPresent(step.key(), (key, outcome) -> outcome.previewed(preview(step)));
            }
        }

        @Override
        public void contained(Incident incident) {}

        @Override
        public void braked(Step step) {
            outcomes.computeIfPresent(step.key(), (key, outcome) -> outcome.braked());
        }
    }

    /**
     * What a simulation found.
     *
     * @param cut empty, or what there was too much of
     * @param outcomes in the order in which the steps were planned
     */
    public record Report(Plan plan, History.Read read, String cut, List<Outcome> outcomes) {
        public Report {
            outcomes = List.copyOf(outcomes);
        }

        /** Those of one playbook. */
        public List<Outcome> of(Playbook playbook) {
            return outcomes.stream()
                    .filter(outcome -> outcome.step().playbook().equals(playbook.reference()))
                    .toList();
        }

        /** What speaks against the playbook; empty if it passed. */
        public List<String> faults(Playbook playbook) {
            List<String> why = new ArrayList<>();
            if (!read.faults().isEmpty()) {
                why.add("the chain of receipts does not hold");
            }
            if (!cut.isEmpty()) {
                why.add("not all of the span was read: more " + cut + " than a simulation takes, or too little time");
            }
            if (read.events() == 0) {
                why.add("there is no event in the span");
            }
            long held = of(playbook).stream().filter(Outcome::held).count();
            if (held > 0) {
                why.add("the brake would have held " + held + " of its steps");
            }
            return why;
        }
    }
}
