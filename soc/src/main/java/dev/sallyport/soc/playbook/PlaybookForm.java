package dev.sallyport.soc.playbook;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.soc.detect.RuleForm;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.response.Effect;
import java.util.Locale;
import java.util.Set;

/**
 * Playbooks as JSON documents:
 * {@code {"playbook","version","change","mode","rules":[],"least","steps":[{"do","ttl_seconds","confirm","tool","destination","tier"}]}}.
 */
public final class PlaybookForm {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/playbook/1");
    private static final long SECOND = 1_000;

    private PlaybookForm() {}

    /**
     * Reads a document.
     *
     * @param file how messages name it
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static Playbook read(String file, byte[] bytes) {
        try {
            Fields f = Fields.of("the playbook", StrictJson.parse(bytes, JsonLimits.DEFAULT));
            Playbook playbook = new Playbook(
                    f.text("playbook"),
                    Math.toIntExact(f.integer("version")),
                    f.text("change"),
                    f.word("mode", Playbook.Mode::byWire),
                    Set.copyOf(f.texts("rules")),
                    f.word("least", Severity::byWire),
                    f.items("steps").stream().map(PlaybookForm::act).toList());
            f.end();
            return playbook;
        } catch (MalformedJson | FormBroken | IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The playbook as a document. */
    public static JsonObject of(Playbook playbook) {
        return JsonObject.builder()
                .put("playbook", playbook.name())
                .put("version", playbook.version())
                .put("change", playbook.change())
                .put("mode", playbook.mode().name().toLowerCase(Locale.ROOT))
                .put("rules", RuleForm.texts(playbook.rules().stream().sorted().toList()))
                .put("least", playbook.least().wire())
                .put(
                        "steps",
                        new JsonArray(playbook.acts().stream()
                                .<Json>map(PlaybookForm::of)
                                .toList()))
                .build();
    }

    private static JsonObject of(Playbook.Act act) {
        JsonObject.Builder out = JsonObject.builder().put("do", act.effect().wire());
        if (act.ttlMillis() > 0) {
            out.put("ttl_seconds", act.ttlMillis() / SECOND);
        }
        String argument = Argument.member(act.effect());
        if (!argument.isEmpty() && !act.argument().isEmpty()) {
            out.put(argument, act.argument());
        }
        return out.put("confirm", act.confirm()).build();
    }

    /** SHA-256 of the document: which version it is. */
    public static String digest(Playbook playbook) {
        return Hex.of(Sha256.of(DOMAIN, CanonicalForm.of(of(playbook), Scheme.SALLYPORT_JCS_2)));
    }

    private static Playbook.Act act(Json json) {
        Fields f = Fields.of("a step", json);
        boolean lasts = f.whole().get("ttl_seconds") != null;
        Effect effect = f.word("do", Effect::byWire);
        String argument = Argument.member(effect);
        Playbook.Act act = new Playbook.Act(
                effect,
                lasts ? Math.multiplyExact(f.integer("ttl_seconds"), SECOND) : 0,
                f.whole().get("confirm") != null && f.flag("confirm"),
                argument.isEmpty() ? "" : f.optionalText(argument).orElse(""));
        for (String member : f.whole().members().keySet()) {
            if (!Set.of("do", "ttl_seconds", "confirm", argument).contains(member)) {
                throw new FormBroken("a step has an unknown member `" + member + "`");
            }
        }
        return act;
    }
}
