package dev.sallyport.shield.egress;

import dev.sallyport.text.decode.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands around a host in an address: credentials, other schemes, data in path and query, another address to be sent on to. */
final class UrlSigns {
    private static final Set<String> WEB = Set.of("", "http", "https");
    private static final Set<String> WORK =
            Set.of("git", "ssh", "git+ssh", "git+https", "s3", "gs", "docker", "oci", "mcp", "rsync", "scp");
    private static final Set<String> FORGING = Set.of(
            "gopher", "dict", "ldap", "ldaps", "smb", "tftp", "jar", "netdoc", "php", "phar", "file", "telnet", "rmi");
    private static final Set<String> ONWARD = Set.of(
            "url",
            "u",
            "uri",
            "redirect",
            "redirect_uri",
            "redirect_url",
            "redirecturl",
            "redirect_to",
            "next",
            "target",
            "dest",
            "destination",
            "continue",
            "return",
            "returnurl",
            "return_url",
            "return_to",
            "goto",
            "go",
            "link",
            "to",
            "out",
            "r",
            "forward",
            "callback",
            "image_url",
            "proxy",
            "site",
            "page",
            "view",
            "src",
            "q");
    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwd",
            "pwd",
            "secret",
            "api_key",
            "apikey",
            "token",
            "access_token",
            "env",
            "dump",
            "secrets",
            "creds",
            "credentials",
            "private_key",
            "cookie",
            "session");
    private static final Set<String> STEPS =
            Set.of("beacon", "exfil", "c2", "loot", "stealer", "implant", "exfiltrate", "gate.php");
    private static final int DATA = 16;
    private static final int RANDOM = 40;
    private static final int BIG = 400;
    private static final int MOST_PARTS = 200;

    private UrlSigns() {}

    static List<Sign> of(Destination to, boolean known, boolean away) {
        List<Sign> signs = new ArrayList<>(2);
        scheme(to, signs);
        user(to, signs);
        String rest = to.rest();
        if (rest.startsWith("\\")) {
            signs.add(Sign.block("backslash", 0.9));
        }
        String[] parts = rest.split("[/?&=;#,\\\\]", MOST_PARTS);
        boolean secrets = false;
        for (int i = 0; i < parts.length && away; i++) {
            String part = Decoder.PERCENT.decode(parts[i]).orElse(parts[i]);
            part(part, known, signs);
            boolean named = i + 1 < parts.length && SECRETS.contains(part.toLowerCase(Locale.ROOT));
            secrets |= named && parts[i + 1].length() >= 4 && !known;
        }
        if (secrets && rest.indexOf('?') >= 0) {
            signs.add(Sign.warn("secret-in-url", 0.6));
        }
        int query = rest.indexOf('?');
        if (query >= 0 && rest.length() - query >= BIG && away && !known) {
            signs.add(Sign.warn("big-query", 0.6));
        }
        if (away && StolenBody.isIn(Decoder.PERCENT.decode(rest).orElse(rest))) {
            signs.add(Sign.block("secret-in-url", 0.95));
        }
        return signs;
    }

    private static void scheme(Destination to, List<Sign> signs) {
        if (FORGING.contains(to.scheme())) {
            signs.add(Sign.block("scheme", 0.95));
        } else if (!WEB.contains(to.scheme()) && !WORK.contains(to.scheme())) {
            signs.add(Sign.warn("scheme", 0.7));
        }
    }

    private static void user(Destination to, List<Sign> signs) {
        boolean shell = to.scheme().isEmpty() || WORK.contains(to.scheme());
        if (to.user().isEmpty() || (shell && to.user().indexOf('.') < 0)) {
            return;
        }
        boolean host = to.user().indexOf('.') > 0
                || to.user().indexOf('/') >= 0
                || to.user().contains("%2");
        signs.add(host ? Sign.block("userinfo", 0.95) : Sign.warn("userinfo", 0.75));
    }

    private static void part(String part, boolean known, List<Sign> signs) {
        if (!known && STEPS.contains(part.toLowerCase(Locale.ROOT))) {
            signs.add(Sign.warn("suspicious-path", 0.6));
        }
        if (part.length() < DATA) {
            return;
        }
        Optional<String> hidden = Chance.hidden(part);
        boolean token = part.startsWith("eyJ");
        if (hidden.isPresent() && !(known && token)) {
            boolean secret = StolenBody.isIn(hidden.get());
            signs.add(
                    known && !secret
                            ? Sign.warn("encoded-data", 0.6)
                            : Sign.block("encoded-data", secret ? 0.97 : 0.85));
        } else if (!known && Chance.looksRandom(part, RANDOM)) {
            signs.add(Sign.warn("encoded-data", 0.5));
        }
    }

    /** Addresses inside an address, where a server may send on to: in a parameter made for that, or in the path. */
    static List<String> onward(Destination to) {
        List<String> inner = new ArrayList<>(1);
        String rest = to.rest();
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        int nested = Math.max(path.indexOf("/http:/"), path.indexOf("/https:/"));
        if (nested >= 0) {
            inner.add(path.substring(nested + 1).replaceFirst(":/+", "://"));
        }
        String[] pairs = query < 0 ? new String[0] : rest.substring(query + 1).split("[&;#]", MOST_PARTS);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            boolean absolute = value.matches("(?si)[a-z][a-z0-9+.-]{1,10}:[/\\\\]{2}.+");
            boolean named =
                    equals > 0 && ONWARD.contains(pair.substring(0, equals).toLowerCase(Locale.ROOT));
            if (absolute || (named && (value.startsWith("//") || value.startsWith("\\\\")))) {
                inner.add(value);
            }
        }
        return inner;
    }

    private static String decoded(String value) {
        String once = Decoder.PERCENT.decode(value).orElse(value);
        String twice = Decoder.PERCENT.decode(once).orElse(once);
        return Decoder.BASE64.decode(twice).filter(v -> v.contains("://")).orElse(twice);
    }
}
