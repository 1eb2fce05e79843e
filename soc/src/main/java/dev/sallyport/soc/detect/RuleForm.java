package dev.sallyport.soc.detect;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import java.util.Collection;

/** The rule behind a match as JSON. */
public final class RuleForm {
    private RuleForm() {}

    /** The rule as an object. */
    public static JsonObject of(RuleRef rule) {
        return JsonObject.builder()
                .put("id", rule.id())
                .put("title", rule.title())
                .put("digest", rule.digest())
                .put("author", rule.author())
                .put("severity", rule.severity().wire())
                .put("stage", rule.stage().wire())
                .put("family", rule.family())
                .put("tags", texts(rule.tags()))
                .build();
    }

    /**
     * Reads it back.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static RuleRef read(Fields f) {
        RuleRef rule = new RuleRef(
                f.text("id"),
                f.text("title"),
                f.text("digest"),
                f.text("author"),
                f.word("severity", Severity::byWire),
                f.word("stage", Stage::byWire),
                f.text("family"),
                f.texts("tags"));
        f.end();
        return rule;
    }

    /** Texts as an array. */
    public static JsonArray texts(Collection<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }
}
