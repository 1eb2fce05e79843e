package dev.sallyport.shield.secret;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final int SHORTEST_LINE = 8;
    private static final int LONGEST_LINE = 8_192;
    private static final Pattern MARK = Pattern.compile("[a-z0-9]{4,32}");

    private final SecretFinder finder = SecretFinder.bundled();
    private final String mark;
    private final boolean personal;
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, Set<String>> sources = new HashMap<>();

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

    /**
     * The same as {@link #redact(Json)} of what that source answered: each secret taken out is known to have come from there.
     *
     * @param source for example the key of a server
     */
    public Redaction<Json> redact(Json value, String source) {
        Redaction<Json> clean = redact(value);
        synchronized (this) {
            clean.taken().stream()
                    .map(Redaction.Taken::placeholder)
                    .filter(secrets::containsKey)
                    .forEach(one ->
                            sources.computeIfAbsent(one, p -> new HashSet<>()).add(source));
        }
        return clean;
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
        return restore(text, issued -> true, new ArrayList<>());
    }

    private String restore(String text, Predicate<Issued> allowed, List<Restoration.Put> put) {
        int open = text.indexOf(OPEN);
        StringBuilder restored = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            int close = text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            Optional<Issued> issued = close - open < LONGEST_PLACEHOLDER
                    ? issued(text.substring(open, close + 1)).filter(allowed)
                    : Optional.empty();
            if (issued.isEmpty()) {
                open = text.indexOf(OPEN, open + 1);
            } else {
                String original = issued.get().original();
                put.add(new Restoration.Put(issued.get().kind(), original));
                restored.append(text, from, open).append(original);
                from = close + 1;
                open = text.indexOf(OPEN, from);
            }
        }
        return from == 0 ? text : restored.append(text, from, text.length()).toString();
    }

    private synchronized Optional<Issued> issued(String placeholder) {
        return Optional.ofNullable(secrets.get(placeholder)).map(original -> {
            String kind = placeholder.substring(OPEN.length(), placeholder.lastIndexOf(':'));
            return new Issued(kind, Set.copyOf(sources.getOrDefault(placeholder, Set.of())), original);
        });
    }

    /** What stands behind a placeholder. Its text says nothing of the secret. */
    public static final class Issued {
        private final String kind;
        private final Set<String> sources;
        private final String original;

        private Issued(String kind, Set<String> sources, String original) {
            this.kind = kind;
            this.sources = sources;
            this.original = original;
        }

        /** As in {@link Secret}. */
        public String kind() {
            return kind;
        }

        /** Whose answers held it, as they were named when it was taken out. */
        public Set<String> sources() {
            return sources;
        }

        /** Whether it is one line of printable ASCII of at least 8 and at most 8,192 characters. */
        public boolean isLine() {
            return original.length() >= SHORTEST_LINE
                    && original.length() <= LONGEST_LINE
                    && original.chars().allMatch(c -> c >= ' ' && c <= '~');
        }

        private String original() {
            return original;
        }
    }

    /** Where a secret may be put back. */
    @FunctionalInterface
    public interface Leave {
        /**
         * Whether it may.
         *
         * @param pointer of the string (RFC 6901)
         * @param text the string as it stands, with its placeholders
         */
        boolean allows(String pointer, String text, Issued issued);
    }

    /** The value with the secrets put back that may be; names of members stay as they are. */
    public Restoration restore(Json value, Leave leave) {
        List<Restoration.Put> put = new ArrayList<>();
        Json whole = restore("", value, leave, put);
        return new Restoration(whole, put);
    }

    private Json restore(String pointer, Json value, Leave leave, List<Restoration.Put> put) {
        return switch (value) {
            case JsonString text -> {
                String whole = restore(text.value(), issued -> leave.allows(pointer, text.value(), issued), put);
                yield whole.equals(text.value()) ? text : new JsonString(whole);
            }
            case JsonArray array -> {
                List<Json> items = new ArrayList<>(array.items().size());
                for (int i = 0; i < array.items().size(); i++) {
                    items.add(restore(pointer + "/" + i, array.items().get(i), leave, put));
                }
                yield new JsonArray(items);
            }
            case JsonObject object -> {
                JsonObject.Builder restored = JsonObject.builder();
                object.members()
                        .forEach((name, inner) -> restored.put(
                                name,
                                restore(
                                        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                                        inner,
                                        leave,
                                        put)));
                yield restored.build();
            }
            default -> value;
        };
    }
}
