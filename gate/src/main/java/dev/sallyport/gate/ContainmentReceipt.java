package dev.sallyport.gate;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Target;

/** What a receipt tells of a containment besides its name and its subject. */
final class ContainmentReceipt {
    private ContainmentReceipt() {}

    static void of(Containment containment, JsonObject.Builder body) {
        of(containment.measure(), body);
        if (containment.ends()) {
            body.put("until_ms", containment.untilMillis());
        }
    }

    static void of(Measure measure, JsonObject.Builder body) {
        switch (measure) {
            case Measure.ForceApproval m -> kind(m.on(), body).put("group", m.group());
            case Measure.RaiseTier m -> {
                kind(m.on(), body);
                m.to().ifPresent(tier -> body.put("tier", tier.wire()));
            }
            case Measure.BlockDestination m -> body.put("subject_kind", "destination");
        }
    }

    private static JsonObject.Builder kind(Target on, JsonObject.Builder body) {
        return body.put("subject_kind", on.kind());
    }
}
