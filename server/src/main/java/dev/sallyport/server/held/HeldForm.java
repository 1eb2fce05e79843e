package dev.sallyport.server.held;

import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.About;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.Risk;
import dev.sallyport.gate.TracedArgument;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.SealBroken;
import dev.sallyport.gate.seal.Sealer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/** What a person must know to answer: what exactly would run, who asks, what influences it, and why it was held. Thread-safe. */
public final class HeldForm {
    private static final String UNKNOWN_RISK = "critical";

    private final Journal journal;
    private final Records records;
    private final Sealer sealer;
    private final InstantSource clock;
    private final long recentEnrolmentMillis;

    /**
     * A form.
     *
     * @param recentEnrolmentMillis answers of a person whose credential was set less than this before are marked
     */
    public HeldForm(Journal journal, Records records, Sealer sealer, InstantSource clock, long recentEnrolmentMillis) {
        this.journal = journal;
        this.records = records;
        this.sealer = sealer;
        this.clock = clock;
        this.recentEnrolmentMillis = recentEnrolmentMillis;
    }

    /** The approval itself, without what it is for. */
    public JsonObject.Builder row(Approval approval) {
        return JsonObject.builder()
                .put("approval_id", approval.id().value())
                .put("status", status(approval).name())
                .put("decision_id", approval.decision().value())
                .put("agent_id", approval.agent().value())
                .put("session", approval.session().value())
                .put("tool", approval.tool())
                .put("action", approval.action())
                .put("action_hash", approval.actionHash())
                .put("approver_group", approval.group())
                .put("quorum", approval.quorum())
                .put(
                        "created_at",
                        Instant.ofEpochMilli(approval.createdMillis()).toString())
                .put(
                        "expires_at",
                        Instant.ofEpochMilli(approval.expiresMillis()).toString())
                .put(
                        "answers",
                        new JsonArray(approval.votes().stream()
                                .<Json>map(vote -> vote(approval, vote))
                                .toList()));
    }

    /** How it stands now: one whose time ran out is expired before anybody closed it. */
    public ApprovalStatus status(Approval approval) {
        boolean late = !approval.status().isFinal() && approval.expiredAt(clock.millis());
        return late ? ApprovalStatus.EXPIRED : approval.status();
    }

    private JsonObject vote(Approval approval, Vote vote) {
        return JsonObject.builder()
                .put("person", vote.person().value())
                .put("answer", vote.approves() ? "approve" : "reject")
                .put("at", Instant.ofEpochMilli(vote.timeMillis()).toString())
                .put("recently_enrolled", isRecentlyEnrolled(approval, vote))
                .build();
    }

    /**
     * Whether the person's present credential was not yet that old when the person answered. An answer given with an
     * earlier credential than the present one counts, and so does one of a person who has none now.
     */
    public boolean isRecentlyEnrolled(Approval approval, Vote vote) {
        return recentEnrolmentMillis > 0
                && journal.registry()
                        .approver(approval.tenant(), vote.person())
                        .filter(a -> a.enrolment().timeMillis() <= vote.timeMillis() - recentEnrolmentMillis)
                        .isEmpty();
    }

    /**
     * How risky it is, from the facts it was held on: {@code low}, {@code medium}, {@code high} or {@code critical}. What
     * can't be told any more counts as the highest.
     */
    public String risk(Approval approval) {
        try {
            return facts(approval)
                    .map(kept -> Risk.of(FactsCodec.parse(kept.facts())).level())
                    .orElse(UNKNOWN_RISK);
        } catch (SealBroken | FormBroken | IllegalArgumentException e) {
            return UNKNOWN_RISK; // damaged where it is kept, which takes nothing from the others in the list
        }
    }

    private Optional<FactsRecord> facts(Approval approval) {
        return records.facts(approval.tenant(), approval.decision())
                .map(kept -> FactsRecord.parse(sealer.open(
                        FactsRecord.context(
                                approval.tenant().value(), approval.decision().value()),
                        kept.sealed())));
    }

    /**
     * Adds the members {@code call}, {@code agent_key} and {@code held}.
     *
     * @param toPerson whether a person looks, who may read where in a stranger's content a value stood; the agent may not
     */
    public void show(Approval approval, HeldCall held, boolean toPerson, JsonObject.Builder out) {
        out.put("call", view(held.call()));
        journal.registry()
                .agent(approval.tenant(), approval.agent())
                .map(Agent::key)
                .ifPresent(key -> out.put("agent_key", key));
        JsonObject.Builder why = JsonObject.builder()
                .put("door", held.call().door().wire())
                .put("server", held.call().server())
                .put("policies", texts(held.policies()));
        held.call().userId().ifPresent(user -> why.put("user_id", user));
        Optional<Ground> ground = ground(approval);
        ground.ifPresent(g -> because(g.about(), toPerson, why));
        ground.ifPresent(g -> around(g.facts(), why));
        out.put("held", why.build());
    }

    /** What it was held on, unless that was erased. */
    public Optional<Ground> ground(Approval approval) {
        return facts(approval).map(kept -> new Ground(About.parse(kept.about()), FactsCodec.parse(kept.facts())));
    }

    /**
     * What a call was held on.
     *
     * @param about why, for people
     */
    public record Ground(About about, Facts facts) {}

    private static void because(About about, boolean toPerson, JsonObject.Builder why) {
        why.put("reason", about.reason());
        ReasonCode.byWire(about.reason()).ifPresent(code -> why.put("explanation", code.sentence()));
        about.because()
                .filter(b -> toPerson)
                .ifPresent(b -> why.put(
                        "provenance",
                        JsonObject.builder()
                                .put("sentence", b.sentence())
                                .put("chain", texts(b.chain()))
                                .put("permit", b.permit())
                                .put(
                                        "arguments",
                                        new JsonArray(b.traced().stream()
                                                .<Json>map(HeldForm::traced)
                                                .toList()))
                                .build()));
    }

    private static JsonObject traced(TracedArgument argument) {
        JsonObject.Builder out = JsonObject.builder()
                .put("argument", argument.argument())
                .put("role", argument.role().wire())
                .put("origin", argument.origin().wire())
                .put("standing", argument.standing().wire());
        argument.place()
                .ifPresent(place -> out.put("result", place.number())
                        .put("source", place.name())
                        .put("source_trust", place.trust().wire())
                        .put("path", place.path()));
        return out.build();
    }

    private static void around(Facts facts, JsonObject.Builder why) {
        why.put("effect", facts.what().effect() == Effect.MUTATES ? "mutates" : "reads")
                .put("capability", facts.what().capability().wire())
                .put("authority", facts.what().authority())
                .put(
                        "influences",
                        texts(facts.trust().influences().stream()
                                .map(TrustLevel::wire)
                                .toList()))
                .put("sources", texts(facts.trust().sources()))
                .put("sensitive", facts.trust().sensitive())
                .put("environment", facts.who().environment())
                .put("risk_tier", facts.who().riskTier());
        facts.what()
                .screen()
                .map(Screen::restores)
                .filter(kinds -> !kinds.isEmpty())
                .ifPresent(kinds -> why.put("restores", counts(kinds)));
    }

    private static JsonObject counts(SortedMap<String, Integer> kinds) {
        JsonObject.Builder out = JsonObject.builder();
        kinds.forEach((kind, count) -> out.put(kind, count));
        return out.build();
    }

    /** What would run; with what is sent beside it, for a call that the gateway sends itself. */
    static JsonObject view(Call call) {
        JsonObject action = call.action().toJson();
        JsonObject beside = call.dispatch().map(Call.Dispatch::beside).orElse(JsonObject.of());
        if (beside.members().isEmpty()) {
            return action;
        }
        JsonObject.Builder out = JsonObject.builder();
        action.members().forEach(out::put);
        return out.put("beside", beside).build();
    }

    private static JsonArray texts(Collection<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
