package dev.sallyport.shield.secret;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Values that are given to names of secrets: {@code password = "…"}, {@code "apiKey": "…"}, {@code --token …}, {@code <secret>…</secret>}.
 * The name says what the value should be, the value must look it. Pure.
 */
final class Assignments {
    /** Words whose presence makes a look at the name around them worth while. */
    static final List<String> WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "key",
            "credential",
            "creds",
            "pass=",
            "_pass",
            "_pat",
            "auth",
            "_url",
            "_uri",
            "_dsn",
            "connectionstring",
            "connection_string",
            "cookie");

    /** Words of services whose values are keys even under a name that says little. */
    static final List<String> SERVICES = List.of(
            "okta",
            "etsy",
            "meraki",
            "sumo",
            "datadog",
            "heroku",
            "algolia",
            "twitter",
            "facebook",
            "linkedin",
            "dropbox",
            "bitbucket",
            "mailchimp",
            "freemius",
            "fastly",
            "cloudflare",
            "newrelic",
            "coinbase",
            "kraken",
            "zendesk",
            "travis",
            "twitch",
            "spotify",
            "cohere",
            "mistral",
            "codecov",
            "jfrog",
            "artifactory",
            "discord",
            "airtable",
            "asana",
            "confluence",
            "jira",
            "finnhub",
            "gitter",
            "intercom",
            "kucoin",
            "launchdarkly",
            "looker",
            "mapbox",
            "mattermost",
            "netlify",
            "nytimes",
            "plaid",
            "sendbird",
            "snyk",
            "squarespace",
            "stackhawk",
            "yandex",
            "adafruit",
            "beamer",
            "sourcegraph",
            "bittrex",
            "contentful",
            "droneci",
            "freshbooks");

    private static final int NAME = 80;
    private static final int VALUE = 1024;
    private static final int GAP = 24;
    private static final int SIGNS = 3;
    private static final int SHORTEST_PASSWORD = 6;

    /** No shorter value is a secret by its name alone. */
    static final int SHORTEST = SHORTEST_PASSWORD;

    private static final int SHORTEST_TOKEN = 8;
    private static final int SHORTEST_WEAK = 14;

    private Assignments() {}

    /** Where the name around a place ends; bounded. */
    static int nameEnd(String text, int at) {
        int most = Math.min(text.length(), at + NAME);
        int end = at;
        while (end < most && (Shape.is(text.charAt(end), 'W') || isLink(text, end))) {
            end++;
        }
        return end;
    }

    private static boolean isLink(String text, int at) {
        char c = text.charAt(at);
        return (c == '-' || c == '.') && at + 1 < text.length() && Shape.is(text.charAt(at + 1), 'w');
    }

    private static int nameStart(String text, int at) {
        int least = Math.max(0, at - NAME);
        int start = at;
        while (start > least && Shape.is(text.charAt(start - 1), 't')) {
            start--;
        }
        return start;
    }

    /** The secret given to the name that stands around a place. */
    static Optional<Secret> at(String text, int hit, String service) {
        int end = nameEnd(text, hit);
        int operator = operator(text, end);
        if (operator < 0) {
            return Optional.empty();
        }
        String name = text.substring(nameStart(text, hit), end);
        SecretNames.Sort sort = SecretNames.sort(name);
        if (sort == SecretNames.Sort.NONE && !service.isEmpty() && SecretNames.speaksOf(name, service)) {
            sort = SecretNames.Sort.WEAK;
        }
        return sort == SecretNames.Sort.NONE ? Optional.empty() : value(text, name, sort, operator);
    }

    /** Behind what gives a value to the name that ends there, or -1. */
    private static int operator(String text, int end) {
        int most = Math.min(text.length(), end + GAP);
        int at = end;
        boolean quoted = false;
        while (at < most && "\"'`]\\) \t".indexOf(text.charAt(at)) >= 0) {
            quoted |= text.charAt(at) != ' ' && text.charAt(at) != '\t';
            at++;
        }
        if (at >= most) {
            return -1;
        }
        char c = text.charAt(at);
        if (c == '>' && at == end) {
            return spaces(text, at + 1);
        }
        if (c == ',' && quoted) {
            return at + 1;
        }
        int sign = sign(text, at, most);
        if (sign >= 0) {
            return sign;
        }
        boolean attribute = text.startsWith("value=", at) && quoted;
        if (attribute) {
            return at + "value=".length();
        }
        boolean apart = at > end && Shape.is(c, 'n');
        int typed = apart && !quoted ? typed(text, at, most) : -1;
        return typed >= 0 ? typed : apart && isOption(text, end) ? at : -1;
    }

    /** Behind {@code =}, {@code :=}, {@code =>}, {@code ?=}, {@code .=}, {@code ->}, {@code ||} and the like that stand there, or -1. */
    private static int sign(String text, int from, int most) {
        char c = text.charAt(from);
        int at = from;
        if ("?.+".indexOf(c) >= 0 && at + 1 < most && text.charAt(at + 1) == '=') {
            return at + 2;
        }
        if (c == ':' || c == '=') {
            while (at < most && "=>:".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            int typed = c == ':' ? typed(text, spaces(text, at), most) : -1;
            return typed >= 0 ? typed : at;
        }
        boolean arrow =
                (c == '-' || c == '|') && at + 1 < most && (text.charAt(at + 1) == '>' || text.charAt(at + 1) == '|');
        return arrow ? at + (text.startsWith("||:", at) ? 3 : 2) : -1;
    }

    /** Behind the sign that follows the name of a type, as in {@code var token string = "…"}, or -1. */
    private static int typed(String text, int from, int most) {
        int at = from;
        while (at < most && (Shape.is(text.charAt(at), 'W') || "*&[]<>?".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        boolean named = at > from && at < most && Shape.is(text.charAt(from), 'z');
        int equals = named ? spaces(text, at) : most;
        boolean gives = equals + 1 < most && text.charAt(equals) == '=' && "=>".indexOf(text.charAt(equals + 1)) < 0;
        return gives && hasQuote(text, equals + 1) ? equals + 1 : -1;
    }

    private static boolean hasQuote(String text, int from) {
        int at = spaces(text, from);
        return at < text.length() && "\"'`".indexOf(text.charAt(at)) >= 0;
    }

    private static int spaces(String text, int from) {
        int most = Math.min(text.length(), from + GAP);
        int at = from;
        while (at < most && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Whether the name is an option of a command line: {@code --token VALUE}. */
    private static boolean isOption(String text, int end) {
        int start = nameStart(text, end);
        return text.startsWith("--", start);
    }

    private static Optional<Secret> value(String text, String name, SecretNames.Sort sort, int from) {
        int at = from;
        int most = Math.min(text.length(), from + GAP);
        while (at < most && " \t\\".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        boolean typed = at < most && (text.charAt(at) == 'b' || text.charAt(at) == 'r' || text.charAt(at) == '@');
        char quote = at + (typed ? 1 : 0) < most ? text.charAt(at + (typed ? 1 : 0)) : ' ';
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        at += quoted ? typed ? 2 : 1 : 0;
        int end = quoted ? quotedEnd(text, at, quote) : bareEnd(text, at);
        if (end <= at || Looks.isCutAt(text, end)) {
            return Optional.empty();
        }
        return judged(name, sort, text, at, end, quoted);
    }

    private static int quotedEnd(String text, int from, char quote) {
        int most = Math.min(text.length(), from + VALUE);
        for (int i = from; i < most; i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\n') {
                boolean escaped = c == quote && i > from && text.charAt(i - 1) == '\\';
                return c == '\n' ? -1 : escaped ? i - 1 : i;
            }
        }
        return most == text.length() ? most : -1;
    }

    private static int bareEnd(String text, int from) {
        int most = Math.min(text.length(), from + VALUE);
        int end = from;
        // A mark that gives a value ends the one before it, so that rows of such marks are not read over and over.
        int signs = 0;
        while (end < most && Shape.is(text.charAt(end), 'n') && ",;&|:".indexOf(text.charAt(end)) < 0) {
            boolean gives = text.charAt(end) == '=' && end + 1 < most && Shape.is(text.charAt(end + 1), 'w');
            signs += gives ? 1 : 0;
            if (gives && (signs > SIGNS || !isWithin(text, from, end))) {
                break;
            }
            end++;
        }
        while (end > from && ".)]}:!?".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** Whether what stands before a sign is no name, so that the sign is a character of the value. */
    private static boolean isWithin(String text, int from, int sign) {
        boolean digit = false;
        boolean letter = false;
        for (int i = from; i < sign; i++) {
            digit |= Shape.is(text.charAt(i), 'd');
            letter |= Shape.is(text.charAt(i), 'z');
        }
        return digit && letter && sign - from <= NAME;
    }

    private static Optional<Secret> judged(
            String name, SecretNames.Sort sort, String text, int from, int end, boolean quoted) {
        String value = text.substring(from, end);
        double confidence = confidence(name, sort, value, quoted);
        if (confidence <= 0) {
            return Optional.empty();
        }
        String kind = sort == SecretNames.Sort.PASSWORD ? "password" : "assigned-secret";
        return Optional.of(new Secret(kind, from, end, confidence, Secret.Tier.LIKELY));
    }

    /** How likely it is that a value of a name of that sort is a secret; 0 if it is none. */
    static double confidence(String name, SecretNames.Sort sort, String value, boolean quoted) {
        if (sort == SecretNames.Sort.NONE || sort == SecretNames.Sort.ADDRESS) {
            return 0;
        }
        boolean spoken = !quoted && (value.charAt(0) == '(' || value.startsWith("self.") || value.startsWith("this."));
        if (value.isBlank() || spoken || Looks.isPlaceholder(value) || value.equalsIgnoreCase(name)) {
            return 0;
        }
        return switch (sort) {
            case NONE, ADDRESS -> 0;
            case WEAK ->
                !isConstant(value) && value.length() >= SHORTEST_WEAK && isToken(value) && Looks.isRandom(value)
                        ? 0.75
                        : 0;
            case TOKEN ->
                !isConstant(value)
                                && value.length() >= SHORTEST_TOKEN
                                && isToken(value)
                                && (isUuid(value) || Looks.isRandom(value))
                        ? 0.85
                        : 0;
            case PASSWORD -> isPlain(name, value) || isPassword(value, quoted) ? 0.8 : 0;
        };
    }

    /** NuGet says itself that the value is a password, whatever it looks like. */
    private static boolean isPlain(String name, String value) {
        return name.equals("ClearTextPassword") && value.length() >= SHORTEST_PASSWORD && value.indexOf(' ') < 0;
    }

    /** Whether it is a number of a program: {@code 0x7f879679}. */
    private static boolean isConstant(String value) {
        int digits = value.startsWith("-") ? 1 : 0;
        return value.startsWith("0x", digits) && value.length() <= 2 + 16 + digits;
    }

    private static boolean isToken(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > '~' || "(){}[]<>;,\"'`\\".indexOf(c) >= 0) {
                return false;
            }
        }
        return !value.startsWith("http") && !value.startsWith("/") && !value.startsWith("./") && !value.contains("://");
    }

    private static boolean isPassword(String value, boolean quoted) {
        if (value.length() < SHORTEST_PASSWORD || value.length() > 128 || value.indexOf(' ') >= 0) {
            return false;
        }
        boolean call = value.indexOf('(') > 0 || value.indexOf('[') > 0;
        if (call || value.startsWith("http") || value.startsWith("/") || Looks.isIdentifier(value)) {
            return quoted && !call && isMadeUp(value);
        }
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < value.length(); i++) {
            digits += Shape.is(value.charAt(i), 'd') ? 1 : 0;
            letters += Shape.is(value.charAt(i), 'z') ? 1 : 0;
        }
        return letters > 0 && (digits > 0 || letters < value.length());
    }

    /** A word in quotes that no program would name anything by: letters and digits at least, and not the words for passwords themselves. */
    private static boolean isMadeUp(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean spoken =
                lower.contains("pass") || lower.contains("secret") || lower.contains("token") || lower.contains("_");
        return digit && !spoken && value.chars().allMatch(c -> c < 128 && Shape.is((char) c, 'v'));
    }

    private static boolean isUuid(String value) {
        return value.length() == 36 && UUID.endFrom(value, 0) == 36;
    }

    private static final Shape UUID = Shape.of("H8 '-' H4 '-' H4 '-' H4 '-' H12");
}
