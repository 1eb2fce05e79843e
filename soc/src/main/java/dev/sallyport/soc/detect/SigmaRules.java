package dev.sallyport.soc.detect;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.detect.Explanation;
import dev.sallyport.sigma.engine.Engine;
import dev.sallyport.sigma.engine.Options;
import dev.sallyport.sigma.engine.RuleSet;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Filters;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.state.BrokenState;
import dev.sallyport.soc.event.Category;
import dev.sallyport.soc.event.Seen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Sigma's rules as detectors, over events as the taxonomy {@code agent-actions} spells them. Immutable. */
public final class SigmaRules implements Detector.Factory {
    /** The product of every logsource. */
    public static final String PRODUCT = "agent-gateway";

    private static final byte[] SET = Sha256.domain("sallyport/rule-set/1");
    private static final String AGENT = "agent.id";
    private static final String PART = "_part";
    private static final String FAMILY = "sallyport.";

    // What detection remembers is written beside the receipts, so it stays small whatever agents do.
    private static final int MOST_HITS = 1_000;
    private static final int MOST_GROUPS = 5_000;
    private static final int MOST_GROUPS_IN_ALL = 20_000;

    private static final Map<Category, Source> SOURCES = new EnumMap<>(Category.class);

    static {
        for (Category category : Category.values()) {
            SOURCES.put(category, new Source(PRODUCT, Set.of(category.wire()), Set.of()));
        }
    }

    private final RuleSet rules;
    private final dev.sallyport.sigma.detect.Detector matching;
    private final List<Whole> wholes;
    private final Map<String, Whole> byId;
    private final Stages stages;

    private SigmaRules(RuleSet rules) {
        this(rules, new dev.sallyport.sigma.detect.Detector(rules.detections()), Stages.STATUS);
    }

    private SigmaRules(RuleSet rules, dev.sallyport.sigma.detect.Detector matching, Stages stages) {
        this.rules = rules;
        this.matching = matching;
        this.stages = stages;
        this.wholes = rules.wholes().stream()
                .map(whole -> new Whole(ref(whole.head(), whole.stage()), whole.digest()))
                .sorted(Comparator.comparing((Whole whole) -> whole.rule().id()).thenComparing(Whole::digest))
                .toList();
        this.byId = wholes.stream()
                .collect(Collectors.toUnmodifiableMap(whole -> whole.rule().id(), whole -> whole, (a, b) -> a));
    }

    /**
     * A rule that may give alerts.
     *
     * @param rule what it says of itself, at the stage that its status and those of its parts allow
     * @param digest of it with all that it rests on
     */
    public record Whole(RuleRef rule, String digest) {}

    /** The same rules, each going as far as that says. */
    public SigmaRules with(Stages other) {
        return new SigmaRules(rules, matching, other);
    }

    /** How far they go. */
    public Stages stages() {
        return stages;
    }

    /** The rules that may give alerts, in order of their ids. */
    public List<Whole> wholes() {
        return wholes;
    }

    /** SHA-256 over all of them: the same for rules that read the same. */
    public String digest() {
        StringBuilder all = new StringBuilder();
        wholes.forEach(whole ->
                all.append(whole.rule().id()).append(' ').append(whole.digest()).append('\n'));
        return Hex.of(Sha256.of(SET, all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Those rules.
     *
     * @param off ids or names of rules that are left out; what a rule {@code x} counts, called {@code x_part}, goes with it
     * @throws dev.sallyport.sigma.yaml.Refused with the place, if they do not fit together
     */
    public static SigmaRules of(List<Document> documents, Set<String> off) {
        Set<String> gone = documents.stream()
                .map(Document::head)
                .filter(head -> off.stream().anyMatch(head::isCalled))
                .map(Head::reference)
                .collect(Collectors.toSet());
        Set<String> parts = documents.stream()
                .map(Document::head)
                .filter(head -> gone.contains(head.reference()))
                .flatMap(head -> head.name().stream())
                .map(name -> name + PART)
                .collect(Collectors.toSet());
        List<Document> on = documents.stream()
                .filter(document -> !gone.contains(document.head().reference()))
                .filter(document ->
                        document.head().name().filter(parts::contains).isEmpty())
                .toList();
        return new SigmaRules(RuleSet.of(Filters.apply(on)));
    }

    /** What that rule says of itself in full. */
    public Optional<Head> head(String id) {
        return rules.wholes().stream()
                .map(RuleSet.Whole::head)
                .filter(head -> head.reference().equals(id))
                .findFirst();
    }

    /** Why each detection that the rule rests on matches that event, or does not. */
    public List<Ground> grounds(Head rule, Event event) {
        return rules.grounds(rule).stream()
                .map(detection -> new Ground(detection.head(), Explanation.of(detection, event)))
                .toList();
    }

    /** One detection beside one event. */
    public record Ground(Head rule, Explanation explanation) {}

    /** What the rules that may give alerts say of themselves. */
    public List<RuleRef> told() {
        return wholes.stream().map(Whole::rule).toList();
    }

    @Override
    public Detector fresh(TenantId tenant) {
        return new Running(tenant, engine(tenant));
    }

    @Override
    public Detector restored(TenantId tenant, byte[] snapshot) {
        Engine engine = engine(tenant);
        try {
            engine.restore(snapshot);
        } catch (BrokenState e) {
            throw new IllegalArgumentException("what was remembered is unreadable: " + e.getMessage(), e);
        }
        return new Running(tenant, engine);
    }

    /** An engine of these rules that remembers nothing, under the caps of a gateway. */
    public Engine engine(TenantId tenant) {
        Options limits = Options.of(tenant.value()).withHits(MOST_HITS).withGroups(MOST_GROUPS, MOST_GROUPS_IN_ALL);
        return new Engine(rules, matching.matcher(), limits);
    }

    private final class Running implements Detector {
        private final TenantId tenant;
        private final Engine engine;

        Running(TenantId tenant, Engine engine) {
            this.tenant = tenant;
            this.engine = engine;
        }

        @Override
        public List<Match> take(Seen event) {
            return matches(tenant, engine.accept(event(event), -1, event.timeMillis()), event.first(AGENT));
        }

        @Override
        public List<Match> advance(long watermarkMillis) {
            return matches(tenant, engine.advance(watermarkMillis, watermarkMillis), Optional.empty());
        }

        @Override
        public List<String> signals() {
            return engine.signals().stream().map(signal -> signal.kind().word()).toList();
        }

        @Override
        public byte[] snapshot() {
            return engine.snapshot();
        }
    }

    private List<Match> matches(TenantId tenant, List<Alert> alerts, Optional<String> agent) {
        if (alerts.isEmpty()) {
            return List.of();
        }
        List<Match> matches = new ArrayList<>(alerts.size());
        for (Alert alert : alerts) {
            Whole whole = byId.get(alert.rule().reference());
            RuleRef rule = ref(alert.rule(), alert.stage());
            Optional<String> about =
                    Optional.ofNullable(alert.group().get(AGENT)).or(() -> agent);
            stages.of(tenant, whole == null ? new Whole(rule, rule.digest()) : whole, about)
                    .map(stage -> rule.atMost(stage))
                    .ifPresent(held -> matches.add(match(alert, held)));
        }
        return matches;
    }

    /** What an alert of an engine of these rules is a match of. */
    public static Match match(Alert alert) {
        return match(alert, ref(alert.rule(), alert.stage()));
    }

    private static Match match(Alert alert, RuleRef rule) {
        return new Match(
                rule,
                LongStream.of(alert.events().named()).boxed().toList(),
                alert.firstMillis(),
                alert.lastMillis(),
                alert.group(),
                alert.late());
    }

    private static RuleRef ref(Head head, dev.sallyport.sigma.alert.Stage stage) {
        String family = head.tags().stream()
                .filter(tag -> tag.startsWith(FAMILY))
                .map(tag -> tag.substring(FAMILY.length()))
                .findFirst()
                .orElse(head.reference());
        return new RuleRef(
                head.reference(),
                head.title(),
                head.digest(),
                head.author(),
                head.level().map(level -> Severity.valueOf(level.name())).orElse(Severity.MEDIUM),
                Stage.valueOf(stage.name()),
                family,
                head.tags());
    }

    /** The source of events of that category. */
    public static Source source(Category category) {
        return SOURCES.getOrDefault(category, Source.UNKNOWN);
    }

    /** The event as rules see it. */
    public static Event event(Seen seen) {
        Map<String, Value> fields = new HashMap<>();
        seen.fields().forEach((name, values) -> fields.put(name, value(values)));
        fields.put("event", new Value.Text(seen.name()));
        seen.receipt().ifPresent(id -> fields.put("receipt.id", new Value.Text(id)));
        return new FlatEvent(seen.place(), seen.timeMillis(), seen.tenant().value(), source(seen.category()), fields);
    }

    private static Value value(List<String> values) {
        return values.size() == 1
                ? new Value.Text(values.getFirst())
                : new Value.Many(values.stream().<Value>map(Value.Text::new).toList());
    }
}
