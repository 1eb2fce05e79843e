package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.containment.Tier;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;

/** The stored form of a {@link Containment} and of a {@link Measure}. */
final class ContainmentCodec {
    private ContainmentCodec() {}

    static JsonObject write(Containment c) {
        return JsonObject.builder()
                .put("measure", write(c.measure()))
                .put("since_ms", c.sinceMillis())
                .put("until_ms", c.untilMillis())
                .build();
    }

    static Containment read(TenantId tenant, Fields f) {
        Containment containment =
                new Containment(tenant, measure(f.object("measure")), f.integer("since_ms"), f.integer("until_ms"));
        f.end();
        return containment;
    }

    static JsonObject write(Measure measure) {
        JsonObject.Builder out = JsonObject.builder().put("do", measure.wire());
        switch (measure) {
            case Measure.ForceApproval m -> target(m.on(), out).put("group", m.group());
            case Measure.RaiseTier m -> {
                target(m.on(), out);
                m.to().ifPresent(tier -> out.put("tier", tier.wire()));
            }
            case Measure.BlockDestination m -> out.put("place", m.place().text());
        }
        return out.build();
    }

    private static JsonObject.Builder target(Target on, JsonObject.Builder out) {
        return out.put("on", on.kind()).put("id", on.id());
    }

    static Measure measure(Fields f) {
        String wire = f.text("do");
        Measure measure = switch (wire) {
            case Measure.ForceApproval.WIRE ->
                new Measure.ForceApproval(Target.of(f.text("on"), f.text("id")), f.text("group"));
            case Measure.RaiseTier.WIRE ->
                new Measure.RaiseTier(
                        Target.of(f.text("on"), f.text("id")),
                        f.optionalText("tier").flatMap(Tier::byWire));
            case Measure.BlockDestination.WIRE -> new Measure.BlockDestination(Place.of(f.text("place")));
            default -> throw new IllegalArgumentException("unknown measure `" + wire + "`");
        };
        f.end();
        return measure;
    }
}
