package dev.sallyport.server.soc;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.server.config.SocPlan;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Lives;
import dev.sallyport.soc.life.ManifestForm;
import dev.sallyport.soc.life.PlaybookLives;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rules and playbooks a gateway runs, and how far each goes. What it begins to run, and every version it meets, is a receipted act.
 * Thread-safe; one reload at a time.
 */
public final class Detection {
    /** The name under which the whole set stands in the registry. */
    public static final String SET = "detection";

    private static final Logger LOG = LoggerFactory.getLogger(Detection.class);
    private static final byte[] DOMAIN = Sha256.domain("sallyport/detection-set/1");

    private final SocPlan plan;
    private final Gate gate;
    private final Supplier<Registry> registry;
    private final InstantSource clock;
    private final PlaybookLives playbookLives;
    private volatile Running running;

    /**
     * What runs.
     *
     * @param rules going as far as they may
     */
    public record Running(SigmaRules rules, Lives lives, List<Playbook> playbooks, String digest) {}

    private Detection(SocPlan plan, Gate gate, Supplier<Registry> registry, InstantSource clock, SocFolder folder) {
        this.plan = plan;
        this.gate = gate;
        this.registry = registry;
        this.clock = clock;
        this.playbookLives = new PlaybookLives(plan.responds(), registry);
        this.running = running(folder);
    }

    /** What the plan names; nothing is recorded before {@link #load}. */
    public static Detection of(SocPlan plan, Gate gate, Supplier<Registry> registry, InstantSource clock)
            throws SocFolder.Unusable {
        return new Detection(plan, gate, registry, clock, SocFolder.read(plan));
    }

    private Running running(SocFolder folder) {
        Lives lives = new Lives(folder.bundled(), folder.manifest(), registry);
        StringBuilder all = new StringBuilder(folder.rules().digest());
        folder.playbooks()
                .forEach(playbook -> all.append('\n')
                        .append(playbook.reference())
                        .append(' ')
                        .append(PlaybookForm.digest(playbook)));
        if (!folder.manifest().rules().isEmpty()) {
            all.append('\n')
                    .append(new String(JsonText.bytes(ManifestForm.write(folder.manifest())), StandardCharsets.UTF_8));
        }
        String digest = Hex.of(Sha256.of(DOMAIN, all.toString().getBytes(StandardCharsets.UTF_8)));
        return new Running(folder.rules().with(lives), lives, folder.playbooks(), digest);
    }

    /** What runs now. */
    public Running now() {
        return running;
    }

    /** How far playbooks go. */
    public PlaybookLives playbooks() {
        return playbookLives;
    }

    /** How it is set. */
    public SocPlan plan() {
        return plan;
    }

    /**
     * Records what begins to run, for every tenant: the set, if any of it is the operator's own or it changed, and each version that was
     * never met.
     *
     * @throws SocFolder.Unusable if a playbook changed under its old version, or nothing can be recorded
     */
    public void load() throws SocFolder.Unusable {
        begin(running);
    }

    /**
     * Reads rules and playbooks again.
     *
     * @return what runs from now on, or empty if that is what ran before, be it that nothing changed or that the documents are not sound
     * @throws SocFolder.Unusable if they are not sound; then nothing changed
     */
    public synchronized Optional<Running> reload() throws SocFolder.Unusable {
        Running next = running(SocFolder.read(plan));
        if (next.digest().equals(running.digest())) {
            return Optional.empty();
        }
        begin(next);
        running = next;
        return Optional.of(next);
    }

    private void begin(Running what) throws SocFolder.Unusable {
        for (TenantId tenant : registry.get().tenants()) {
            Optional<String> fault = playbookLives.fault(tenant, what.playbooks());
            if (fault.isPresent()) {
                throw new SocFolder.Unusable("playbooks_unusable", fault.get(), new IllegalStateException(fault.get()));
            }
        }
        boolean own = !what.playbooks().isEmpty()
                || what.rules().wholes().stream().anyMatch(rule -> !what.lives().isBundled(rule));
        for (TenantId tenant : registry.get().tenants()) {
            Optional<Duty> before = registry.get().duty(tenant, Duty.Kind.SET, SET);
            if (before.map(duty -> !duty.digest().equals(what.digest())).orElse(own)) {
                act(
                        tenant,
                        new Duty(
                                Duty.Kind.SET,
                                SET,
                                what.digest(),
                                Duty.Stage.RESPOND,
                                Duty.WHOLE,
                                clock.millis(),
                                Optional.empty()),
                        Duty.Act.LOAD,
                        "");
            }
            rules(tenant, what);
            playbooks(tenant, what);
        }
    }

    private void rules(TenantId tenant, Running what) throws SocFolder.Unusable {
        for (SigmaRules.Whole rule : what.rules().wholes()) {
            if (what.lives().isBundled(rule)) {
                continue;
            }
            Lives.Standing standing = what.lives().standing(tenant, rule);
            boolean known = standing.duty()
                    .filter(duty -> duty.digest().equals(rule.digest()))
                    .isPresent();
            if (!known) {
                boolean recorded = standing.stage() != Duty.Stage.EXPERIMENTAL;
                String why = what.lives()
                        .entry(rule)
                        .map(entry -> entry.newest().change())
                        .orElse("not listed in the folder's file");
                act(
                        tenant,
                        new Duty(
                                Duty.Kind.RULE,
                                rule.rule().id(),
                                rule.digest(),
                                standing.stage(),
                                standing.duty().map(Duty::canary).orElse(Duty.WHOLE),
                                recorded ? clock.millis() : 0,
                                Optional.empty()),
                        standing.duty().isEmpty() ? Duty.Act.ADMIT : Duty.Act.REVISE,
                        why);
            }
        }
    }

    private void playbooks(TenantId tenant, Running what) throws SocFolder.Unusable {
        for (Playbook playbook : what.playbooks()) {
            if (playbookLives.duty(tenant, playbook).isEmpty()) {
                act(
                        tenant,
                        new Duty(
                                Duty.Kind.PLAYBOOK,
                                playbook.reference(),
                                PlaybookForm.digest(playbook),
                                Duty.Stage.LOG_ONLY,
                                Duty.WHOLE,
                                clock.millis(),
                                Optional.empty()),
                        Duty.Act.ADMIT,
                        playbook.change());
            }
        }
    }

    private void act(TenantId tenant, Duty duty, Duty.Act act, String why) throws SocFolder.Unusable {
        CommitResult result = gate.change(Actor.system(tenant), new RegistryChange.SetDuty(tenant, duty, act), why);
        if (!(result instanceof CommitResult.Committed)) {
            String message = "that `" + duty.name() + "` begins to run could not be recorded";
            throw new SocFolder.Unusable("rules_unusable", message, new IllegalStateException(message));
        }
        LOG.info(
                "{} {} {} at {}",
                act.wire(),
                duty.kind().wire(),
                duty.name(),
                duty.stage().wire());
    }
}
