package dev.sallyport.gate;

import dev.sallyport.action.Action;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.Binding;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.identity.TraceParent;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A call that waits for people, as it is kept sealed beside its approval: everything that is needed to judge it again
 * and to dispatch exactly the bytes that were hashed.
 *
 * @param factsDigest digest of the facts of the first judgement, as bound
 * @param actionHash2 hash of the action in {@code sallyport-jcs-2}, as bound
 * @param policies the determining policies of the first judgement, as bound
 */
public record HeldCall(Call call, String factsDigest, String actionHash2, List<String> policies) {
    /** What one held call may measure; larger than any door lets in. */
    private static final JsonLimits LIMITS = new JsonLimits(1 << 26, JsonLimits.MAX_DEPTH, 1 << 22, 1 << 26);

    public HeldCall {
        policies = List.copyOf(policies);
    }

    /** The context under which it is sealed. */
    static String context(TenantId tenant, ApprovalId id) {
        return "approval/" + tenant.value() + "/" + id.value();
    }

    /** The bytes that are sealed. */
    byte[] bytes() {
        JsonObject.Builder out = JsonObject.builder()
                .put("door", call.door().wire())
                .put("server", call.server())
                .put("action", call.action().toJson())
                .put("opened_here", call.openedHere())
                .put("sensitive", call.sensitive())
                .put("facts_digest", factsDigest)
                .put("action_hash_2", actionHash2)
                .put("policies", Receipts.texts(policies));
        call.stated().ifPresent(level -> out.put("stated", level.wire()));
        call.userId().ifPresent(user -> out.put("user_id", user));
        call.userRole().ifPresent(role -> out.put("user_role", role));
        call.traceId().ifPresent(trace -> out.put("trace_id", trace));
        call.parent().ifPresent(span -> out.put("trace_parent", span.text()));
        call.dispatch()
                .ifPresent(d -> out.put("dispatch", Base64.getEncoder().encodeToString(d.bytes()))
                        .put("beside", d.beside()));
        call.observed().ifPresent(seen -> out.put("observed", observed(seen)));
        call.screened().ifPresent(found -> {
            JsonObject.Builder screened = JsonObject.builder()
                    .put("categories", Receipts.texts(found.screen().categories()));
            found.brings().ifPresent(level -> screened.put("brings", level.wire()));
            out.put("screened", screened.build());
        });
        return CanonicalForm.of(out.build(), Scheme.SALLYPORT_JCS_2);
    }

    /** Reads the bytes of a held call of that approval. */
    static HeldCall parse(Approval approval, byte[] bytes) {
        Fields f = Fields.of("held call", StrictJson.parse(bytes, LIMITS));
        Call call = new Call(
                approval.tenant(),
                approval.agent(),
                f.word("door", Door::byWire),
                f.text("server"),
                Action.fromJson(f.object("action").whole()),
                approval.session(),
                f.flag("opened_here"),
                f.optionalText("stated").flatMap(TrustLevel::byWire),
                f.flag("sensitive"),
                f.optionalText("user_id"),
                f.optionalText("user_role"),
                f.optionalText("trace_id"),
                f.optionalObject("observed")
                        .map(o -> new Call.Observed(
                                o.text("schema_hash"),
                                o.flag("workload_stopped"),
                                o.whole().get("withheld") != null && o.flag("withheld"))),
                dispatch(f),
                Optional.empty(),
                Optional.empty(),
                screened(f),
                f.optionalText("trace_parent").flatMap(TraceParent::parse));
        HeldCall held = new HeldCall(call, f.text("facts_digest"), f.text("action_hash_2"), f.texts("policies"));
        f.end();
        return held;
    }

    private static JsonObject observed(Call.Observed seen) {
        JsonObject.Builder out = JsonObject.builder()
                .put("schema_hash", seen.schemaHash())
                .put("workload_stopped", seen.workloadStopped());
        if (seen.withheld()) {
            out.put("withheld", true);
        }
        return out.build();
    }

    /** A refused call is never held, so there is no refusal to keep. */
    private static Optional<Call.Screened> screened(Fields f) {
        return f.optionalObject("screened")
                .map(found -> new Call.Screened(
                        Screen.clear(found.texts("categories")),
                        found.optionalText("brings").flatMap(TrustLevel::byWire)));
    }

    private static Optional<Call.Dispatch> dispatch(Fields f) {
        Optional<JsonObject> beside = f.optionalObject("beside").map(Fields::whole);
        return f.optionalText("dispatch")
                .map(text -> new Call.Dispatch(Base64.getDecoder().decode(text), beside.orElse(JsonObject.of())));
    }

    /** What people agreed to, recomputed from what is kept; differs from the approval's if either was changed. */
    Binding binding(Approval approval) {
        return new Binding(
                approval.tenant(),
                approval.agent(),
                approval.session(),
                call.server(),
                call.observed().map(Call.Observed::schemaHash),
                call.action().hash(Scheme.SALLYPORT_JCS_2).hex(),
                factsDigest,
                policies,
                approval.group(),
                approval.quorum(),
                approval.expiresMillis());
    }
}
