package dev.sallyport.server.sink;

import dev.sallyport.server.config.Destination;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Owed;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what became of notices, by the kind of their destination and its name, and says since when a destination takes none.
 * Thread-safe.
 */
public final class NoticeMeters implements NoticeMeter {
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final String[] OUTCOMES = {"sent", "retried", "dead", "counted", "idle"};

    private final Counter notices;
    private final Map<String, String> kinds;
    /** Since when, in milliseconds, each destination that takes nothing owes its oldest notice. */
    private final Map<String, Long> waiting = new ConcurrentHashMap<>();

    /** Meters in that registry of these destinations. */
    public NoticeMeters(PrometheusRegistry registry, Map<String, Destination> destinations, InstantSource clock) {
        this.kinds = new LinkedHashMap<>();
        destinations.forEach((name, one) -> kinds.put(name, word(one.kind())));
        notices = Counter.builder()
                .name("sallyport_notices")
                .help("Notices of incidents by destination and how an attempt ended; counted stands for many in one.")
                .labelNames("kind", "destination", "outcome")
                .withoutExemplars()
                .register(registry);
        kinds.forEach((name, kind) -> {
            for (String outcome : OUTCOMES) {
                notices.initLabelValues(kind, name, outcome);
            }
        });
        GaugeWithCallback.builder()
                .name("sallyport_notices_waiting_seconds")
                .help(
                        "How long the oldest notice waits that a destination did not take at its last attempt; 0 if it takes them.")
                .labelNames("kind", "destination")
                .callback(callback -> kinds.forEach((name, kind) -> {
                    Long since = waiting.get(name);
                    callback.call(since == null ? 0 : (clock.millis() - since) / MILLIS_PER_SECOND, kind, name);
                }))
                .register(registry);
    }

    @Override
    public void ended(Owed owed, Attempt attempt) {
        String name = attempt.key().destination();
        String kind = kinds.getOrDefault(name, "unknown");
        notices.labelValues(kind, name, outcome(owed, attempt)).inc();
        if (attempt instanceof Attempt.Again) {
            waiting.merge(name, owed.owing().dueMillis(), Math::min);
        } else {
            waiting.remove(name);
        }
    }

    private static String outcome(Owed owed, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Accepted a ->
                owed.owing().notice().counts().merged() > 0
                                && owed.owing().key().kind() == Kind.OPENED
                        ? "counted"
                        : "sent";
            case Attempt.Again a -> "retried";
            case Attempt.Dead a -> "dead";
            case Attempt.Idle a -> "idle";
        };
    }

    private static String word(Destination.Kind kind) {
        return switch (kind) {
            case Destination.Kind.PagerDuty k -> "pagerduty";
            case Destination.Kind.Opsgenie k -> "opsgenie";
            case Destination.Kind.Slack k -> "slack";
            case Destination.Kind.Teams k -> "teams";
            case Destination.Kind.Jira k -> "jira";
            case Destination.Kind.GitHub k -> "github";
            case Destination.Kind.Mail k -> "email";
            case Destination.Kind.Webhook k -> "webhook";
            case Destination.Kind.Syslog k -> "syslog";
            case Destination.Kind.Otlp k -> "otlp";
        };
    }
}
