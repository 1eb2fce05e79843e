package dev.sallyport.server.preview;

import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.http.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token a request shows, and the way it does: a field of its own, the Authorization field, or this door's cookie.
 *
 * @param inCookie whether a browser added it by itself
 * @param inAuthorization whether it is what the Authorization field says
 */
record PreviewToken(String text, boolean inCookie, boolean inAuthorization) {
    private static final Pattern TOKEN =
            Pattern.compile(Pattern.quote(CredentialKind.PREVIEW.prefix()) + "[A-Za-z0-9_-]{43}");

    private static final String BEARER = "Bearer ";

    static boolean isOne(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** The token of a request; empty if it shows none, or two of one kind. */
    static Optional<PreviewToken> of(Exchange exchange, boolean secure) {
        List<String> named = exchange.headers(Access.TOKEN_FIELD);
        if (!named.isEmpty()) {
            return one(named.size() == 1 ? named.getFirst().strip() : "", false, false);
        }
        Optional<String> bearer = exchange.authorization()
                .filter(a -> a.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(a -> a.substring(BEARER.length()).strip())
                .filter(PreviewToken::isOne);
        return bearer.isPresent() ? one(bearer.get(), false, true) : cookie(exchange, secure);
    }

    private static Optional<PreviewToken> cookie(Exchange exchange, boolean secure) {
        Matcher found = Pattern.compile("(?:^|[;,]\\s*)" + cookieName(secure) + "=([^;,]*)")
                .matcher(String.join("; ", exchange.headers("Cookie")));
        return found.find() ? one(found.group(1).strip(), true, false) : Optional.empty();
    }

    private static Optional<PreviewToken> one(String text, boolean inCookie, boolean inAuthorization) {
        return Optional.of(text).filter(PreviewToken::isOne).map(t -> new PreviewToken(t, inCookie, inAuthorization));
    }

    private static String cookieName(boolean secure) {
        return secure ? "__Host-sallyport_preview" : "sallyport_preview";
    }

    /** A Set-Cookie field that keeps a token in the browser for so long; for 0 seconds takes it away. */
    static String kept(String token, long seconds, boolean secure) {
        return cookieName(secure) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (secure ? "; Secure" : "");
    }

    @Override
    public String toString() {
        return "PreviewToken[...]";
    }
}
