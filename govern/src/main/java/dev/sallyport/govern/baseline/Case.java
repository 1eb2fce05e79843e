package dev.sallyport.govern.baseline;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.CapabilityMap;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.shield.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that passes, and whether it is an attack (spec/shield/workloads).
 *
 * @param attackClass the class of attack; of an ordinary case the class it could be taken for
 * @param shield who should notice
 * @param written the subject as it is written, before {@link #BREAK} is taken out
 * @param grants what the agent was declared to use; empty if nothing was declared
 */
public record Case(
        String id,
        String attackClass,
        String shield,
        JsonObject written,
        Optional<List<String>> grants,
        boolean attack) {
    /** Stands inside what looks like a credential, so that no file of the tree holds one; taken out before a shield sees it. */
    public static final String BREAK = "\u205e";

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    /**
     * @throws Malformed {@code case_malformed}
     */
    public Case {
        grants = grants.map(List::copyOf);
        for (String word : List.of(id, attackClass, shield)) {
            if (!WORD.matcher(word).matches()) {
                throw new Malformed(
                        "case_malformed", "a case's names are lower case, digits and hyphens: `" + word + "`");
            }
        }
    }

    /**
     * Reads {@code {id, class, shield, subject, grants?, attack}}.
     *
     * @throws Malformed {@code case_malformed}
     */
    public static Case read(JsonObject object) {
        for (String member : object.members().keySet()) {
            if (!List.of("id", "class", "shield", "subject", "grants", "attack").contains(member)) {
                throw new Malformed("case_malformed", "a case has no member `" + member + "`");
            }
        }
        if (!(object.get("subject") instanceof JsonObject subject)
                || !(object.get("attack") instanceof JsonBoolean attack)) {
            throw new Malformed("case_malformed", "a case needs an object `subject` and a boolean `attack`");
        }
        Case read = new Case(
                text(object, "id"),
                text(object, "class"),
                text(object, "shield"),
                subject,
                grants(object),
                attack.value());
        read.subject();
        return read;
    }

    private static Optional<List<String>> grants(JsonObject object) {
        Json grants = object.get("grants");
        if (grants == null) {
            return Optional.empty();
        }
        if (grants instanceof JsonArray array && array.items().stream().allMatch(JsonString.class::isInstance)) {
            return Optional.of(array.items().stream()
                    .map(item -> ((JsonString) item).value())
                    .toList());
        }
        throw new Malformed("case_malformed", "`grants` is an array of strings");
    }

    private static String text(JsonObject object, String member) {
        if (object.get(member) instanceof JsonString string) {
            return string.value();
        }
        throw new Malformed("case_malformed", "a case needs a string `" + member + "`");
    }

    /** The case as it is written. */
    public JsonObject json() {
        JsonObject.Builder out = JsonObject.builder()
                .put("id", id)
                .put("class", attackClass)
                .put("shield", shield)
                .put("attack", attack);
        grants.ifPresent(all -> {
            List<Json> items = all.stream().<Json>map(JsonString::new).toList();
            out.put("grants", new JsonArray(items));
        });
        return out.put("subject", written).build();
    }

    /**
     * What the shields look at.
     *
     * @throws Malformed {@code case_malformed}
     */
    public Subject subject() {
        String tool = text(written, "tool");
        String action = text(written, "action");
        String kind = text(written, "kind");
        if (kind.equals("call") && whole(written.get("parameters")) instanceof JsonObject parameters) {
            Capability capability = CapabilityMap.required(tool, action).orElse(Capability.TOOL);
            return Subject.Call.of(new Action(tool, action, null, true, parameters), capability);
        }
        Json content = whole(written.get("content"));
        if (kind.equals("result") && content != null) {
            return Subject.Result.of(tool, action, content);
        }
        throw new Malformed("case_malformed", "a subject is a call with `parameters` or a result with `content`");
    }

    private static @Nullable Json whole(@Nullable Json value) {
        return switch (value) {
            case JsonString text -> new JsonString(text.value().replace(BREAK, ""));
            case JsonArray array -> {
                List<Json> items = new ArrayList<>();
                for (Json item : array.items()) {
                    items.add(Objects.requireNonNull(whole(item)));
                }
                yield new JsonArray(items);
            }
            case JsonObject object -> {
                JsonObject.Builder members = JsonObject.builder();
                object.members()
                        .forEach((name, inner) ->
                                members.put(name.replace(BREAK, ""), Objects.requireNonNull(whole(inner))));
                yield members.build();
            }
            case null -> null;
            case Json other -> other;
        };
    }
}
