package dev.sallyport.gate.facts;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.provenance.assess.CallProvenance;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.source.OriginKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The member {@code provenance} of facts: words from closed sets, never a value. */
final class ProvenanceForm {
    private ProvenanceForm() {}

    static void write(CallProvenance p, CanonicalObject.Writer out) {
        out.put("asked", p.asked().wire())
                .put("carries_link", p.carriesLink())
                .put("carries_secret", p.carriesSecret())
                .put("kind", p.kind().wire());
        CanonicalObject.Writer origins = out.open("origins");
        words(p).forEach(origins::put);
        origins.close();
        out.put("sensitive_read", p.sensitiveRead())
                .put("tier", p.tier().wire())
                .put("untrusted_read", p.untrustedRead())
                .close();
    }

    static JsonObject toJson(CallProvenance p) {
        JsonObject.Builder origins = JsonObject.builder();
        words(p).forEach((role, kinds) -> origins.put(
                role, new JsonArray(kinds.stream().<Json>map(JsonString::new).toList())));
        return JsonObject.builder()
                .put("kind", p.kind().wire())
                .put("tier", p.tier().wire())
                .put("asked", p.asked().wire())
                .put("origins", origins.build())
                .put("carries_link", p.carriesLink())
                .put("carries_secret", p.carriesSecret())
                .put("sensitive_read", p.sensitiveRead())
                .put("untrusted_read", p.untrustedRead())
                .build();
    }

    static CallProvenance read(Fields f) {
        CallProvenance p = new CallProvenance(
                f.word("kind", Kind::byWire),
                f.word("tier", Tier::byWire),
                f.word("asked", CallProvenance.Asked::byWire),
                origins(f.object("origins")),
                f.flag("carries_link"),
                f.flag("carries_secret"),
                f.flag("sensitive_read"),
                f.flag("untrusted_read"));
        f.end();
        return p;
    }

    private static Map<Role, Set<OriginKind>> origins(Fields f) {
        Map<Role, Set<OriginKind>> origins = new EnumMap<>(Role.class);
        for (String name : f.whole().members().keySet()) {
            Role role =
                    Role.byWire(name).orElseThrow(() -> new IllegalArgumentException("unknown role `" + name + "`"));
            Set<OriginKind> kinds = EnumSet.noneOf(OriginKind.class);
            for (String word : f.texts(name)) {
                kinds.add(OriginKind.byWire(word)
                        .orElseThrow(() -> new IllegalArgumentException("unknown origin `" + word + "`")));
            }
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException("role `" + name + "` without an origin");
            }
            origins.put(role, kinds);
        }
        return origins;
    }

    /** By role in the order of the names, the words in the order of trust. */
    private static Map<String, List<String>> words(CallProvenance p) {
        Map<String, List<String>> words = new TreeMap<>();
        p.origins().forEach((role, kinds) -> {
            List<String> names = new ArrayList<>(kinds.size());
            kinds.forEach(kind -> names.add(kind.wire()));
            words.put(role.wire(), names);
        });
        return words;
    }
}
