package dev.sallyport.shield;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All shields of an install, run one after the other over a subject: of each the newest version that is built in, or the one that is pinned,
 * which may be a released one. Immutable and safe for many threads if its shields are.
 */
public final class Shields {
    private final SortedMap<String, NavigableMap<ShieldVersion, Shield>> byName = new TreeMap<>();
    /** Of each the version that runs where none is pinned. */
    private final SortedMap<String, Shield> builtIn = new TreeMap<>();

    private final LongSupplier nanos;

    /**
     * @param shields in any order; a shield may come in several versions
     * @param nanos a ticker, for latencies
     * @throws IllegalArgumentException if one version comes twice
     */
    public Shields(List<? extends Shield> shields, LongSupplier nanos) {
        this(shields, List.of(), nanos);
    }

    /**
     * @param shields those that are built in, in any order; a shield may come in several versions
     * @param released versions that run only where they are pinned, so that installing one changes nothing
     * @param nanos a ticker, for latencies
     * @throws IllegalArgumentException if one version comes twice, or a released one is of no shield that is built in
     */
    public Shields(List<? extends Shield> shields, List<? extends Shield> released, LongSupplier nanos) {
        this.nanos = nanos;
        put(shields);
        byName.forEach(
                (name, versions) -> builtIn.put(name, versions.lastEntry().getValue()));
        put(released);
        if (!builtIn.keySet().equals(byName.keySet())) {
            throw new IllegalArgumentException("a version was released of a shield that is not built in");
        }
    }

    private void put(List<? extends Shield> shields) {
        for (Shield shield : shields) {
            Shield twin = byName.computeIfAbsent(shield.version().name(), name -> new TreeMap<>())
                    .put(shield.version(), shield);
            if (twin != null) {
                throw new IllegalArgumentException(
                        "the shield " + shield.version().wire() + " is there twice");
            }
        }
    }

    /** The version of each that runs where none is pinned, by name. */
    public List<ShieldVersion> versions() {
        return builtIn.values().stream().map(Shield::version).toList();
    }

    /** Every installed version of that shield, oldest first; empty if there is no such shield. */
    public List<ShieldVersion> installed(String name) {
        NavigableMap<ShieldVersion, Shield> versions = byName.get(name);
        return versions == null ? List.of() : List.copyOf(versions.keySet());
    }

    /**
     * What each shield that has something to say of the subject and is not off found, by its name.
     *
     * @param settings by shield's name; one that is missing has {@link Setting#DEFAULT}
     */
    public List<Ran> inspect(Subject subject, Context context, Map<String, Setting> settings) {
        List<Ran> ran = new ArrayList<>(byName.size());
        builtIn.forEach((name, shield) -> {
            Setting setting = settings.getOrDefault(name, Setting.DEFAULT);
            if (setting.mode() != ShieldMode.OFF) {
                run(name, shield, subject, context, setting).ifPresent(ran::add);
            }
        });
        return List.copyOf(ran);
    }

    /**
     * The version of that shield that runs where none is pinned.
     *
     * @throws IllegalArgumentException if there is no such shield
     */
    public ShieldVersion running(String name) {
        Shield shield = builtIn.get(name);
        if (shield == null) {
            throw new IllegalArgumentException("no shield is named `" + name + "`");
        }
        return shield.version();
    }

    private Optional<Ran> run(String name, Shield builtIn, Subject subject, Context context, Setting setting) {
        Shield shield = builtIn;
        if (setting.pinned().isPresent()) {
            ShieldVersion pinned = new ShieldVersion(name, setting.pinned().get());
            Shield found = installed(pinned);
            if (found == null) {
                // A pinned version that is gone is not silently another one: it is a shield that can't say anything.
                return Optional.of(new Ran(pinned, setting, false, List.of(), 0));
            }
            shield = found;
        }
        return shield.concerns(subject) ? Optional.of(run(shield, subject, context, setting)) : Optional.empty();
    }

    private @Nullable Shield installed(ShieldVersion version) {
        NavigableMap<ShieldVersion, Shield> versions = byName.get(version.name());
        return versions == null ? null : versions.get(version);
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
