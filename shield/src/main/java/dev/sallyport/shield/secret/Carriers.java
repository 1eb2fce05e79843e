package dev.sallyport.shield.secret;

import dev.sallyport.text.decode.Stretches;
import java.util.Locale;
import java.util.Optional;

/** Places where protocols and tools carry credentials: a request's header, a user before a host, the user of a command. Pure. */
final class Carriers {
    private static final int SCHEME = 24;
    private static final int AUTHORITY = 320;
    private static final int WORD = 512;
    private static final int SHORTEST = 4;
    private static final Shape VALUE = Shape.of("n8-2000");

    private Carriers() {}

    /** The credential behind {@code Authorization:} or a header like it, whose name ends there. */
    static Optional<Secret> header(String text, int nameEnd) {
        int at = spaces(text, text.startsWith("\"", nameEnd) || text.startsWith("'", nameEnd) ? nameEnd + 1 : nameEnd);
        if (at >= text.length() || (text.charAt(at) != ':' && text.charAt(at) != '=')) {
            return Optional.empty();
        }
        at = spaces(text, at + 1);
        at = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'') ? at + 1 : at;
        int scheme = at;
        while (scheme < text.length() && scheme < at + SCHEME && Shape.is(text.charAt(scheme), 'v')) {
            scheme++;
        }
        boolean named = scheme > at && scheme < text.length() && text.charAt(scheme) == ' ';
        String name = named ? text.substring(at, scheme).toLowerCase(Locale.ROOT) : "";
        return value(text, named ? spaces(text, scheme) : at, name);
    }

    /** The credential behind {@code Bearer}, which ends there with its space. */
    static Optional<Secret> bearer(String text, int end) {
        int at = spaces(text, end);
        Optional<Secret> value = value(text, at, "bearer");
        return value.filter(
                found -> Looks.isRandom(text.substring(found.from(), found.to())) && found.to() - found.from() >= 20);
    }

    private static Optional<Secret> value(String text, int from, String scheme) {
        int end = VALUE.endFrom(text, from);
        while (end > from && ",;.)]}".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end - from < 8) {
            return Optional.empty();
        }
        String value = text.substring(from, end);
        boolean looks = scheme.equals("basic")
                ? isBasic(value)
                : Looks.isRandom(value) || (value.length() >= 24 && Looks.wordiness(value) < 0.75 && hasDigit(value));
        boolean odd = Looks.isPlaceholder(value) || value.startsWith("http") || value.indexOf('(') >= 0 || !looks;
        return odd ? Optional.empty() : Optional.of(new Secret("authorization", from, end, 0.85, Secret.Tier.LIKELY));
    }

    private static boolean hasDigit(String value) {
        return value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isBasic(String value) {
        return value.length() >= 12
                && Stretches.base64(value, 0, value.length()).contains(":");
    }

    /** The password in {@code user:password@host}, behind slashes that end there. */
    static Optional<Secret> userinfo(String text, int end) {
        int most = Math.min(text.length(), end + AUTHORITY);
        int colon = -1;
        int at = -1;
        for (int i = end; i < most; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                at = i;
            } else if (c == ':' && colon < 0) {
                colon = i;
            } else if (c <= ' ' || c > '~' || "/\"'<>`\\,?#".indexOf(c) >= 0) {
                break;
            }
        }
        if (colon < 0 || at < colon + 3) {
            return Optional.empty();
        }
        String password = text.substring(colon + 1, at);
        String user = text.substring(end, colon);
        boolean none = Looks.isPlaceholder(password) || password.length() < SHORTEST || isShown(user, password);
        return none
                ? Optional.empty()
                : Optional.of(new Secret("url-password", colon + 1, at, 0.9, Secret.Tier.CERTAIN));
    }

    /** Whether documents write it so: {@code user:pass}, {@code postgres:postgres}. */
    private static boolean isShown(String user, String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        boolean stock = lower.startsWith("pass") && lower.length() <= 10 && !hasDigit(lower.substring(4));
        return stock || lower.equals(user.toLowerCase(Locale.ROOT)) || lower.equals("pwd") || lower.equals("secret");
    }

    /** The password of {@code -u user:password} behind a command that sends it; the option ends there. */
    static Optional<Secret> user(String text, int end) {
        int line = Math.max(0, end - WORD);
        String before = text.substring(line, end).toLowerCase(Locale.ROOT);
        if (before.lastIndexOf("curl") < 0) {
            return Optional.empty();
        }
        int at = text.startsWith("=", end) ? end + 1 : spaces(text, end);
        char quote = at < text.length() ? text.charAt(at) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        at += quoted ? 1 : 0;
        int stop = at;
        int most = Math.min(text.length(), at + WORD);
        while (stop < most
                && (quoted ? text.charAt(stop) != quote : text.charAt(stop) > ' ')
                && text.charAt(stop) != '\n') {
            stop++;
        }
        int colon = text.indexOf(':', at, stop);
        if (colon == stop - 1 && Looks.isRandom(text.substring(at, colon))) {
            // Services that take a key as the user's name want no password.
            return Optional.of(new Secret("url-password", at, colon, 0.8, Secret.Tier.LIKELY));
        }
        if (colon < 0 || colon >= stop - SHORTEST + 1) {
            return Optional.empty();
        }
        String user = text.substring(at, colon);
        String password = text.substring(colon + 1, stop);
        boolean none = Looks.isPlaceholder(password)
                || isShown(user, password)
                || (user.isEmpty() ? !hasDigit(password) : "$<{[".indexOf(user.charAt(0)) >= 0);
        return none
                ? Optional.empty()
                : Optional.of(new Secret("url-password", colon + 1, stop, 0.85, Secret.Tier.LIKELY));
    }

    private static int spaces(String text, int from) {
        int at = from;
        while (at < text.length() && at < from + SCHEME && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
