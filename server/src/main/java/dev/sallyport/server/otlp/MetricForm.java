package dev.sallyport.server.otlp;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The gateway's meters as OTLP metrics (opentelemetry-proto, {@code metrics.proto}): counters as cumulative sums since the
 * start, histograms with their bounds, gauges. They are those of {@code /metrics}, so one can be compared with the other; their
 * labels are words of closed sets.
 */
final class MetricForm {
    private static final long NANOS = 1_000_000;
    private static final int CUMULATIVE = 2;
    private static final String SECONDS = "_seconds";

    private final long startMillis;
    private final long nowMillis;

    private MetricForm(long startMillis, long nowMillis) {
        this.startMillis = startMillis;
        this.nowMillis = nowMillis;
    }

    /** Everything measured, one message for each meter that has a point. */
    static List<Message> of(MetricSnapshots measured, long startMillis, long nowMillis) {
        MetricForm form = new MetricForm(startMillis, nowMillis);
        List<Message> out = new ArrayList<>();
        for (MetricSnapshot meter : measured) {
            if (!meter.getDataPoints().isEmpty()) {
                form.add(meter, out);
            }
        }
        return out;
    }

    private void add(MetricSnapshot meter, List<Message> out) {
        String name = meter.getMetadata().getName();
        String help = Objects.requireNonNullElse(meter.getMetadata().getHelp(), "");
        Message metric = new Message().text(1, name).text(2, help);
        if (name.endsWith(SECONDS)) {
            metric.text(3, "s");
        }
        if (meter instanceof CounterSnapshot counter) {
            Message sum = new Message();
            counter.getDataPoints().forEach(p -> sum.message(1, number(p, p.getValue())));
            out.add(metric.message(7, sum.number(2, CUMULATIVE).number(3, 1)));
        } else if (meter instanceof GaugeSnapshot gauge) {
            Message points = new Message();
            gauge.getDataPoints().forEach(p -> points.message(1, number(p, p.getValue())));
            out.add(metric.message(5, points));
        } else if (meter instanceof HistogramSnapshot histogram) {
            Message points = new Message();
            histogram.getDataPoints().forEach(p -> points.message(1, histogram(p)));
            out.add(metric.message(9, points.number(2, CUMULATIVE)));
        }
    }

    private Message number(DataPointSnapshot point, double value) {
        return new Message()
                .fixed(2, startMillis * NANOS)
                .fixed(3, nowMillis * NANOS)
                .real(4, value)
                .messages(7, labels(point.getLabels()));
    }

    private Message histogram(HistogramSnapshot.HistogramDataPointSnapshot point) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        int size = buckets.size();
        long[] counts = new long[size];
        double[] bounds = new double[Math.max(0, size - 1)];
        long all = 0;
        for (int i = 0; i < size; i++) {
            counts[i] = buckets.getCount(i);
            all += counts[i];
            if (i < bounds.length) {
                bounds[i] = buckets.getUpperBound(i);
            }
        }
        return new Message()
                .fixed(2, startMillis * NANOS)
                .fixed(3, nowMillis * NANOS)
                .fixed(4, all)
                .real(5, point.getSum())
                .fixeds(6, counts)
                .reals(7, bounds)
                .messages(9, labels(point.getLabels()));
    }

    private static List<Message> labels(Labels labels) {
        SortedMap<String, String> out = new TreeMap<>();
        labels.forEach(label -> out.put(label.getName(), label.getValue()));
        return Field.all(out);
    }
}
