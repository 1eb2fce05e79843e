package dev.sallyport.gate.facts;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import java.util.List;

/** The form of {@link Contained} within facts. */
final class ContainedForm {
    private ContainedForm() {}

    static void write(Contained contained, CanonicalObject.Writer out) {
        out.put("blocked", contained.blocked())
                .put("forced", contained.forced())
                .put("groups", contained.groups())
                .put("registered_tier", contained.registeredTier())
                .close();
    }

    static JsonObject toJson(Contained contained) {
        JsonObject.Builder out = JsonObject.builder()
                .put("blocked", texts(contained.blocked()))
                .put("forced", texts(contained.forced()))
                .put("groups", texts(contained.groups()));
        contained.registeredTier().ifPresent(tier -> out.put("registered_tier", tier));
        return out.build();
    }

    static Contained read(Fields f) {
        Contained contained = new Contained(
                f.texts("blocked"), f.texts("forced"), f.texts("groups"), f.optionalText("registered_tier"));
        f.end();
        return contained;
    }

    private static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
