package dev.sallyport.soc.life;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.detect.Stages;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How far each rule of a gateway goes: the least of what its status, its folder and its standing say. Thread-safe.
 *
 * <p>A bundled rule without a standing goes as far as its status says; a rule of a folder without one is recorded. A standing of another
 * version counts up to {@code alert}.
 */
public final class Lives implements Stages {
    private static final Entry NOT_LISTED = new Entry(
            Duty.Stage.LOG_ONLY,
            Duty.WHOLE,
            Entry.MOST_PER_DAY,
            java.util.List.of(new Entry.Change(1, "0".repeat(64), "", "not listed")));

    private final Set<String> bundled;
    private final Manifest manifest;
    private final Supplier<Registry> registry;

    /**
     * Lives of the rules of a gateway.
     *
     * @param bundled ids of the rules that came with the program
     * @param manifest what the folder says of the others
     */
    public Lives(Set<String> bundled, Manifest manifest, Supplier<Registry> registry) {
        this.bundled = Set.copyOf(bundled);
        this.manifest = manifest;
        this.registry = registry;
    }

    /**
     * How one rule stands.
     *
     * @param bundled whether it came with the program
     * @param most how far status and folder let it go
     * @param stage how far it goes
     * @param canary for which share of agents
     * @param mostPerDay how many alerts a day a dry run may show
     * @param duty what an operator set, of whatever version
     */
    public record Standing(
            boolean bundled, Duty.Stage most, Duty.Stage stage, int canary, int mostPerDay, Optional<Duty> duty) {}

    /** How that rule stands. */
    public Standing standing(TenantId tenant, SigmaRules.Whole rule) {
        String id = rule.rule().id();
        boolean ours = bundled.contains(id);
        Optional<Duty> duty = registry.get().duty(tenant, Duty.Kind.RULE, id);
        Duty.Stage status = Duty.Stage.valueOf(rule.rule().stage().name());
        Entry entry = manifest.rules().getOrDefault(id, NOT_LISTED);
        Duty.Stage most = ours ? status : status.atMost(entry.state());
        Duty.Stage set = duty.map(Duty::stage).orElse(ours ? Duty.Stage.RESPOND : Duty.Stage.LOG_ONLY);
        boolean same = duty.isEmpty() || ours || duty.get().digest().equals(rule.digest());
        int share = duty.map(Duty::canary).orElse(Duty.WHOLE);
        return new Standing(
                ours,
                most,
                most.atMost(same ? set : set.atMost(Duty.Stage.ALERT)),
                ours ? share : Math.min(share, entry.canary()),
                ours ? Entry.MOST_PER_DAY : entry.mostPerDay(),
                duty);
    }

    /** Whether it came with the program. */
    public boolean isBundled(SigmaRules.Whole rule) {
        return bundled.contains(rule.rule().id());
    }

    /** The entry of its folder for that rule. */
    public Optional<Entry> entry(SigmaRules.Whole rule) {
        return Optional.ofNullable(manifest.rules().get(rule.rule().id()));
    }

    @Override
    public Optional<Stage> of(TenantId tenant, SigmaRules.Whole rule, Optional<String> agent) {
        Standing standing = standing(tenant, rule);
        if (standing.stage() == Duty.Stage.EXPERIMENTAL) {
            return Optional.empty();
        }
        boolean inside = Share.holds(tenant, agent.orElse(""), rule.rule().id(), standing.canary());
        return Optional.of(inside ? Stage.valueOf(standing.stage().name()) : Stage.LOG_ONLY);
    }
}
