package dev.sallyport.server.console;

import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.oidc.OidcSignIn;
import dev.sallyport.server.oidc.SignInRefused;
import dev.sallyport.server.signin.Way;
import java.util.Map;
import java.util.Optional;

/** Signing in by a provider's word: there, and back. */
final class OidcPages {
    /** Where providers send browsers; to be named to the provider with the console's address before it. */
    static final String BACK = "/console/oidc/callback";

    private static final long ATTEMPT_SECONDS = 600;

    private final Doors doors;
    private final Optional<OidcSignIn> oidc;

    OidcPages(Console.Parts parts, Doors doors) {
        this.doors = doors;
        this.oidc = parts.oidc();
    }

    private OidcSignIn signIn() {
        return oidc.orElseThrow(() -> new Problem(404, "no_such_route", "nothing is served here"));
    }

    Reply start(Exchange exchange) {
        OidcSignIn signIn = signIn();
        doors.attempt(exchange);
        String next = Frame.within(exchange.query("next").orElse("/console/"));
        try {
            OidcSignIn.Begun begun = signIn.begin(next);
            String cookie = doors.cookie(doors.attemptCookie(), begun.cookie(), "Lax", ATTEMPT_SECONDS);
            return Html.to(begun.address().toString(), Map.of("Set-Cookie", cookie));
        } catch (SignInRefused refused) {
            return turnedAway(exchange, refused);
        }
    }

    Reply back(Exchange exchange) {
        OidcSignIn signIn = signIn();
        doors.attempt(exchange);
        try {
            OidcSignIn.Named named = signIn.end(new OidcSignIn.Answer(
                    Doors.cookie(exchange, doors.attemptCookie()).orElse(""),
                    exchange.query("state").orElse(""),
                    exchange.query("code").orElse(""),
                    exchange.query("iss").orElse(""),
                    exchange.query("error").orElse("")));
            String cookie = doors.letIn(exchange, named.person(), Way.OIDC);
            // Not a redirection: the browser came from elsewhere, so it would come along without the cookie.
            return Html.onward(named.next(), Map.of("Set-Cookie", cookie));
        } catch (SignInRefused refused) {
            return turnedAway(exchange, refused);
        }
    }

    private Reply turnedAway(Exchange exchange, SignInRefused refused) {
        doors.refused(exchange, Way.OIDC, refused.code(), Optional.empty());
        return Html.page(
                403,
                "Not signed in",
                "<p class=\"bad\">" + Html.of(String.valueOf(refused.getMessage())) + "</p><p><code>"
                        + Html.of(refused.code()) + "</code></p><p><a href=\"/console/sign-in\">Sign in</a></p>");
    }
}
