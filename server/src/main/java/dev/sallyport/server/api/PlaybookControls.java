package dev.sallyport.server.api;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.soc.life.Promotions;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import dev.sallyport.soc.rehearsal.Simulation;
import dev.sallyport.soc.rehearsal.SimulationForm;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What people and programs do with playbooks: one place for the API and for pages. Every act has its receipt. Thread-safe. */
public final class PlaybookControls {
    private final Detection detection;
    private final Acts acts;
    private final Records records;
    private final Rehearsals rehearsals;
    private final Supplier<Registry> registry;
    private final InstantSource clock;

    PlaybookControls(
            Detection detection,
            Gate gate,
            Records records,
            Rehearsals rehearsals,
            Supplier<Registry> registry,
            InstantSource clock) {
        this.detection = detection;
        this.acts = new Acts(gate);
        this.records = records;
        this.rehearsals = rehearsals;
        this.registry = registry;
        this.clock = clock;
    }

    /** Those that run, and how they are set. */
    public Detection detection() {
        return detection;
    }

    /**
     * The one of that name and version.
     *
     * @throws Problem 404 {@code no_such_playbook}
     */
    public Playbook found(String reference) {
        return Input.found(
                detection.now().playbooks().stream()
                        .filter(playbook -> playbook.reference().equals(reference))
                        .findFirst(),
                "playbook");
    }

    /** How this version stands. */
    public Duty duty(TenantId tenant, Playbook playbook) {
        return detection
                .playbooks()
                .duty(tenant, playbook)
                .orElseGet(() -> new Duty(
                        Duty.Kind.PLAYBOOK,
                        playbook.reference(),
                        PlaybookForm.digest(playbook),
                        Duty.Stage.LOG_ONLY,
                        Duty.WHOLE,
                        0,
                        Optional.empty()));
    }

    /** What would become of the wish, without anything being done. */
    public Promotions.Answer asked(TenantId tenant, DutyWish wish) {
        if (wish.stage() != Duty.Stage.LOG_ONLY && wish.stage() != Duty.Stage.RESPOND) {
            throw Input.wrong("a playbook's `stage` takes log_only or respond");
        }
        Playbook playbook = found(wish.name());
        Duty now = duty(tenant, playbook);
        return Promotions.of(
                now,
                detection.playbooks().most(playbook),
                wish.stage(),
                wish.canary().orElse(now.canary()),
                clock.millis(),
                detection.plan().logOnlyMillis());
    }

    /**
     * Lets a playbook act, or only be recorded.
     *
     * @return the id of the act's receipt
     * @throws Problem 404 {@code no_such_playbook}, 409 with what it lacks, 503 if the record can't be written
     */
    public String set(Actor actor, DutyWish wish) {
        return RuleControls.record(acts, actor, asked(actor.tenant(), wish), wish.why());
    }

    /**
     * What is played over history.
     *
     * @param playbook one of them; empty for all together, as they would act
     * @param proves whether a simulation that passes is recorded
     */
    public record Trial(Rehearsals.Wanted wanted, Optional<String> playbook, boolean proves, String why) {
        /** @throws Problem 400 {@code wrong_form} if these do not go together */
        public Trial {
            if (proves && playbook.isEmpty()) {
                throw Input.wrong("`record` takes `playbook`: proven is one of those that run");
            }
            wanted.mayProve(proves);
            Acts.why(why);
        }

        static Trial of(Fields body) {
            return new Trial(
                    Rehearsals.Wanted.of(body),
                    body.optionalText("playbook"),
                    body.whole().get("record") != null && body.flag("record"),
                    Acts.why(body));
        }
    }

    /** A simulation, and the receipt of its proof if it was to prove a playbook and passed. */
    public record Simulated(Simulation.Report report, Optional<String> receipt) {}

    /**
     * Plays playbooks over what happened.
     *
     * @throws Problem 404 {@code no_such_playbook}, 409 {@code no_playbooks}, 429 {@code dry_run_busy}
     */
    public Simulated simulate(Actor actor, Trial trial) {
        Optional<Playbook> one = trial.playbook().map(this::found);
        List<Playbook> all = one.map(List::of).orElse(detection.now().playbooks());
        if (all.isEmpty()) {
            throw new Problem(409, "no_playbooks", "no playbook is configured under `soc.playbooks`");
        }
        TenantId tenant = actor.tenant();
        Simulation.Plan plan = new Simulation.Plan(
                tenant,
                detection.now().rules(),
                all,
                detection.plan().never(),
                detection.plan().brake(),
                agents(tenant),
                registry.get().servers(tenant).size(),
                Rehearsals.MOST_ALERTS);
        Simulation.Report report = rehearsals.alone(() -> Simulation.of(
                plan,
                records,
                rehearsals.span(tenant, trial.wanted()),
                Rehearsals.MOST_RECEIPTS,
                rehearsals.patience()));
        Optional<Playbook> proven =
                one.filter(playbook -> trial.proves() && report.faults(playbook).isEmpty());
        return new Simulated(report, proven.map(playbook -> prove(actor, playbook, report, trial.why())));
    }

    private String prove(Actor actor, Playbook playbook, Simulation.Report report, String why) {
        Duty.Proof proof = new Duty.Proof(
                SimulationForm.digest(report), clock.millis(), report.read().receipts());
        return RuleControls.prove(acts, actor, duty(actor.tenant(), playbook), proof, why);
    }

    private int agents(TenantId tenant) {
        return (int) registry.get().agents(tenant).stream()
                .filter(agent -> agent.status() != AgentStatus.REVOKED)
                .count();
    }
}
