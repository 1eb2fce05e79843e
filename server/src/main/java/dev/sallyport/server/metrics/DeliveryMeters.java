package dev.sallyport.server.metrics;

import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.server.channel.DeliveryMeter;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.List;

/** How messages to people fare, by channel; channels' names are the operator's. */
final class DeliveryMeters implements DeliveryMeter {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double[] BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900};

    private static final String ACCEPTED = "accepted";
    private static final String RETRIED = "retried";
    private static final String DEAD = "dead";

    private final Histogram seconds;
    private final Counter attempts;

    /** @param channels each begins at zero: of a series that begins at one, nobody sees that it rose */
    DeliveryMeters(PrometheusRegistry registry, Collection<String> channels) {
        this.seconds = Histogram.builder()
                .name("sallyport_approval_delivery_seconds")
                .help(
                        "Time from holding an action until a channel took the message that asks people, or the console lists it.")
                .labelNames("channel")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
        this.attempts = Counter.builder()
                .name("sallyport_approval_deliveries")
                .help("Attempts to tell people, by how they ended.")
                .labelNames("channel", "result")
                .withoutExemplars()
                .register(registry);
        for (String channel : channels) {
            seconds.initLabelValues(channel);
            for (String result : List.of(ACCEPTED, RETRIED, DEAD)) {
                attempts.initLabelValues(channel, result);
            }
        }
    }

    @Override
    public void accepted(Delivery delivery, long timeMillis) {
        count(delivery, ACCEPTED);
        if (delivery.key().revision() == Revision.ASKED) {
            seconds.labelValues(delivery.key().channel())
                    .observe((timeMillis - delivery.createdMillis()) / MILLIS_PER_SECOND);
        }
    }

    @Override
    public void retried(Delivery delivery) {
        count(delivery, RETRIED);
    }

    @Override
    public void dead(Delivery delivery, String why, long timeMillis) {
        count(delivery, DEAD);
    }

    private void count(Delivery delivery, String result) {
        attempts.labelValues(delivery.key().channel(), result).inc();
    }
}
