package dev.sallyport.shield.secret;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The secrets of one session, taken out of what passes and put back where policy says so. A secret has one placeholder for the whole session,
 * {@code [redacted:github-token:1-k3f9]}: its kind, a number, and the session's mark, which nobody who writes a text for the session can
 * know. Only placeholders this vault gave out are put back.
 *
 * <p>Holds at most {@link #LIMIT} secrets in memory, writes none of them anywhere, and says none in a message. Beyond the limit secrets are
 * still taken out, under a placeholder that nothing stands behind. Safe for many threads: its monitor guards both maps.
 */
public final class Vault {
    /** Secrets kept at most. */
    public static final int LIMIT = 10_000;

    private static final String OPEN = "[redacted:";
    private static final int LONGEST_PLACEHOLDER = 96;
    private static final Pattern MARK = Pattern.compile("[a-z0-9]{4,32}");

    private final SecretFinder finder = SecretFinder.bundled();
    private final String mark;
    private final boolean personal;
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();

    /**
     * @param mark unguessable, lower case letters and digits, 4 to 32; another for each session
     * @param personal whether accounts, cards and social security numbers are taken out too
     * @throws IllegalArgumentException if the mark has another form
     */
    public Vault(String mark, boolean personal) {
        if (!MARK.matcher(mark).matches()) {
            throw new IllegalArgumentException("a session's mark is 4 to 32 lower-case letters and digits");
        }
        this.mark = mark;
        this.personal = personal;
    }

    /** A text, for example a line of a log, without its secrets. */
    public Redaction<String> redact(String text) {
        List<Redaction.Taken> taken = new ArrayList<>();
        return new Redaction<>(redact(text, finder.in(text), taken), taken);
    }

    /** A value without its secrets, in every string and every member's name, at any depth. */
    public Redaction<Json> redact(Json value) {
        List<Redaction.Taken> taken = new ArrayList<>();
        return new Redaction<>(redact("", value, taken), taken);
    }

    private Json redact(String name, Json value, List<Redaction.Taken> taken) {
        return switch (value) {
            case JsonString text -> redact(name, text, taken);
            case JsonArray array -> redact(name, array, taken);
            case JsonObject object -> redact(object, taken);
            default -> value;
        };
    }

    private Json redact(String name, JsonString text, List<Redaction.Taken> taken) {
        String clean = redact(text.value(), finder.in(name, text.value()), taken);
        return clean.equals(text.value()) ? text : new JsonString(clean);
    }

    private Json redact(String name, JsonArray array, List<Redaction.Taken> taken) {
        List<Json> items = new ArrayList<>(array.items().size());
        array.items().forEach(item -> items.add(redact(name, item, taken)));
        return new JsonArray(items);
    }

    private Json redact(JsonObject object, List<Redaction.Taken> taken) {
        JsonObject.Builder clean = JsonObject.builder();
        object.members()
                .forEach((name, value) -> clean.put(redact(name, finder.in(name), taken), redact(name, value, taken)));
        return clean.build();
    }

    private String redact(String text, List<Secret> found, List<Redaction.Taken> taken) {
        StringBuilder clean = new StringBuilder();
        int from = 0;
        for (Secret secret : found) {
            if (secret.isCredential() || (personal && secret.tier() == Secret.Tier.PERSONAL)) {
                String original = text.substring(secret.from(), secret.to());
                if (!isPlaceholder(original)) {
                    String placeholder = placeholder(secret.kind(), original);
                    taken.add(new Redaction.Taken(secret.kind(), placeholder));
                    clean.append(text, from, secret.from()).append(placeholder);
                    from = secret.to();
                }
            }
        }
        return from == 0 ? text : clean.append(text, from, text.length()).toString();
    }

    private synchronized boolean isPlaceholder(String text) {
        return secrets.containsKey(text);
    }

    private synchronized String placeholder(String kind, String original) {
        String known = placeholders.get(original);
        if (known != null) {
            return known;
        }
        if (placeholders.size() >= LIMIT) {
            return OPEN + kind + ":0-" + mark + "]";
        }
        String placeholder = OPEN + kind + ":" + (placeholders.size() + 1) + "-" + mark + "]";
        placeholders.put(original, placeholder);
        secrets.put(placeholder, original);
        return placeholder;
    }

    /** The text with the secrets of every placeholder this vault gave out; linear. */
    public String restore(String text) {
        int open = text.indexOf(OPEN);
        if (open < 0) {
            return text;
        }
        StringBuilder restored = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            String original = null;
            int close = text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            if (close - open < LONGEST_PLACEHOLDER) {
                original = secret(text.substring(open, close + 1));
            }
            if (original == null) {
                open = text.indexOf(OPEN, open + 1);
            } else {
                restored.append(text, from, open).append(original);
                from = close + 1;
                open = text.indexOf(OPEN, from);
            }
        }
        return restored.append(text, from, text.length()).toString();
    }

    private synchronized @org.jspecify.annotations.Nullable String secret(String placeholder) {
        return secrets.get(placeholder);
    }

    /**
     * The value with its secrets put back in the strings whose pointer (RFC 6901) is allowed, and in the members' names of the objects whose
     * pointer is.
     *
     * @param allowed asked only about strings that hold a placeholder
     */
    public Json restore(Json value, Predicate<String> allowed) {
        return restore("", value, allowed);
    }

    private Json restore(String pointer, Json value, Predicate<String> allowed) {
        return switch (value) {
            case JsonString text -> {
                boolean holds = text.value().contains(OPEN);
                yield holds && allowed.test(pointer) ? new JsonString(restore(text.value())) : text;
            }
            case JsonArray array -> {
                List<Json> items = new ArrayList<>(array.items().size());
                for (int i = 0; i < array.items().size(); i++) {
                    items.add(restore(pointer + "/" + i, array.items().get(i), allowed));
                }
                yield new JsonArray(items);
            }
            case JsonObject object -> {
                JsonObject.Builder restored = JsonObject.builder();
                object.members().forEach((name, inner) -> {
                    String inside = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                    boolean named = name.contains(OPEN) && allowed.test(pointer);
                    restored.put(named ? restore(name) : name, restore(inside, inner, allowed));
                });
                yield restored.build();
            }
            default -> value;
        };
    }
}
