package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Stage;
import dev.sallyport.sigma.correlation.Absence;
import dev.sallyport.sigma.correlation.Condition;
import dev.sallyport.sigma.correlation.Correlation;
import dev.sallyport.sigma.correlation.CorrelationReader;
import dev.sallyport.sigma.correlation.Judge;
import dev.sallyport.sigma.flow.Flow;
import dev.sallyport.sigma.flow.FlowGraph;
import dev.sallyport.sigma.flow.FlowReader;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Document.Detection;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.rule.Status;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rules that were read together, with every reference resolved. Immutable, safe for many threads. */
public final class RuleSet {
    /** The most flows of one set. */
    public static final int MAX_FLOWS = 32;

    private final List<Detection> detections;
    private final List<Starter> starters;
    private final List<Plan> plans;
    private final List<Flow> flows;
    private final List<Whole> wholes;
    private final Map<Head, List<Detection>> grounds;

    private RuleSet(
            List<Detection> detections,
            List<Starter> starters,
            List<Plan> plans,
            List<Flow> flows,
            Map<Head, List<Detection>> grounds,
            List<Whole> wholes) {
        this.grounds = Map.copyOf(grounds);
        this.detections = List.copyOf(detections);
        this.starters = List.copyOf(starters);
        this.plans = List.copyOf(plans);
        this.flows = List.copyOf(flows);
        this.wholes = List.copyOf(wholes);
    }

    /**
     * A rule that may give alerts, with all that it rests on.
     *
     * @param digest the same exactly as long as the rule and each rule it rests on read the same
     * @param stage the least of its own and of those it rests on
     */
    public record Whole(Head head, String digest, Stage stage) {}

    /**
     * Resolves the rules' references. Rules whose status is {@code unsupported} are left out.
     *
     * @throws Refused with the place, if a reference means no rule or several, if correlations go in a circle, if a body is not sound
     */
    public static RuleSet of(List<Document> documents) {
        return new Building(documents).build();
    }

    /** The detections, in the order in which a matcher of this set must count them. */
    public List<Detection> detections() {
        return detections;
    }

    /** What the rules that may give alerts say of themselves. */
    public List<Head> told() {
        List<Head> heads = new ArrayList<>();
        starters.stream().filter(Starter::told).map(Starter::head).forEach(heads::add);
        plans.stream().filter(Plan::told).map(plan -> plan.rule().head()).forEach(heads::add);
        flows.stream().map(Flow::head).forEach(heads::add);
        return heads;
    }

    /** The same rules, each with all that it rests on. */
    public List<Whole> wholes() {
        return wholes;
    }

    /** The detections that a rule of this set rests on, in the order in which it names them; itself alone if it is one. */
    public List<Detection> grounds(Head rule) {
        return grounds.getOrDefault(rule, List.of());
    }

    List<Starter> starters() {
        return starters;
    }

    List<Plan> plans() {
        return plans;
    }

    List<Flow> flows() {
        return flows;
    }

    /** One building of one set. */
    private static final class Building {
        private final List<Detection> detections = new ArrayList<>();
        private final Map<Head, Correlation> correlations = new HashMap<>();
        private final References references;
        private final List<Correlation> inOrder;
        private final List<Flow> flows = new ArrayList<>();

        Building(List<Document> documents) {
            List<Document> running = documents.stream()
                    .filter(document -> document.head().status().orElse(Status.TEST) != Status.UNSUPPORTED)
                    .toList();
            List<Correlation> read = new ArrayList<>();
            for (Document document : running) {
                switch (document) {
                    case Detection detection -> detections.add(detection);
                    case Document.Correlation correlation -> {
                        Correlation body = CorrelationReader.read(correlation);
                        read.add(body);
                        correlations.put(body.head(), body);
                    }
                    case Document.Flow flow -> flows.add(FlowReader.read(flow));
                    case Document.Filter filter -> {}
                }
            }
            this.references = new References(running);
            this.inOrder = references.inOrder(read, correlations);
            if (flows.size() > MAX_FLOWS) {
                Head head = flows.getLast().head();
                throw new Refused(
                        "too_many_flows", head.file(), head.place(), "a set has at most " + MAX_FLOWS + " flows");
            }
        }

        RuleSet build() {
            List<Starter> starters = new ArrayList<>();
            Map<Head, byte[]> roles = roles();
            for (Detection detection : detections) {
                Head head = detection.head();
                byte[] own = roles.getOrDefault(head, new byte[flows.size()]);
                starters.add(new Starter(head, stage(head), isTold(head), feeds(head), own));
            }
            Map<Head, String> digests = new HashMap<>();
            Map<Head, Stage> stages = new HashMap<>();
            for (Correlation correlation : inOrder) {
                digests.put(correlation.head(), digest(correlation, digests));
                stages.put(correlation.head(), stage(correlation, stages));
            }
            Map<Head, List<String>> carried = carried();
            List<Plan> plans = new ArrayList<>();
            for (Correlation correlation : inOrder) {
                Head head = correlation.head();
                Optional<Absence> absence =
                        correlation.isAboutAbsence() ? Optional.of(new Absence(correlation)) : Optional.empty();
                plans.add(new Plan(
                        plans.size(),
                        correlation,
                        digests.getOrDefault(head, ""),
                        stages.getOrDefault(head, Stage.LOG_ONLY),
                        isTold(head),
                        new Judge(correlation.condition()),
                        absence,
                        carried.getOrDefault(head, List.of()),
                        feeds(head)));
            }
            return new RuleSet(detections, starters, plans, flows, grounds(), wholes(starters, plans));
        }

        private Map<Head, List<Detection>> grounds() {
            Map<Head, List<Detection>> grounds = new HashMap<>();
            detections.forEach(detection -> grounds.put(detection.head(), List.of(detection)));
            inOrder.forEach(correlation ->
                    grounds.put(correlation.head(), under(correlation.head(), correlation.rules(), grounds)));
            for (Flow flow : flows) {
                List<Correlation.Reference> all = new ArrayList<>(flow.sources());
                all.addAll(flow.sinks());
                all.addAll(flow.sanitizers());
                grounds.put(flow.head(), under(flow.head(), all, grounds));
            }
            return grounds;
        }

        private List<Detection> under(Head head, List<Correlation.Reference> parts, Map<Head, List<Detection>> known) {
            return parts.stream()
                    .flatMap(part -> known.getOrDefault(references.resolve(head, part), List.of()).stream())
                    .distinct()
                    .toList();
        }

        private List<Whole> wholes(List<Starter> starters, List<Plan> plans) {
            List<Whole> wholes = new ArrayList<>();
            starters.stream()
                    .filter(Starter::told)
                    .map(starter -> new Whole(starter.head(), starter.head().digest(), starter.stage()))
                    .forEach(wholes::add);
            plans.stream()
                    .filter(Plan::told)
                    .map(plan -> new Whole(plan.rule().head(), plan.digest(), plan.stage()))
                    .forEach(wholes::add);
            flows.forEach(flow -> wholes.add(new Whole(flow.head(), digest(flow), stage(flow.head()))));
            return wholes;
        }

        private String digest(Flow flow) {
            StringBuilder all = new StringBuilder(flow.head().digest());
            for (List<Correlation.Reference> role : List.of(flow.sources(), flow.sinks(), flow.sanitizers())) {
                all.append(" |");
                role.forEach(rule -> all.append(' ')
                        .append(references.resolve(flow.head(), rule).digest()));
            }
            return Digests.of(all.toString());
        }

        /** A rule that is part of another gives alerts of its own only if one of those above says {@code generate}. */
        private boolean isTold(Head head) {
            boolean part = false;
            for (Correlation above : inOrder) {
                for (Correlation.Reference reference : above.rules()) {
                    if (references.resolve(above.head(), reference).equals(head)) {
                        part = true;
                        if (above.generate()) {
                            return true;
                        }
                    }
                }
            }
            return !part && flows.stream().noneMatch(flow -> roleIn(flow, head) != 0);
        }

        private List<Feed> feeds(Head below) {
            List<Feed> feeds = new ArrayList<>();
            for (int place = 0; place < inOrder.size(); place++) {
                Correlation above = inOrder.get(place);
                for (int i = 0; i < above.rules().size(); i++) {
                    Correlation.Reference reference = above.rules().get(i);
                    if (references.resolve(above.head(), reference).equals(below)) {
                        String name = reference.name();
                        List<String> groups = above.groupBy().stream()
                                .map(field -> above.field(field, name))
                                .toList();
                        List<String> values = valueFields(above.condition()).stream()
                                .map(field -> above.field(field, name))
                                .toList();
                        feeds.add(new Feed(place, 1L << i, groups, values));
                    }
                }
            }
            return feeds;
        }

        private static List<String> valueFields(Condition condition) {
            return switch (condition) {
                case Condition.Values values -> values.fields();
                case Condition.Numbers numbers -> List.of(numbers.field());
                case Condition.Share share -> List.of(share.field());
                case Condition.Events events -> List.of();
                case Condition.Kinds kinds -> List.of();
                case Condition.Rules rules -> List.of();
                case Condition.Order order -> List.of();
                case Condition.OrderWithout order -> List.of();
            };
        }

        private Map<Head, List<String>> carried() {
            Map<Head, List<String>> carried = new HashMap<>();
            for (Correlation correlation : inOrder.reversed()) {
                Head head = correlation.head();
                SortedSet<String> needed = new TreeSet<>();
                for (Feed feed : feeds(head)) {
                    needed.addAll(feed.groupFields());
                    needed.addAll(feed.valueFields());
                    needed.addAll(carried.getOrDefault(inOrder.get(feed.plan()).head(), List.of()));
                }
                needed.removeAll(Set.copyOf(correlation.groupBy()));
                carried.put(head, List.copyOf(needed));
            }
            return carried;
        }

        private static Stage stage(Head head) {
            return head.status().map(Stage::of).orElse(Stage.ALERT);
        }

        /** A part that says nothing of its status does not hold back the whole; one that does, does. */
        private Stage stage(Correlation correlation, Map<Head, Stage> known) {
            Stage stage = stage(correlation.head());
            for (Correlation.Reference reference : correlation.rules()) {
                Head part = references.resolve(correlation.head(), reference);
                boolean says = part.status().isPresent();
                Stage own = known.getOrDefault(part, stage(part));
                stage = says || (known.containsKey(part) && own == Stage.LOG_ONLY) ? stage.atMost(own) : stage;
            }
            return stage;
        }

        private String digest(Correlation correlation, Map<Head, String> known) {
            StringBuilder all = new StringBuilder(correlation.head().digest());
            for (Correlation.Reference reference : correlation.rules()) {
                Head part = references.resolve(correlation.head(), reference);
                all.append(' ').append(known.getOrDefault(part, part.digest()));
            }
            return Digests.of(all.toString());
        }

        private Map<Head, byte[]> roles() {
            Map<Head, byte[]> roles = new HashMap<>();
            for (int place = 0; place < flows.size(); place++) {
                Flow flow = flows.get(place);
                Set<Correlation.Reference> all = new LinkedHashSet<>(flow.sources());
                all.addAll(flow.sinks());
                all.addAll(flow.sanitizers());
                for (Correlation.Reference reference : all) {
                    Head head = references.resolve(flow.head(), reference);
                    if (correlations.containsKey(head)) {
                        throw new Refused(
                                "flow_needs_detection",
                                flow.head().file(),
                                reference.place(),
                                "`" + reference.name() + "` relates several events; a flow's rules match single ones");
                    }
                    byte[] own = roles.computeIfAbsent(head, key -> new byte[flows.size()]);
                    own[place] |= (byte) roleIn(flow, head);
                }
            }
            return roles;
        }

        private int roleIn(Flow flow, Head head) {
            return (names(flow, flow.sources(), head) ? FlowGraph.SOURCE : 0)
                    | (names(flow, flow.sinks(), head) ? FlowGraph.SINK : 0)
                    | (names(flow, flow.sanitizers(), head) ? FlowGraph.SANITIZER : 0);
        }

        private boolean names(Flow flow, List<Correlation.Reference> rules, Head head) {
            return rules.stream()
                    .anyMatch(rule -> references.resolve(flow.head(), rule).equals(head));
        }
    }
}
