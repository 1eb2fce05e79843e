package dev.sallyport.govern.tuning;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes out of a trace what says whose it is, and keeps its shape: addresses of mail and of machines, names of hosts and homes, long tokens and long
 * numbers become made-up ones, equal ones the same. What words say is left: somebody reads the case before it is published. Confined to
 * one trace.
 */
public final class Anonymiser {
    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5}");
    private static final Pattern HOST = Pattern.compile("(?<=://)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}");
    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern HOME = Pattern.compile("(?<=/(?:home|Users)/)[^/\\s\"']{1,64}");
    private static final Pattern TOKEN =
            Pattern.compile("(?<![A-Za-z0-9])(?=[A-Za-z_-]{0,60}\\d)[A-Za-z0-9_-]{16,512}");
    private static final Pattern NUMBER = Pattern.compile("\\d{5,64}");

    private final Map<String, String> names = new HashMap<>();

    /** The value without what says whose it is. */
    public Json of(Json value) {
        return switch (value) {
            case JsonString text -> new JsonString(text(text.value()));
            case JsonArray array ->
                new JsonArray(array.items().stream().map(this::of).toList());
            case JsonObject object -> {
                JsonObject.Builder members = JsonObject.builder();
                object.members().forEach((name, inner) -> members.put(name, of(inner)));
                yield members.build();
            }
            case Json other -> other;
        };
    }

    private String text(String text) {
        String out = replace(text, MAIL, "person", found -> "person" + found + "@example.org");
        out = ADDRESS.matcher(out).replaceAll(match -> named("address", match.group(), n -> "192.0.2." + n % 250));
        out = HOST.matcher(out).replaceAll(match -> host(match));
        out = replace(out, HOME, "home", found -> "user" + found);
        out = TOKEN.matcher(out).replaceAll(match -> shaped(match.group()));
        return NUMBER.matcher(out).replaceAll(match -> shaped(match.group()));
    }

    private String replace(String text, Pattern pattern, String kind, IntFunction<String> made) {
        return pattern.matcher(text).replaceAll(match -> named(kind, match.group(), made));
    }

    private String named(String kind, String original, IntFunction<String> made) {
        return names.computeIfAbsent(
                kind + " " + original.toLowerCase(Locale.ROOT), key -> made.apply(names.size() + 1));
    }

    /** The last label stays: it may be why the host was of interest. Names and addresses that were made up already stay as they are. */
    private String host(MatchResult match) {
        String host = match.group();
        int dot = host.lastIndexOf('.');
        boolean kept = dot < 0 || host.startsWith("192.0.2.");
        return kept ? host : named("host", host, n -> "host" + n + host.substring(dot));
    }

    /** Other letters and digits of the same kinds; the first four stay, which is where issuers put their marks. */
    private static String shaped(String token) {
        StringBuilder out = new StringBuilder();
        long state = 1;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            state = state * 6364136223846793005L + 1442695040888963407L + i;
            int draw = (int) (state >>> 40) & 0xffff;
            boolean digits = token.chars().allMatch(Character::isDigit);
            if (i < 4 && !digits) {
                out.append(c);
            } else if (Character.isDigit(c)) {
                out.append((char) ('0' + draw % 10));
            } else if (Character.isUpperCase(c)) {
                out.append((char) ('A' + draw % 26));
            } else {
                out.append(Character.isLowerCase(c) ? (char) ('a' + draw % 26) : c);
            }
        }
        return out.toString();
    }
}
