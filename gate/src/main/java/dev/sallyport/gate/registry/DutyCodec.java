package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;

/** The stored form of a {@link Duty}. */
final class DutyCodec {
    private DutyCodec() {}

    static JsonObject write(Duty duty) {
        JsonObject.Builder out = JsonObject.builder()
                .put("kind", duty.kind().wire())
                .put("name", duty.name())
                .put("digest", duty.digest())
                .put("stage", duty.stage().wire())
                .put("canary", duty.canary())
                .put("recorded_ms", duty.recordedMillis());
        duty.proof()
                .ifPresent(proof -> out.put(
                        "proof",
                        JsonObject.builder()
                                .put("digest", proof.digest())
                                .put("at_ms", proof.atMillis())
                                .put("receipts", proof.receipts())
                                .build()));
        return out.build();
    }

    static Duty read(Fields f) {
        Duty duty = new Duty(
                f.word("kind", Duty.Kind::byWire),
                f.text("name"),
                f.text("digest"),
                f.word("stage", Duty.Stage::byWire),
                Math.toIntExact(f.integer("canary")),
                f.integer("recorded_ms"),
                f.optionalObject("proof").map(DutyCodec::proof));
        f.end();
        return duty;
    }

    private static Duty.Proof proof(Fields f) {
        Duty.Proof proof = new Duty.Proof(f.text("digest"), f.integer("at_ms"), f.integer("receipts"));
        f.end();
        return proof;
    }
}
