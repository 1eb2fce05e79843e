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
import tools.jackson.databind.JsonNode;

/** A list of entries. Every word must be a known one: a misspelt class must not turn into trust. */
final class EntryReader {
    private static final Set<String> MEMBERS =
            Set.of("tool", "tier", "kind", "acts", "args", "result", "records", "confirms");

    private final Located document;
    private final String pointer;
    private final JsonNode node;

    private EntryReader(Located document, String pointer, JsonNode node) {
        this.document = document;
        this.pointer = pointer;
        this.node = node;
    }

    static List<ToolEntry> entries(String file, String yaml) {
        Located document = Located.of(file, yaml);
        return entries(document, "", document.root());
    }

    /** The entries of the list at that pointer. */
    static List<ToolEntry> entries(Located document, String pointer, JsonNode list) {
        if (!list.isArray()) {
            throw document.refused(pointer, "no list of entries");
        }
        List<ToolEntry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entries.addAll(new EntryReader(document, pointer + "/" + i, list.get(i)).read());
        }
        return entries;
    }

    private List<ToolEntry> read() {
        for (String member : node.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw refused("/" + member, "unknown member `" + member + "`; there are " + sorted(MEMBERS));
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
            throw refused("", "no `tool`");
        }
        return entries;
    }

    private List<String> acts() {
        List<String> acts = texts("acts");
        acts.forEach(act -> {
            if (!Delegation.knowsAct(act)) {
                throw refused("/acts", "the lexicon knows no act `" + act + "`");
            }
        });
        return acts;
    }

    private Map<String, Role> args() {
        Map<String, Role> args = new HashMap<>();
        object("args")
                .properties()
                .forEach(member -> args.put(
                        member.getKey(),
                        known(
                                "/args/" + member.getKey(),
                                "role",
                                member.getValue().asString(""),
                                Role::byWire)));
        return args;
    }

    /** {@code class shape}, and {@code secret} where the value is for the user alone. */
    private Map<String, Field> fields() {
        Map<String, Field> fields = new HashMap<>();
        object("result").properties().forEach(member -> {
            String place = "/result/" + member.getKey();
            String[] words = member.getValue().asString("").split(" ");
            if (words.length < 2 || words.length > 3 || (words.length == 3 && !words[2].equals("secret"))) {
                throw refused(place, "`" + member.getKey() + "` is not `class shape [secret]`");
            }
            fields.put(
                    member.getKey(),
                    new Field(
                            known(place, "class", words[0], FieldClass::byWire),
                            known(place, "shape", words[1], Shape::byWire),
                            words.length == 3));
        });
        return fields;
    }

    private JsonNode object(String member) {
        JsonNode value = node.path(member);
        if (!value.isMissingNode() && !value.isObject()) {
            throw refused("/" + member, "`" + member + "` is no mapping of names");
        }
        return value;
    }

    private List<String> texts(String member) {
        JsonNode value = node.path(member);
        List<String> texts = new ArrayList<>();
        List<JsonNode> items = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(items::add);
        } else if (!value.isMissingNode()) {
            items.add(value);
        }
        for (JsonNode item : items) {
            if (!item.isString() || item.asString().isBlank()) {
                throw refused("/" + member, "`" + member + "` is neither a word nor a list of words");
            }
            texts.add(item.asString());
        }
        return texts;
    }

    private <T> T word(String member, Function<String, Optional<T>> lookup) {
        return known("/" + member, member, node.path(member).asString(""), lookup);
    }

    private <T> T known(String place, String what, String word, Function<String, Optional<T>> lookup) {
        return lookup.apply(word).orElseThrow(() -> refused(place, "`" + word + "` is no known " + what));
    }

    private CatalogueRefused refused(String place, String why) {
        return document.refused(pointer + place, why);
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
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
