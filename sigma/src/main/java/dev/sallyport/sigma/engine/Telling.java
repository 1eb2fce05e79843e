package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Sequences;
import dev.sallyport.sigma.alert.Stage;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.state.Extra;
import dev.sallyport.sigma.state.Group;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Makes an alert of a group's hits, or keeps it back, and hands it to the correlations above. Confined to the engine's writer. */
final class Telling {
    private final Options options;
    private final Intake intake;
    private long suppressed;

    Telling(Options options, Intake intake) {
        this.options = options;
        this.intake = intake;
    }

    long suppressed() {
        return suppressed;
    }

    void suppressed(long count) {
        suppressed = count;
    }

    void tell(Plan plan, Group group, BitSet witnesses, long at, Moment moment, List<Alert> out, List<Hit> work) {
        long[] sequences = sequences(group, witnesses);
        Map<String, String> values = values(plan, group);
        long[] behind =
                plan.above().isEmpty() ? sequences : Sequences.of(sequences).named();
        for (Feed feed : plan.above()) {
            Lookup fields = fields(plan, values, group.extra(witnesses.length() - 1));
            intake.add(feed, fields, at, behind, work);
        }
        if (!plan.told()) {
            return;
        }
        if (isQuiet(plan, group, at)) {
            suppressed++;
            group.keepBack();
            return;
        }
        out.add(new Alert(
                options.tenant(),
                plan.rule().head(),
                stage(plan, group.key()),
                values,
                at,
                group.time(witnesses.nextSetBit(0)),
                group.time(witnesses.length() - 1),
                moment.received(),
                moment.evaluated(),
                Sequences.of(sequences),
                moment.late(),
                group.suppressed(),
                List.of(),
                ""));
        group.tell(at);
    }

    private static boolean isQuiet(Plan plan, Group group, long at) {
        boolean told = group.quietFrom() != Group.NEVER;
        return told && Math.abs(at - group.quietFrom()) < plan.rule().suppressMillis();
    }

    /** For groups outside a canary's share a rule logs. Which groups are inside is a matter of rule and group alone. */
    private Stage stage(Plan plan, String key) {
        return canary(options, plan.rule().head().reference(), plan.digest(), key, plan.stage());
    }

    static Stage canary(Options options, String reference, String digest, String key, Stage stage) {
        Integer percent = options.canary().get(reference);
        boolean inside = percent == null || Digests.percentile(digest + ' ' + key) < percent;
        return inside ? stage : Stage.LOG_ONLY;
    }

    private static Map<String, String> values(Plan plan, Group group) {
        List<String> names = plan.rule().groupBy();
        Map<String, String> values = new LinkedHashMap<>();
        if (!names.isEmpty()) {
            List<String> parts = Keys.parts(group.key(), names.size());
            for (int i = 0; i < parts.size(); i++) {
                values.put(names.get(i), parts.get(i));
            }
        }
        return values;
    }

    private static Lookup fields(Plan plan, Map<String, String> values, @Nullable Extra extra) {
        List<String> carried = extra == null ? null : extra.carried();
        return name -> {
            String value = values.get(name);
            int place = plan.carried().indexOf(name);
            if (value == null && carried != null && place >= 0) {
                String text = carried.get(place);
                value = text.isEmpty() ? null : text.substring(1);
            }
            return value == null ? Value.ABSENT : new Value.Text(value);
        };
    }

    /** In the order of the hits, those behind an alert in its place, each event once. */
    private static long[] sequences(Group group, BitSet witnesses) {
        long[] rising = new long[witnesses.cardinality()];
        int count = 0;
        for (int hit = witnesses.nextSetBit(0); hit >= 0; hit = witnesses.nextSetBit(hit + 1)) {
            Extra extra = group.extra(hit);
            long sequence = group.sequence(hit);
            boolean again = count > 0 && sequence == rising[count - 1];
            if ((extra != null && extra.sequences() != null) || (count > 0 && !again && sequence < rising[count - 1])) {
                return anyOrder(group, witnesses);
            }
            if (!again) {
                rising[count++] = sequence;
            }
        }
        return count == rising.length ? rising : Arrays.copyOf(rising, count);
    }

    /** The same where hits stand for several events, or places do not rise with time. */
    private static long[] anyOrder(Group group, BitSet witnesses) {
        LongStream all = witnesses.stream().mapToObj(hit -> of(group, hit)).flatMapToLong(Arrays::stream);
        return all.distinct().toArray();
    }

    private static long[] of(Group group, int hit) {
        Extra extra = group.extra(hit);
        long[] behind = extra == null ? null : extra.sequences();
        return behind == null ? new long[] {group.sequence(hit)} : behind;
    }
}
