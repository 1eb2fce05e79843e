package dev.sallyport.server.console;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.auth.PassphraseKey;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.RateLimit;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.signin.Sessions;
import dev.sallyport.server.signin.SignedIn;
import dev.sallyport.server.signin.Visiting;
import dev.sallyport.server.signin.Way;
import dev.sallyport.store.console.Visit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Who is signed in, and whether the person's roles hold what a page takes. The cookie is random, kept as its hash, sent to nobody else
 * (SameSite=Strict, HttpOnly) and over TLS bound to this host; every form carries the session's token. Thread-safe.
 */
final class Doors {
    private static final int MOST = 10_000;
    private static final int DERIVATIONS = 2;
    /** Ways there and back, of one address in a second. */
    private static final int BY_PROVIDER = 20;

    private final Supplier<Registry> registry;
    private final Sessions sessions;
    private final Visiting visiting;
    private final TenantId house;
    private final boolean secure;
    private final boolean providers;
    private final RateLimit attempts;
    private final RateLimit byProvider;
    /** A passphrase costs time to check: at most this many at once, so that guessing takes nothing from the gate. */
    private final Semaphore deriving = new Semaphore(DERIVATIONS);

    /** @param secure whether people come over TLS */
    Doors(Console.Parts parts, boolean secure) {
        this.registry = parts::registry;
        this.sessions = parts.sessions();
        this.visiting = parts.visiting();
        this.house = parts.house();
        this.secure = secure;
        this.providers = parts.oidc().isPresent();
        this.attempts = new RateLimit(1, 10, MOST, parts.ticker());
        this.byProvider = new RateLimit(BY_PROVIDER, BY_PROVIDER * 10, MOST, parts.ticker());
    }

    /** A person and the browser the person uses. */
    record Person(Approver approver, SignedIn session) {
        /** Whether the person's roles hold it. */
        boolean may(Right right) {
            return right.isOf(approver);
        }
    }

    private String cookieName() {
        return secure ? "__Host-sallyport" : "sallyport";
    }

    /** The value of a cookie of that name. */
    static Optional<String> cookie(Exchange exchange, String name) {
        String start = name + "=";
        for (String field : exchange.headers("Cookie")) {
            for (String pair : field.split(";")) {
                if (pair.strip().startsWith(start)) {
                    return Optional.of(pair.strip().substring(start.length()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whoever is signed in in this browser. */
    Optional<Person> person(Exchange exchange) {
        // What a page asks for by itself does not count as somebody being there.
        boolean asks =
                !exchange.template().endsWith("/stream") && !exchange.template().equals(Inbox.POLLED);
        return cookie(exchange, cookieName())
                .flatMap(cookie -> sessions.present(cookie, asks))
                .map(present -> new Person(present.approver(), present.session()));
    }

    /** The one place where pages ask what a person's roles hold: the route, for people who have what {@link Right#of} says it takes. */
    Route guarded(Route route) {
        Right right = Right.of(route.method(), route.template());
        Endpoint guarded = exchange -> {
            Optional<Person> person = person(exchange);
            if (person.isEmpty()
                    && providers
                    && right != Right.OWN
                    && exchange.query("again").isPresent()) {
                String wanted = Frame.within(exchange.requestPath());
                return Html.page(200, "Sign in", Pages.signIn(wanted, false, true));
            }
            if (person.isEmpty() || person.get().may(right)) {
                return route.endpoint().answer(exchange);
            }
            forbidden(person.get(), exchange);
            if (!Html.isPage(route)) {
                right.check(person.get().approver());
            }
            return Pages.notYours(person.get(), exchange, right);
        };
        return new Route(route.method(), route.template(), guarded, route.openEnded());
    }

    private void forbidden(Person person, Exchange exchange) {
        visiting.tell(new Visiting.Told(
                person.approver().tenant(),
                Visit.Kind.FORBIDDEN,
                person.approver().person().value(),
                person.session().way().wire(),
                exchange.remoteAddress(),
                exchange.method() + " " + exchange.template()));
    }

    /**
     * Whoever sent a form of one of our pages.
     *
     * @throws Problem 403 {@code form_refused} if it was not one, or nobody is signed in any more
     */
    Person sender(Exchange exchange, Form form) {
        return person(exchange)
                .filter(p -> same(p.session().csrf(), form.text("csrf")))
                .orElseThrow(() -> new Problem(
                        403,
                        "form_refused",
                        "the form is not from a page of a person who is signed in; sign in again"));
    }

    /** Signs in with a credential, or with a name and a passphrase; empty if they are nobody's. */
    Optional<String> signIn(Exchange exchange, String name, String secret) {
        if (!name.isEmpty()) { // a credential can't be guessed, a passphrase might be
            attempts.take(name.toLowerCase(Locale.ROOT) + " " + exchange.remoteAddress());
        }
        Way way = name.isEmpty() ? Way.CREDENTIAL : Way.PASSPHRASE;
        Optional<Approver> known = credential(name, secret)
                .map(Credentials::hash)
                .flatMap(hash -> registry.get().approverByCredential(hash));
        if (known.isEmpty()) {
            refused(exchange, way, "credential_unknown", named(name));
            return Optional.empty();
        }
        return Optional.of(letIn(exchange, known.get(), way));
    }

    /** Counts an attempt by a provider; many people may come from one address. */
    void attempt(Exchange exchange) {
        byProvider.take(exchange.remoteAddress());
    }

    /** Lets somebody in who showed who it is; the field that makes the browser remember it. */
    String letIn(Exchange exchange, Approver approver, Way way) {
        Sessions.Opened opened = sessions.open(approver, way, exchange.remoteAddress());
        tell(exchange, Visit.Kind.ACCEPTED, approver, way);
        return cookie(cookieName(), opened.cookie(), "Strict", sessions.lifeSeconds());
    }

    /** Tells that nobody was let in. */
    void refused(Exchange exchange, Way way, String why, Optional<Approver> named) {
        visiting.tell(new Visiting.Told(
                named.map(Approver::tenant).orElse(house),
                Visit.Kind.REFUSED,
                named.map(a -> a.person().value()).orElse(""),
                way.wire(),
                exchange.remoteAddress(),
                why));
    }

    private void tell(Exchange exchange, Visit.Kind kind, Approver approver, Way way) {
        visiting.tell(new Visiting.Told(
                approver.tenant(), kind, approver.person().value(), way.wire(), exchange.remoteAddress(), ""));
    }

    /** Whose name was typed, if it is that of one person of the install. */
    private Optional<Approver> named(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : registry.get().approver(house, new PersonId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no name anybody has
        }
    }

    private Optional<String> credential(String name, String secret) {
        if (name.isEmpty()) {
            return Optional.of(secret);
        }
        if (!deriving.tryAcquire()) {
            throw new Problem(503, "sign_in_busy", "others are signing in; try again in a moment");
        }
        try {
            return PassphraseKey.credential(new PersonId(name), secret);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no name anybody has
        } finally {
            deriving.release();
        }
    }

    /** Ends the session; the field that makes the browser forget it. */
    String signOut(Exchange exchange) {
        person(exchange)
                .ifPresent(p -> tell(
                        exchange, Visit.Kind.LEFT, p.approver(), p.session().way()));
        cookie(exchange, cookieName()).ifPresent(sessions::leave);
        return cookie(cookieName(), "", "Strict", 0);
    }

    /** What the cookie of an attempt to sign in elsewhere is called. */
    String attemptCookie() {
        return secure ? "__Host-sallyport-oidc" : "sallyport-oidc";
    }

    /** A cookie that nothing reads but this gateway; {@code Lax} comes along when another site sends the browser here. */
    String cookie(String name, String value, String sameSite, long seconds) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=" + sameSite + "; Max-Age=" + seconds
                + (secure ? "; Secure" : "");
    }

    /** A link in a message comes from elsewhere, so its first request has no cookie; one from our own page has. */
    static Reply again(String path) {
        return Html.onward(path + "?again=1", Map.of());
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
