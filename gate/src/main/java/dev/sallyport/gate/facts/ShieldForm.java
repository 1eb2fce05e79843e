package dev.sallyport.gate.facts;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The member {@code shields} of facts and of receipts: an object by shield's name. */
public final class ShieldForm {
    private ShieldForm() {}

    /** Writes the members, in the order of their names, which is the order of the list, and closes the object. */
    public static void write(List<Shielded> shields, CanonicalObject.Writer out) {
        for (Shielded one : shields) {
            out.open(one.shield().name())
                    .put("assessed", one.assessed())
                    .put("blocks", one.blocks())
                    .put("categories", one.categories())
                    .put("mode", one.mode().wire())
                    .put("rule", one.rule())
                    .put("verdict", one.verdict().map(Verdict::wire))
                    .put("version", one.shield().wire())
                    .close();
        }
        out.close();
    }

    static JsonObject toJson(List<Shielded> shields) {
        JsonObject.Builder out = JsonObject.builder();
        for (Shielded one : shields) {
            JsonObject.Builder said = JsonObject.builder()
                    .put("version", one.shield().wire())
                    .put("mode", one.mode().wire())
                    .put("assessed", one.assessed())
                    .put("blocks", one.blocks())
                    .put(
                            "categories",
                            new JsonArray(one.categories().stream()
                                    .<Json>map(JsonString::new)
                                    .toList()));
            one.rule().ifPresent(rule -> said.put("rule", rule));
            one.verdict().ifPresent(verdict -> said.put("verdict", verdict.wire()));
            out.put(one.shield().name(), said.build());
        }
        return out.build();
    }

    /**
     * What a receipt's member says.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static List<Shielded> of(JsonObject shields) {
        return read(Fields.of("`shields`", shields));
    }

    static List<Shielded> read(Fields f) {
        List<Shielded> shields = new ArrayList<>();
        for (String name : f.whole().members().keySet()) {
            shields.add(one(f.object(name)));
        }
        f.end();
        return List.copyOf(shields);
    }

    private static Shielded one(Fields f) {
        Shielded read = new Shielded(
                ShieldVersion.parse(f.text("version")),
                f.word("mode", ShieldMode::byWire),
                f.optionalText("rule"),
                f.flag("assessed"),
                f.optionalText("verdict")
                        .map(word -> Verdict.byWire(word)
                                .orElseThrow(() -> new IllegalArgumentException("unknown verdict `" + word + "`"))),
                f.texts("categories"),
                f.flag("blocks"));
        f.end();
        return read;
    }
}
