package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes questions that no vector asks, out of those of the vectors: the same requests with some of their bytes changed. The
 * same seed makes the same questions. Not thread-safe.
 */
final class Mutator {
    private static final HexFormat HEX = HexFormat.of();
    /** These say what is asked, not what is under test. */
    private static final Set<String> KEPT = Set.of("op", "scheme", "kind");
    /** Strings that are no hexadecimal digits. */
    private static final Set<String> TEXTS =
            Set.of("vkey", "origin", "index", "size", "size1", "size2", "vkeys", "witnesses");

    private static final int GREATEST_QUORUM = 4;

    private final List<JsonObject> seeds;
    private final Random random;
    private final Damage damage;

    Mutator(List<Question> questions, long seed) {
        this.seeds = questions.stream().map(Question::request).toList();
        this.random = new Random(seed);
        this.damage = new Damage(random);
    }

    /** The next question. */
    JsonObject next() {
        JsonObject seed = seeds.get(random.nextInt(seeds.size()));
        List<String> members = seed.members().keySet().stream()
                .filter(name -> !KEPT.contains(name))
                .toList();
        String chosen = members.get(random.nextInt(members.size()));
        if (random.nextInt(3) > 0) { // what is long is what there is most to find in
            chosen = members.stream()
                    .max(java.util.Comparator.comparingInt(name -> length(seed.get(name))))
                    .orElse(chosen);
        }
        JsonObject.Builder changed = JsonObject.builder();
        for (var member : seed.members().entrySet()) {
            boolean here = member.getKey().equals(chosen);
            changed.put(member.getKey(), here ? changed(chosen, member.getValue()) : member.getValue());
        }
        return changed.build();
    }

    private static int length(@org.jspecify.annotations.Nullable Json value) {
        return switch (value) {
            case JsonString text -> text.value().length();
            case JsonArray array ->
                array.items().stream().mapToInt(Mutator::length).sum();
            case null -> 0;
            case Json other -> 1;
        };
    }

    private Json changed(String name, Json value) {
        return switch (value) {
            case JsonString text -> new JsonString(changed(name, text.value()));
            case JsonArray array -> changed(name, array);
            case JsonNumber number -> JsonNumber.of(random.nextInt(GREATEST_QUORUM));
            default -> value;
        };
    }

    private String changed(String name, String text) {
        String other = other(name);
        return TEXTS.contains(name)
                ? damage.ofText(text, other)
                : HEX.formatHex(damage.of(HEX.parseHex(text), HEX.parseHex(other)));
    }

    /** Something of the same name out of another question, to take a piece of; empty where there is none. */
    private String other(String name) {
        return seeds.get(random.nextInt(seeds.size())).get(name) instanceof JsonString text ? text.value() : "";
    }

    private JsonArray changed(String name, JsonArray array) {
        List<Json> items = new ArrayList<>(array.items());
        int place = items.isEmpty() ? 0 : random.nextInt(items.size());
        switch (items.isEmpty() ? 0 : random.nextInt(5)) {
            case 0 -> items.add(place, fresh(name));
            case 1 -> items.remove(place);
            case 2 -> items.add(items.get(place));
            case 3 -> Collections.swap(items, place, random.nextInt(items.size()));
            default -> items.set(place, changed(name, items.get(place)));
        }
        return new JsonArray(items);
    }

    private JsonString fresh(String name) {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(40) : 32];
        random.nextBytes(bytes);
        return new JsonString(TEXTS.contains(name) ? "log.example/x+00000000+AA==" : HEX.formatHex(bytes));
    }
}
