package dev.sallyport.server.api;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Hits;
import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.life.Entry;
import dev.sallyport.soc.life.Lives;
import dev.sallyport.soc.life.Promotions;
import dev.sallyport.soc.plane.History;
import dev.sallyport.soc.rehearsal.DryRun;
import dev.sallyport.soc.rehearsal.DryRunForm;
import dev.sallyport.soc.rehearsal.Feed;
import dev.sallyport.soc.rehearsal.RuleExample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What people and programs do with detection rules: one place for the API and for pages. Every act has its receipt. Thread-safe. */
public final class RuleControls {
    /** For how many days matches are counted. */
    public static final int HIT_DAYS = 14;

    private static final long MOST_EXAMPLE_BYTES = 1 << 20;

    private final Detection detection;
    private final Acts acts;
    private final Records records;
    private final Book book;
    private final Rehearsals rehearsals;
    private final InstantSource clock;

    /** Over that plane; histories are read where no action waits for them. */
    RuleControls(
            Detection detection, Gate gate, Records records, Book book, Rehearsals rehearsals, InstantSource clock) {
        this.detection = detection;
        this.acts = new Acts(gate);
        this.records = records;
        this.book = book;
        this.rehearsals = rehearsals;
        this.clock = clock;
    }

    /** What runs now. */
    public Detection.Running running() {
        return detection.now();
    }

    /** For how long a version is recorded before it may respond. */
    public long logOnlyMillis() {
        return detection.plan().logOnlyMillis();
    }

    /** The rule of that id. */
    public Optional<SigmaRules.Whole> rule(String id) {
        return running().rules().wholes().stream()
                .filter(rule -> rule.rule().id().equals(id))
                .findFirst();
    }

    /** How this version stands, whatever was set for another. */
    public static Duty duty(SigmaRules.Whole rule, Lives.Standing standing) {
        return standing.duty()
                .filter(duty -> duty.digest().equals(rule.digest()))
                .map(duty -> duty.at(standing.stage(), duty.canary(), duty.recordedMillis()))
                .orElseGet(() -> new Duty(
                        Duty.Kind.RULE,
                        rule.rule().id(),
                        rule.digest(),
                        standing.stage(),
                        standing.duty().map(Duty::canary).orElse(Duty.WHOLE),
                        0,
                        Optional.empty()));
    }

    /** What would become of the wish, without anything being done. */
    public Promotions.Answer asked(TenantId tenant, DutyWish wish) {
        SigmaRules.Whole rule = Input.found(rule(wish.name()), "rule");
        Lives.Standing standing = running().lives().standing(tenant, rule);
        Duty now = duty(rule, standing);
        return Promotions.of(
                now,
                standing.most(),
                wish.stage(),
                wish.canary().orElse(now.canary()),
                clock.millis(),
                logOnlyMillis());
    }

    /**
     * Lets a rule go further or less far.
     *
     * @return the id of the act's receipt
     * @throws Problem 404 {@code no_such_rule}, 409 with what it lacks, 503 if the record can't be written
     */
    public String set(Actor actor, DutyWish wish) {
        return record(acts, actor, asked(actor.tenant(), wish), wish.why());
    }

    /** Puts in force what was granted. */
    static String record(Acts acts, Actor actor, Promotions.Answer answer, String why) {
        return switch (answer) {
            case Promotions.Answer.Refused refused -> throw new Problem(409, refused.code(), refused.message());
            case Promotions.Answer.Granted granted ->
                acts.record(actor, new RegistryChange.SetDuty(actor.tenant(), granted.duty(), granted.act()), why);
        };
    }

    /**
     * A dry run, and the receipt of its proof if it was to prove a rule and passed.
     *
     * @param rows those that were asked for
     */
    public record Tried(DryRun.Report report, List<DryRun.Row> rows, Optional<String> receipt) {
        public Tried {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Plays rules over what happened.
     *
     * @throws Problem 404 {@code no_such_rule}, 422 {@code rules_refused}, 429 {@code dry_run_busy}
     */
    public Tried dryRun(Actor actor, RuleTrial trial) {
        Detection.Running now = running();
        trial.rule().filter(id -> trial.files().isEmpty()).ifPresent(id -> Input.found(rule(id), "rule"));
        SigmaRules rules = trial.files().map(this::read).orElse(now.rules());
        SigmaRules today = trial.against().equals("installed") ? now.rules() : shipped();
        DryRun.Report report = rehearsals.alone(() -> DryRun.of(
                Feed.of(
                        records,
                        actor.tenant(),
                        rehearsals.span(actor.tenant(), trial.wanted()),
                        Rehearsals.MOST_RECEIPTS,
                        rehearsals.patience()),
                new DryRun.Plan(
                        actor.tenant(),
                        rules,
                        today,
                        rule -> now.lives().entry(rule).map(Entry::mostPerDay).orElse(Entry.MOST_PER_DAY),
                        Rehearsals.MOST_ALERTS)));
        List<DryRun.Row> rows = report.rows().stream()
                .filter(row -> trial.rule().map(row.id()::equals).orElse(true))
                .toList();
        boolean proven = trial.proves() && rows.stream().anyMatch(DryRun.Row::passed);
        return new Tried(report, rows, proven ? Optional.of(prove(actor, now, trial, report)) : Optional.empty());
    }

    private String prove(Actor actor, Detection.Running now, RuleTrial trial, DryRun.Report report) {
        // Of the rules that were played: others may run by now.
        SigmaRules.Whole rule = Input.found(
                now.rules().wholes().stream()
                        .filter(whole ->
                                trial.rule().equals(Optional.of(whole.rule().id())))
                        .findFirst(),
                "rule");
        Duty duty = duty(rule, now.lives().standing(actor.tenant(), rule));
        return prove(
                acts,
                actor,
                duty,
                new Duty.Proof(
                        DryRunForm.digest(report), clock.millis(), report.read().receipts()),
                trial.why());
    }

    /** Records that a dry run passed. */
    static String prove(Acts acts, Actor actor, Duty duty, Duty.Proof proof, String why) {
        return acts.record(actor, new RegistryChange.SetDuty(actor.tenant(), duty.proven(proof), Duty.Act.PROVE), why);
    }

    private static SigmaRules shipped() {
        return SigmaRules.of(BundledRules.read(), Set.of());
    }

    private SigmaRules read(SortedMap<String, String> files) {
        try {
            List<Document> documents =
                    new ArrayList<>(detection.plan().bundledRules() ? BundledRules.read() : List.of());
            files.forEach((name, text) ->
                    documents.addAll(RuleFile.read(name, text.getBytes(StandardCharsets.UTF_8), Placeholders.NONE)));
            return SigmaRules.of(documents, detection.plan().off());
        } catch (Refused | IllegalArgumentException e) {
            throw new Problem(422, "rules_refused", String.valueOf(e.getMessage()));
        }
    }

    /** How often rules matched lately, and what. */
    public Hits hits(TenantId tenant) {
        return Hits.of(book, tenant, HIT_DAYS, clock.millis());
    }

    /**
     * Why the events of a receipt are matched by the detections that a rule rests on, or not.
     *
     * @param event the event's name
     */
    public record Explained(String event, List<SigmaRules.Ground> grounds) {
        public Explained {
            grounds = List.copyOf(grounds);
        }
    }

    /**
     * Explains, event by event. What events hold is named by its kind alone.
     *
     * @throws Problem 404 {@code no_such_rule} or {@code no_such_receipt}
     */
    public List<Explained> explain(TenantId tenant, String rule, String receipt) {
        SigmaRules rules = running().rules();
        Head head = Input.found(rules.head(rule), "rule");
        SealedReceipt sealed = Input.found(records.receipt(tenant, receipt), "receipt");
        List<Explained> explained = new ArrayList<>();
        for (Seen seen : History.of(records, tenant, sealed)) {
            Event event = SigmaRules.event(seen);
            explained.add(new Explained(seen.name(), rules.grounds(head, event)));
        }
        return explained;
    }

    /**
     * Runs the rule's own test: the examples that lie beside it, those of the program or of the folder.
     *
     * @return the bad one and the good one, as far as there are any
     * @throws Problem 404 {@code no_such_rule}
     */
    public List<RuleExample> examples(String rule) {
        SigmaRules.Whole whole = Input.found(rule(rule), "rule");
        Head head = Input.found(running().rules().head(rule), "rule");
        List<RuleExample> played = new ArrayList<>();
        for (boolean bad : new boolean[] {true, false}) {
            example(whole, head.name().orElse(rule), bad).ifPresent(played::add);
        }
        return played;
    }

    private Optional<RuleExample> example(SigmaRules.Whole rule, String name, boolean bad) {
        String file = name + (bad ? ".bad.jsonl" : ".good.jsonl");
        String id = rule.rule().id();
        if (running().lives().isBundled(rule)) {
            return BundledRules.text("examples/" + file)
                    .map(lines -> RuleExample.play(running().rules(), id, bad, lines));
        }
        boolean plain = file.matches("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,200}");
        return detection
                .plan()
                .rules()
                .filter(folder -> plain)
                .map(folder -> folder.resolve("examples").resolve(file))
                .filter(Files::isRegularFile)
                .map(path -> own(path, id, bad));
    }

    private RuleExample own(Path path, String rule, boolean bad) {
        try {
            return Files.size(path) > MOST_EXAMPLE_BYTES
                    ? RuleExample.broken(bad, "the file has more than " + MOST_EXAMPLE_BYTES + " bytes")
                    : RuleExample.play(running().rules(), rule, bad, Files.readString(path));
        } catch (IOException e) {
            return RuleExample.broken(bad, "the file can't be read as text in UTF-8");
        }
    }
}
