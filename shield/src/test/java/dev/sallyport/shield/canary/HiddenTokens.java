package dev.sallyport.shield.canary;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills place-holders such as <code>{{token:base64,hex}}</code> with a token planted for the run, written that way. */
public final class HiddenTokens {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(token|lone)(?::([a-z0-9_,]+))?}}");

    private final RememberedPlants plants = new RememberedPlants();
    private final Random random;
    private final String token;

    public HiddenTokens(long seed) {
        random = new Random(seed);
        Canary canary = new CanaryMint(random, "https://files.example.com/").mint(CanaryKind.TOKEN, "run");
        plants.plant("t", canary);
        token = canary.cores().getFirst();
    }

    /** Where the token is planted, for the tenant {@code t}. */
    public Plants plants() {
        return plants;
    }

    /** The value with every place-holder in its texts filled. */
    public Json fill(Json value) {
        return switch (value) {
            case JsonString text -> new JsonString(fill(text.value()));
            case JsonArray array ->
                new JsonArray(array.items().stream().map(this::fill).toList());
            case JsonObject object -> {
                Map<String, Json> members = new LinkedHashMap<>();
                object.members().forEach((name, inner) -> members.put(fill(name), fill(inner)));
                yield new JsonObject(members);
            }
            default -> value;
        };
    }

    private String fill(String text) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        written(place.group(1), place.group(2) == null ? "" : place.group(2))));
    }

    private String written(String which, String how) {
        String text = which.equals("token")
                ? token
                : "CANARY-" + token.substring(0, 6) + "7" + (char) (token.charAt(6) | 0x40);
        for (String name : how.isEmpty() ? new String[0] : how.split(",")) {
            text = switch (name) {
                case "first" -> text.substring(0, text.length() / 2);
                case "second" -> text.substring(text.length() / 2);
                default -> Disguise.valueOf(name.toUpperCase(Locale.ROOT)).of(text, random);
            };
        }
        return text;
    }
}
