package dev.sallyport.shield;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** All shields of an install, run one after the other over a subject. Immutable and safe for many threads if its shields are. */
public final class Shields {
    private final List<Shield> shields;
    private final LongSupplier nanos;

    /**
     * @param shields in any order; each name once
     * @param nanos a ticker, for latencies
     * @throws IllegalArgumentException if two have one name
     */
    public Shields(List<? extends Shield> shields, LongSupplier nanos) {
        this.shields = shields.stream()
                .<Shield>map(shield -> shield)
                .sorted(Comparator.comparing(Shield::version))
                .toList();
        this.nanos = nanos;
        long names = shields.stream().map(s -> s.version().name()).distinct().count();
        if (names != shields.size()) {
            throw new IllegalArgumentException("two shields have one name");
        }
    }

    /** Their versions, by name. */
    public List<ShieldVersion> versions() {
        return shields.stream().map(Shield::version).toList();
    }

    /**
     * What each shield that has something to say of the subject and is not off found, by its name.
     *
     * @param settings by shield's name; one that is missing has {@link Setting#DEFAULT}
     */
    public List<Ran> inspect(Subject subject, Context context, Map<String, Setting> settings) {
        List<Ran> ran = new ArrayList<>(shields.size());
        for (Shield shield : shields) {
            Setting setting = settings.getOrDefault(shield.version().name(), Setting.DEFAULT);
            if (setting.mode() != ShieldMode.OFF && shield.concerns(subject)) {
                ran.add(run(shield, subject, context, setting));
            }
        }
        return List.copyOf(ran);
    }

    private Ran run(Shield shield, Subject subject, Context context, Setting setting) {
        long began = nanos.getAsLong();
        try {
            List<Finding> findings = shield.inspect(subject, context);
            return new Ran(shield.version(), setting, true, findings, nanos.getAsLong() - began);
        } catch (RuntimeException | StackOverflowError e) {
            // A detector that fails must not end the call; its failure is recorded as such, and blocks where it may
            // block.
            return new Ran(shield.version(), setting, false, List.of(), nanos.getAsLong() - began);
        }
    }
}
