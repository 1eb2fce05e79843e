package dev.sallyport.server.api;

import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.About;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.Sealer;
import java.util.Optional;

/** What a person must know to answer: what exactly would run, who asks, what influences it, and why it was held. */
final class HeldForm {
    private final Journal journal;
    private final Records records;
    private final Sealer sealer;

    HeldForm(Journal journal, Records records, Sealer sealer) {
        this.journal = journal;
        this.records = records;
        this.sealer = sealer;
    }

    /**
     * Adds the members {@code call}, {@code agent_key} and {@code held}.
     *
     * @param toPerson whether a person looks, who may read where in a stranger's content a value stood; the agent may not
     */
    void show(Approval approval, HeldCall held, boolean toPerson, JsonObject.Builder out) {
        out.put("call", view(held.call()));
        journal.registry()
                .agent(approval.tenant(), approval.agent())
                .map(Agent::key)
                .ifPresent(key -> out.put("agent_key", key));
        JsonObject.Builder why = JsonObject.builder()
                .put("door", held.call().door().wire())
                .put("server", held.call().server())
                .put("policies", DecisionForm.texts(held.policies()));
        held.call().userId().ifPresent(user -> why.put("user_id", user));
        Optional<FactsRecord> record = records.facts(approval.tenant(), approval.decision())
                .map(kept -> FactsRecord.parse(sealer.open(
                        FactsRecord.context(
                                approval.tenant().value(), approval.decision().value()),
                        kept.sealed())));
        record.ifPresent(kept -> because(About.parse(kept.about()), toPerson, why));
        record.ifPresent(kept -> around(FactsCodec.parse(kept.facts()), why));
        out.put("held", why.build());
    }

    private static void because(About about, boolean toPerson, JsonObject.Builder why) {
        why.put("reason", about.reason());
        ReasonCode.byWire(about.reason()).ifPresent(code -> why.put("explanation", code.sentence()));
        about.because()
                .filter(b -> toPerson)
                .ifPresent(b -> why.put(
                        "provenance",
                        JsonObject.builder()
                                .put("sentence", b.sentence())
                                .put("chain", DecisionForm.texts(b.chain()))
                                .put("permit", b.permit())
                                .build()));
    }

    private static void around(Facts facts, JsonObject.Builder why) {
        why.put("effect", facts.what().effect() == Effect.MUTATES ? "mutates" : "reads")
                .put("capability", facts.what().capability().wire())
                .put("authority", facts.what().authority())
                .put(
                        "influences",
                        DecisionForm.texts(facts.trust().influences().stream()
                                .map(TrustLevel::wire)
                                .toList()))
                .put("sources", DecisionForm.texts(facts.trust().sources()))
                .put("sensitive", facts.trust().sensitive())
                .put("environment", facts.who().environment());
    }

    /** What would run; with what is sent beside it, for a call that the gateway sends itself. */
    private static JsonObject view(Call call) {
        JsonObject action = call.action().toJson();
        JsonObject beside = call.dispatch().map(Call.Dispatch::beside).orElse(JsonObject.of());
        if (beside.members().isEmpty()) {
            return action;
        }
        JsonObject.Builder out = JsonObject.builder();
        action.members().forEach(out::put);
        return out.put("beside", beside).build();
    }
}
