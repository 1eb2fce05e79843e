package dev.sallyport.server.soc;

import dev.sallyport.server.metrics.Meters;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The second plane's meters. Their labels come from closed sets. Thread-safe. */
final class SocMeters {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double[] BOUNDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800};

    private final Counter alerts;
    private final Counter steps;
    private final Counter trouble;
    private final Histogram detect;
    private final Histogram contain;
    private final Histogram latency;

    SocMeters(Meters meters) {
        PrometheusRegistry registry = meters.registry();
        alerts = counter(
                registry,
                "sallyport_soc_alerts",
                "Alerts, by severity and how far their rule may go.",
                "severity",
                "stage");
        steps = counter(registry, "sallyport_soc_steps", "Steps of playbooks, by the state they came to.", "state");
        trouble = counter(registry, "sallyport_soc_trouble", "What the second plane failed at and went on without.");
        trouble.initLabelValues();
        detect = histogram(registry, "soc_mttd_seconds", "From an incident's first event to its first alert.");
        contain = histogram(registry, "soc_mttc_seconds", "From an incident's first alert to its first effect.");
        latency = histogram(registry, "sallyport_soc_alert_seconds", "From the last event of an alert to the alert.");
    }

    /** How many incidents are open, read whenever someone asks. */
    void watch(Meters meters, Supplier<Map<Severity, Integer>> open) {
        GaugeWithCallback.builder()
                .name("incidents_open")
                .help("Open incidents, by severity; at most 1000 of each tenant are counted.")
                .labelNames("severity")
                .callback(callback -> {
                    Map<Severity, Integer> now = open.get();
                    for (Severity each : Severity.values()) {
                        callback.call(now.getOrDefault(each, 0), each.wire());
                    }
                })
                .register(meters.registry());
    }

    void folded(Cases.Folded folded) {
        for (Alert alert : folded.alerts()) {
            alerts.labelValues(
                            alert.rule().severity().wire(), alert.rule().stage().wire())
                    .inc();
            latency.observe(Math.max(0, alert.detectedMillis() - alert.eventMillis()) / MILLIS_PER_SECOND);
        }
        for (Incident incident : folded.incidents()) {
            if (incident.revision() == 1) {
                detect.observe(incident.times().toDetectMillis() / MILLIS_PER_SECOND);
            }
        }
    }

    void stepped(Step step) {
        steps.labelValues(step.state().wire()).inc();
    }

    void contained(OptionalLong toContainMillis) {
        toContainMillis.ifPresent(millis -> contain.observe(millis / MILLIS_PER_SECOND));
    }

    void troubled() {
        trouble.inc();
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private static Histogram histogram(PrometheusRegistry registry, String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
    }
}
