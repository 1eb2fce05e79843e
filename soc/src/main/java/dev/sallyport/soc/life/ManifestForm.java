package dev.sallyport.soc.life;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.registry.Duty;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * {@code lifecycle.json}: {@code {"format":"sallyport-rules-1","rules":{ID:{"state","canary","most_per_day","changes":[{"version","digest",
 * "date","change"}]}}}}.
 */
public final class ManifestForm {
    private static final String FORMAT = "sallyport-rules-1";

    private ManifestForm() {}

    /**
     * Reads it.
     *
     * @param file how messages name it
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static Manifest read(String file, byte[] bytes) {
        try {
            Fields f = Fields.of("the file", StrictJson.parse(bytes, JsonLimits.DEFAULT));
            if (!f.text("format").equals(FORMAT)) {
                throw new FormBroken("`format` is " + FORMAT);
            }
            SequencedMap<String, Entry> rules = new TreeMap<>();
            f.object("rules").whole().members().forEach((id, entry) -> rules.put(id, entry(id, entry)));
            f.end();
            return new Manifest(rules);
        } catch (MalformedJson | FormBroken | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Entry entry(String id, Json json) {
        try {
            Fields f = Fields.of("the entry", json);
            Entry entry = new Entry(
                    f.optionalText("state").isPresent() ? f.word("state", Duty.Stage::byWire) : Duty.Stage.RESPOND,
                    number(f, "canary", Duty.WHOLE),
                    number(f, "most_per_day", Entry.MOST_PER_DAY),
                    f.items("changes").stream().map(ManifestForm::change).toList());
            f.end();
            return entry;
        } catch (FormBroken | IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("`" + id + "`: " + e.getMessage(), e);
        }
    }

    private static int number(Fields f, String name, int fallback) {
        return f.whole().get(name) == null ? fallback : Math.toIntExact(f.integer(name));
    }

    private static Entry.Change change(Json json) {
        Fields f = Fields.of("a change", json);
        Entry.Change change = new Entry.Change(
                Math.toIntExact(f.integer("version")), f.text("digest"), f.text("date"), f.text("change"));
        f.end();
        return change;
    }

    /** As it is written. */
    public static JsonObject write(Manifest manifest) {
        JsonObject.Builder rules = JsonObject.builder();
        manifest.rules()
                .forEach((id, entry) -> rules.put(
                        id,
                        JsonObject.builder()
                                .put("state", entry.state().wire())
                                .put("canary", entry.canary())
                                .put("most_per_day", entry.mostPerDay())
                                .put(
                                        "changes",
                                        new JsonArray(entry.changes().stream()
                                                .<Json>map(ManifestForm::write)
                                                .toList()))
                                .build()));
        return JsonObject.builder()
                .put("format", FORMAT)
                .put("rules", rules.build())
                .build();
    }

    private static JsonObject write(Entry.Change change) {
        return JsonObject.builder()
                .put("version", change.version())
                .put("digest", change.digest())
                .put("date", change.date())
                .put("change", change.change())
                .build();
    }
}
