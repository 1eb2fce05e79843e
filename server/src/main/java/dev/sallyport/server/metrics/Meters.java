package dev.sallyport.server.metrics;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.connect.mcp.proxy.Counted;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.gate.Stage;
import dev.sallyport.gate.StageMeter;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.server.channel.DeliveryMeter;
import dev.sallyport.server.config.Otlp;
import dev.sallyport.server.http.RequestMeter;
import dev.sallyport.server.otlp.OtlpExport;
import dev.sallyport.server.otlp.OtlpStanding;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The gateway's meters. Label values come from closed sets of ours (stages, reason codes, route templates), never from
 * callers, so their number is bounded and no secret can become one. Thread-safe; each gateway has its own.
 */
public final class Meters implements StageMeter, RequestMeter, EventSink {
    /** The media type of {@link #text}. */
    public static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double[] BOUNDS = {
        10e-6, 25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 75e-3, 150e-3, 250e-3, 1, 5
    };

    private static final Set<String> UNTRUSTED =
            Set.of(TrustLevel.UNTRUSTED_EXTERNAL.wire(), TrustLevel.MALICIOUS_SUSPECTED.wire());
    private static final Set<String> BY_POLICY =
            Set.of(ReasonCode.POLICY_FORBIDS.wire(), ReasonCode.NO_POLICY_PERMITS.wire());

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<Stage, DistributionDataPoint> stages = new EnumMap<>(Stage.class);
    private final Counter decisions =
            counter("sallyport_decisions", "Recorded decisions.", "decision", "reason", "door");
    private final Counter trials =
            counter("sallyport_policy_trial", "Decisions by what the policy bundle on trial would change.", "change");
    private final Counter approvals = counter("sallyport_approval_answers", "Answers of people to held actions.");
    private final Counter outcomes = counter("sallyport_outcomes", "Recorded outcomes of released actions.");
    private final Counter changes = counter("sallyport_registry_changes", "Receipted acts of administration.");
    private final Counter denied = counter("sallyport_auth_denied", "Refused credentials.", "reason");
    private final Counter replays = counter("sallyport_replay_attempts", "Repeated nonces and spent approvals.");
    private final Counter mismatches =
            counter("approval_hash_mismatch", "Approvals presented with other bytes than were approved.");
    private final Counter skews = counter(
            "canonicalization_version_skew",
            "Hashes presented in the scheme that the agent is not registered with, by the call they came with.",
            "presented_to",
            "registered",
            "presented");
    private final Counter provenance = counter(
            "provenance_denials", "Actions that a policy refused while something untrusted had a hand in them.");
    private final Counter verifyFailures = counter("receipt_verify_failures", "Receipts that did not verify.");
    private final Counter egress = counter("sallyport_egress_denied", "Refused connections of agents.", "reason");
    private final Counter bypasses = counter("sallyport_sdk_bypass", "Effects seen that no decision explains.");
    private final Counter limited = counter("sallyport_rate_limited", "Minutes in which somebody met a rate limit.");
    private final Counter secrets = counter("sallyport_secrets_loaded", "Secrets read from their sources.");
    private final Counter findings = counter(
            "sallyport_shield_findings",
            "What shields found, by kind; a shield that failed counts as unassessed.",
            "shield",
            "category",
            "mode");
    private final Counter requests = counter("sallyport_http_requests", "Answered requests.", "route", "status");
    private final EventSink next;
    private volatile Optional<OtlpExport> export = Optional.empty();
    private volatile BooleanSupplier trailTroubled = () -> false;
    private volatile EventSink tap = event -> {};
    private volatile LongSupplier tapDropped = () -> 0;

    /** Meters that hear events on their way into the queue. */
    public Meters(EventQueue queue) {
        this.next = queue;
        Histogram histogram = Histogram.builder()
                .name("sallyport_stage_seconds")
                .help("Time of each stage of one action's way.")
                .labelNames("stage")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
        for (Stage stage : Stage.values()) {
            stages.put(stage, histogram.labelValues(stage.wire()));
        }
        CounterWithCallback.builder()
                .name("ase_emit_dropped_total")
                .help(
                        "Events dropped on their way to the audit trail or to detection, because nobody took them in time.")
                .callback(callback -> callback.call((double) (queue.dropped() + tapDropped.getAsLong())))
                .register(registry);
        for (Counter unlabelled : new Counter[] {
            approvals, outcomes, changes, replays, mismatches, provenance, verifyFailures, bypasses, limited, secrets
        }) {
            unlabelled.initLabelValues();
        }
        for (String to : new String[] {"authorize", "consume", "outcome"}) { // there at 0 before the first one
            skews.initLabelValues(to, Scheme.AEGIS_JCS_1.id(), Scheme.SALLYPORT_JCS_2.id());
            skews.initLabelValues(to, Scheme.SALLYPORT_JCS_2.id(), Scheme.AEGIS_JCS_1.id());
        }
    }

    @Override
    public void took(Stage stage, long nanos) {
        DistributionDataPoint point = stages.get(stage);
        if (point != null) {
            point.observe(nanos / NANOS_PER_SECOND);
        }
    }

    @Override
    public void answered(String route, int status) {
        requests.labelValues(route, Integer.toString(status)).inc();
    }

    /** Counts of the MCP proxies, read whenever someone asks. */
    public void watch(Counters counters) {
        CounterWithCallback.builder()
                .name("sallyport_mcp")
                .help("What the MCP proxies did with frames, calls and lists.")
                .labelNames("what")
                .callback(callback -> {
                    for (Counted what : Counted.values()) {
                        callback.call((double) counters.count(what), what.wire());
                    }
                })
                .register(registry);
    }

    /** Lets an export hear every event, too, and counts how it fares; to be asked for once. */
    public void tell(OtlpExport to) {
        OtlpStanding standing = to.standing();
        CounterWithCallback.builder()
                .name("sallyport_otlp_items")
                .help("Spans, log records and meters, by what became of them on their way to the receiver.")
                .labelNames("signal", "fate")
                .callback(callback -> {
                    for (Otlp.Signal signal : Otlp.Signal.values()) {
                        for (OtlpStanding.Fate fate : OtlpStanding.Fate.values()) {
                            callback.call((double) standing.count(signal, fate), word(signal), word(fate));
                        }
                    }
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("sallyport_otlp_dropped")
                .help("Events not exported because too many waited.")
                .callback(callback -> callback.call((double) standing.dropped()))
                .register(registry);
        export = Optional.of(to);
    }

    /**
     * Lets somebody else hear every event, too, who must never make the gate wait.
     *
     * @param dropped how many of them found no room
     */
    public void tap(EventSink to, LongSupplier dropped) {
        tapDropped = dropped;
        tap = to;
    }

    /** Where further meters are put. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** Lets the audit trail say whether it can't be written just now. */
    public void watchTrail(BooleanSupplier troubled) {
        trailTroubled = troubled;
    }

    /** Whether the audit trail's newest lines could not be written; they are, from the ledger, once they can. */
    public boolean isTrailTroubled() {
        return trailTroubled.getAsBoolean();
    }

    /** How the export fares; empty while there is none. */
    public Optional<OtlpStanding> export() {
        return export.map(OtlpExport::standing);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** How long ago others were last shown the history, read whenever someone asks; empty while nobody is. */
    public void watchAnchor(Supplier<OptionalLong> ageMillis) {
        GaugeWithCallback.builder()
                .name("sallyport_anchor_age_seconds")
                .help("Age of the newest anchor of the install log; absent without witnesses and files.")
                .callback(callback -> ageMillis.get().ifPresent(age -> callback.call(age / MILLIS_PER_SECOND)))
                .register(registry);
    }

    /** How messages to people fare, by those channels; to be asked for once. */
    public DeliveryMeter deliveries(Collection<String> channels) {
        return new DeliveryMeters(registry, channels);
    }

    /** A receipt or a chain did not verify. */
    public void verifyFailed() {
        verifyFailures.inc();
    }

    @Override
    public void emit(Event event) {
        switch (event.name()) {
            case TOOL_ALLOWED -> decided("allow", event);
            case TOOL_DENIED -> decided("deny", event);
            case TOOL_HELD -> decided("require_approval", event);
            case APPROVAL_ANSWERED -> approvals.inc();
            case APPROVAL_HASH_MISMATCH -> mismatched(event);
            case REPLAY_ATTEMPT -> replays.inc();
            case REGISTRY_CHANGED -> changes.inc();
            case OUTCOME_RECORDED -> outcomes.inc();
            case AUTH_DENIED -> denied.labelValues(field(event, "auth.reason")).inc();
            case LEDGER_VERIFICATION_FAILED -> verifyFailed();
            case EGRESS_DENIED ->
                egress.labelValues(field(event, "decision.reason")).inc();
            case SDK_BYPASS -> bypasses.inc();
            case RATE_LIMITED -> limited.inc();
            case SECRET_LOADED -> secrets.inc();
            case SHIELD_FINDING -> found(event);
            case ANCHOR_STALE,
                    APPROVAL_UNDELIVERED,
                    AUTH_ACCEPTED,
                    BREAK_GLASS,
                    SERVICE_START,
                    SERVICE_STOP,
                    SHIELD_REPORT,
                    TELEMETRY_SHIPPED,
                    TELEMETRY_SWITCHED,
                    TOOL_DRIFTED -> {}
        }
        next.emit(event);
        tap.emit(event);
        export.ifPresent(to -> to.emit(event));
    }

    /** Everything measured so far, as values. */
    public MetricSnapshots values() {
        return registry.scrape();
    }

    /** Everything measured so far. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.ALLOW_UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void mismatched(Event event) {
        mismatches.inc();
        if (event.fields().containsKey("scheme.presented")) {
            skews.labelValues(
                            field(event, "hash.presented_to"),
                            field(event, "scheme.registered"),
                            field(event, "scheme.presented"))
                    .inc();
        }
    }

    private void decided(String decision, Event event) {
        decisions
                .labelValues(decision, field(event, "decision.reason"), field(event, "decision.door"))
                .inc();
        if (decision.equals("deny")
                && UNTRUSTED.contains(field(event, "source.trust"))
                && BY_POLICY.contains(field(event, "decision.reason"))) {
            provenance.inc();
        }
        if (event.fields().containsKey("policy.trial")) {
            trials.labelValues(field(event, "policy.trial")).inc();
        }
    }

    private void found(Event event) {
        String categories = field(event, "shield.categories");
        for (String category : categories.isEmpty() ? new String[] {"unassessed"} : categories.split(",")) {
            findings.labelValues(shield(event), category, field(event, "shield.mode"))
                    .inc();
        }
    }

    /** The shield without its version: a new one goes on where the old one stopped. */
    private static String shield(Event event) {
        String shield = field(event, "shield");
        int at = shield.indexOf('@');
        return at < 0 ? shield : shield.substring(0, at);
    }

    private static String field(Event event, String name) {
        return event.fields().getOrDefault(name, "unknown");
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }
}
