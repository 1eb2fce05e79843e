package dev.sallyport.soc.response;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.detect.RuleForm;

/** Steps as JSON, for the store and for the API. */
public final class StepForm {
    /** Stands for never: JSON has no number that large. */
    private static final long NEVER = -1;

    private StepForm() {}

    /** The step as an object. */
    public static JsonObject of(Step step) {
        JsonObject.Builder out = JsonObject.builder()
                .put("step", step.key())
                .put("tenant", step.tenant().value())
                .put("incident_id", step.incident())
                .put("playbook", step.playbook())
                .put("effect", step.effect().wire())
                .put("target", step.target())
                .put("ttl_ms", step.ttlMillis())
                .put("revision", step.revision())
                .put("state", step.state().wire())
                .put("due_ms", step.dueMillis() == Long.MAX_VALUE ? NEVER : step.dueMillis())
                .put("begun_ms", step.begunMillis())
                .put("attempts", step.attempts())
                .put("confirmed", RuleForm.texts(step.confirmed()))
                .put("why", step.why());
        if (!step.argument().isEmpty()) {
            out.put("argument", step.argument());
        }
        step.receiptId().ifPresent(id -> out.put("receipt_id", id));
        step.undoReceiptId().ifPresent(id -> out.put("undo_receipt_id", id));
        return out.build();
    }

    /**
     * Reads it back.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static Step read(byte[] bytes) {
        Fields f = Fields.parse("a step", bytes);
        long due = f.integer("due_ms");
        Step step = new Step(
                f.text("step"),
                new TenantId(f.text("tenant")),
                f.text("incident_id"),
                f.text("playbook"),
                f.word("effect", Effect::byWire),
                f.text("target"),
                f.optionalText("argument").orElse(""),
                f.integer("ttl_ms"),
                (int) f.integer("revision"),
                f.word("state", Step.State::byWire),
                due == NEVER ? Long.MAX_VALUE : due,
                f.integer("begun_ms"),
                (int) f.integer("attempts"),
                f.texts("confirmed"),
                f.optionalText("receipt_id"),
                f.optionalText("undo_receipt_id"),
                f.text("why"));
        f.end();
        return step;
    }
}
