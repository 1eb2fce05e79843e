package dev.sallyport.server.catalogue;

import dev.sallyport.provenance.catalogue.Field;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Shape;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolEntry.Records;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.source.FieldClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One catalogue file as entries. Every word must be a known one: a misspelt class must not turn into trust. */
final class EntryReader {
    private static final Set<String> MEMBERS =
            Set.of("tool", "tier", "kind", "acts", "args", "result", "records", "confirms");

    private final String where;
    private final JsonNode node;

    private EntryReader(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    static List<ToolEntry> entries(String file, String yaml) {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(yaml);
        } catch (JacksonException malformed) {
            throw new CatalogueRefused(file + " is not YAML: " + malformed.getOriginalMessage());
        }
        if (root == null || !root.isArray()) {
            throw new CatalogueRefused(file + " holds no list of entries");
        }
        List<ToolEntry> entries = new ArrayList<>();
        int number = 0;
        for (JsonNode node : root) {
            number++;
            entries.addAll(new EntryReader(file + ", entry " + number, node).read());
        }
        return entries;
    }

    private List<ToolEntry> read() {
        for (String member : node.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new CatalogueRefused(where + ": unknown member `" + member + "`");
            }
        }
        List<ToolEntry> entries = new ArrayList<>();
        for (String name : texts("tool")) {
            entries.add(new ToolEntry(
                    name,
                    word("tier", Tier::byWire),
                    word("kind", Kind::byWire),
                    acts(),
                    args(),
                    fields(),
                    node.has("records") ? word("records", EntryReader::records) : Records.ROWS,
                    new HashSet<>(texts("confirms"))));
        }
        if (entries.isEmpty()) {
            throw new CatalogueRefused(where + ": no `tool`");
        }
        return entries;
    }

    private List<String> acts() {
        List<String> acts = texts("acts");
        acts.forEach(act -> {
            if (!Delegation.knowsAct(act)) {
                throw new CatalogueRefused(where + ": the lexicon knows no act `" + act + "`");
            }
        });
        return acts;
    }

    private Map<String, Role> args() {
        Map<String, Role> args = new HashMap<>();
        node.path("args")
                .properties()
                .forEach(member -> args.put(
                        member.getKey(), known("role", member.getValue().asString(), Role::byWire)));
        return args;
    }

    /** {@code class shape}, and {@code secret} where the value is for the user alone. */
    private Map<String, Field> fields() {
        Map<String, Field> fields = new HashMap<>();
        node.path("result").properties().forEach(member -> {
            String[] words = member.getValue().asString().split(" ");
            if (words.length < 2 || words.length > 3 || (words.length == 3 && !words[2].equals("secret"))) {
                throw new CatalogueRefused(where + ": `" + member.getKey() + "` is not `class shape [secret]`");
            }
            fields.put(
                    member.getKey(),
                    new Field(
                            known("class", words[0], FieldClass::byWire),
                            known("shape", words[1], Shape::byWire),
                            words.length == 3));
        });
        return fields;
    }

    private List<String> texts(String member) {
        JsonNode value = node.path(member);
        List<String> texts = new ArrayList<>();
        if (value.isString()) {
            texts.add(value.asString());
        }
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }

    private <T> T word(String member, Function<String, Optional<T>> lookup) {
        return known(member, node.path(member).asString(""), lookup);
    }

    private <T> T known(String what, String word, Function<String, Optional<T>> lookup) {
        return lookup.apply(word)
                .orElseThrow(() -> new CatalogueRefused(where + ": `" + word + "` is no known " + what));
    }

    private static Optional<Records> records(String word) {
        for (Records records : Records.values()) {
            if (records.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(records);
            }
        }
        return Optional.empty();
    }
}
