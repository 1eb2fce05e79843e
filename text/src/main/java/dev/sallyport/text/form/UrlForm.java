package dev.sallyport.text.form;

import dev.sallyport.text.decode.Decoder;
import dev.sallyport.text.normal.Fold;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A web address without what does not change where it leads: scheme, credentials, {@code www.}, the scheme's own port, a
 * trailing slash, percent signs before ordinary characters, letter case of the host; a punycode host is read as it is
 * shown, with look-alikes folded (RFC 3986 section 6.2, RFC 3492). {@code HTTPS://www.Shop.example:443/a/} is {@code shop.example/a}.
 * Immutable.
 */
public final class UrlForm {
    private static final int LONGEST = 4096;
    private static final Set<String> SCHEMES = Set.of("http", "https", "ftp", "ws", "wss");

    private UrlForm() {}

    /** Host and what follows; empty if the text is no web address, with its scheme or beginning with {@code www.}. */
    public static Optional<String> of(CharSequence text) {
        if (text.length() > LONGEST || text.length() < 5) {
            return Optional.empty();
        }
        String url = text.toString().strip();
        int scheme = url.indexOf("://");
        boolean known = scheme > 0 && SCHEMES.contains(url.substring(0, scheme).toLowerCase(Locale.ROOT));
        if (!known && (scheme > 0 || !url.regionMatches(true, 0, "www.", 0, 4))) {
            return Optional.empty();
        }
        String rest = known ? url.substring(scheme + 3) : url;
        int end = endOfAuthority(rest);
        String host = host(rest.substring(0, end));
        if (host.isEmpty()) {
            return Optional.empty();
        }
        String path = Decoder.PERCENT.decode(rest.substring(end)).orElse(rest.substring(end));
        int fragment = path.indexOf('#');
        String shown = fragment >= 0 ? path.substring(0, fragment) : path;
        int to = shown.length();
        while (to > 0 && shown.charAt(to - 1) == '/') {
            to--;
        }
        return Optional.of(host + shown.substring(0, to));
    }

    /** The host alone, by the same rules. */
    public static Optional<String> hostOf(CharSequence text) {
        return of(text).map(form -> form.substring(0, endOfAuthority(form))).map(UrlForm::withoutPort);
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#\\".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static String host(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String decoded = Decoder.PERCENT.decode(host).orElse(host);
        String shown = decoded.contains("xn--") || decoded.contains("XN--") ? unicode(decoded) : decoded;
        StringBuilder folded = new StringBuilder(shown.length());
        shown.codePoints()
                .forEach(c -> folded.append(c < 128 ? String.valueOf((char) Character.toLowerCase(c)) : Fold.of(c)));
        String plain = folded.toString();
        String port = plain.endsWith(":443") || plain.endsWith(":80") ? withoutPort(plain) : plain;
        String bare = port.startsWith("www.") ? port.substring(4) : port;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String unicode(String host) {
        return IDN.toUnicode(host, IDN.ALLOW_UNASSIGNED);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
