package dev.sallyport.shield.release;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A version of a shield that is data: what a built-in version finds, with categories that weigh otherwise, and with further texts. Its form is
 * {@code spec/shield/release}. Immutable.
 *
 * @param shield the version it is
 * @param base major and minor number of the built-in version it goes with, such as {@code 1.0}
 * @param changes by category of this shield
 * @param phrases none twice when case is ignored
 */
public record Release(ShieldVersion shield, String base, Map<Category, Change> changes, List<Phrase> phrases) {
    /** The format's name. */
    public static final String FORMAT = "sallyport/shield-release-data/1";

    /** How long the texts of a release are together at most. */
    public static final int MOST_CHARACTERS = 100_000;

    /** @throws IllegalArgumentException if a category is another shield's, a text comes twice, or nothing differs */
    public Release {
        changes = Map.copyOf(changes);
        phrases = List.copyOf(phrases);
        if (!base.matches("\\d{1,4}\\.\\d{1,4}")) {
            throw new IllegalArgumentException("`base` is the major and minor number of a version, such as 1.0");
        }
        if (changes.isEmpty() && phrases.isEmpty()) {
            throw new IllegalArgumentException("a release differs from its base in nothing");
        }
        changes.keySet().forEach(category -> own(shield, category));
        Set<String> texts = new HashSet<>();
        for (Phrase phrase : phrases) {
            own(shield, phrase.category());
            if (!texts.add(phrase.text().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("a text to find comes twice");
            }
        }
        long characters =
                phrases.stream().mapToLong(phrase -> phrase.text().length()).sum();
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "texts to find have up to " + MOST_CHARACTERS + " characters together, not " + characters);
        }
    }

    private static void own(ShieldVersion shield, Category category) {
        if (!category.shield().equals(shield.name())) {
            throw new IllegalArgumentException(
                    "a release of " + shield.name() + " says nothing of `" + category.wire() + "`");
        }
    }

    /** Whether it goes with that built-in version. */
    public boolean fits(ShieldVersion builtIn) {
        return builtIn.name().equals(shield.name())
                && builtIn.version().startsWith(base + ".")
                && !builtIn.equals(shield);
    }

    /**
     * Reads a manifest strictly.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Release read(byte[] manifest) {
        Json whole;
        try {
            whole = StrictJson.parse(manifest);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("the manifest is no strict JSON", e);
        }
        Members top =
                new Members(whole, "the manifest", Set.of("format", "shield", "version", "base", "change", "find"));
        if (!top.text("format").equals(FORMAT)) {
            throw new IllegalArgumentException("the manifest is not of the format " + FORMAT);
        }
        Map<Category, Change> changes = new HashMap<>();
        for (Json one : top.list("change")) {
            Members m = new Members(one, "a change", Set.of("category", "silent", "verdict", "confidence"));
            if (changes.put(Category.parse(m.text("category")), new Change(m.flag("silent"), m.verdict(), m.share()))
                    != null) {
                throw new IllegalArgumentException("a category is changed twice");
            }
        }
        List<Phrase> phrases = new ArrayList<>();
        for (Json one : top.list("find")) {
            Members m =
                    new Members(one, "a text to find", Set.of("text", "whole", "category", "verdict", "confidence"));
            phrases.add(new Phrase(
                    m.text("text"),
                    m.flag("whole"),
                    Category.parse(m.text("category")),
                    m.verdict().orElseThrow(() -> new IllegalArgumentException("a text to find needs a verdict")),
                    m.share().orElseThrow(() -> new IllegalArgumentException("a text to find needs a confidence"))));
        }
        return new Release(
                new ShieldVersion(top.text("shield"), top.text("version")), top.text("base"), changes, phrases);
    }

    /** The members of one object, of which none is unknown. */
    private record Members(JsonObject object, String what) {
        Members(Json value, String what, Set<String> known) {
            this(object(value, what), what);
            object.members().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(what + " has a member nobody knows");
                    });
        }

        private static JsonObject object(Json value, String what) {
            if (value instanceof JsonObject object) {
                return object;
            }
            throw new IllegalArgumentException(what + " is no object");
        }

        private IllegalArgumentException wrong(String name, String kind) {
            return new IllegalArgumentException(what + ": `" + name + "` is " + kind);
        }

        String text(String name) {
            if (object.get(name) instanceof JsonString text) {
                return text.value();
            }
            throw wrong(name, "missing or no text");
        }

        boolean flag(String name) {
            @Nullable Json value = object.get(name);
            if (value == null) {
                return false;
            }
            if (value instanceof JsonBoolean flag) {
                return flag.value();
            }
            throw wrong(name, "neither true nor false");
        }

        List<Json> list(String name) {
            @Nullable Json value = object.get(name);
            if (value == null) {
                return List.of();
            }
            if (value instanceof JsonArray array) {
                return array.items();
            }
            throw wrong(name, "no list");
        }

        Optional<Verdict> verdict() {
            return object.get("verdict") == null
                    ? Optional.empty()
                    : Optional.of(Verdict.byWire(text("verdict"))
                            .orElseThrow(() -> wrong("verdict", "neither allow, warn nor block")));
        }

        OptionalDouble share() {
            @Nullable Json value = object.get("confidence");
            if (value == null) {
                return OptionalDouble.empty();
            }
            if (value instanceof JsonNumber number) {
                return OptionalDouble.of(number.value());
            }
            throw wrong("confidence", "no number");
        }
    }
}
