package dev.sallyport.server.held;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.text.visible.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What in a call is not as in another one.
 *
 * @param shown the first of them, up to {@value #MOST}, in the order of the call
 * @param differing how many there are
 * @param same how many values are as they were
 */
public record Changes(List<Change> shown, int differing, int same) {
    /** How many are shown. */
    public static final int MOST = 100;

    public Changes {
        shown = List.copyOf(shown);
    }

    /** From one call to the next, both as {@link HeldForm} shows them. */
    static Changes between(JsonObject before, JsonObject now) {
        Map<String, Json> was = new LinkedHashMap<>();
        Map<String, Json> is = new LinkedHashMap<>();
        before.members().forEach((name, value) -> leaves(name(name), value, was));
        now.members().forEach((name, value) -> leaves(name(name), value, is));
        Set<String> all = new LinkedHashSet<>(is.keySet());
        all.addAll(was.keySet());
        List<Change> shown = new ArrayList<>();
        int differing = 0;
        for (String place : all) {
            Json one = was.get(place);
            Json two = is.get(place);
            boolean differs = one == null || !one.equals(two);
            differing += differs ? 1 : 0;
            if (differs && shown.size() < MOST) {
                shown.add(change(place, one, two));
            }
        }
        return new Changes(shown, differing, all.size() - differing);
    }

    private static Change change(String place, @Nullable Json before, @Nullable Json now) {
        if (before == null || now == null) {
            return new Change(place, alone(before), alone(now));
        }
        String was = HeldText.value(before);
        String is = HeldText.value(now);
        return new Change(place, Optional.of(Excerpt.of(was, is)), Optional.of(Excerpt.of(is, was)));
    }

    private static Optional<Excerpt> alone(@Nullable Json value) {
        return Optional.ofNullable(value).map(v -> Excerpt.whole(HeldText.value(v)));
    }

    /** Every value that holds no other, by its place. */
    private static void leaves(String place, Json value, Map<String, Json> out) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            object.members().forEach((name, member) -> leaves(place + "." + name(name), member, out));
        } else if (value instanceof JsonArray array && !array.items().isEmpty()) {
            for (int i = 0; i < array.items().size(); i++) {
                leaves(place + "[" + i + "]", array.items().get(i), out);
            }
        } else {
            // Two names may look alike; neither may hide the other.
            String at = place;
            for (int i = 2; out.containsKey(at); i++) {
                at = place + " (" + i + ")";
            }
            out.put(at, value);
        }
    }

    /** A member's name, quoted unless it is a plain word, so that no name reads as two. */
    private static String name(String name) {
        return name.matches("[A-Za-z0-9_-]{1,60}")
                ? name
                : Excerpt.whole('"' + Visible.strict(name) + '"').text();
    }
}
