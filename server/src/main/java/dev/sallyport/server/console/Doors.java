package dev.sallyport.server.console;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.auth.PassphraseKey;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.RateLimit;
import dev.sallyport.server.http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who is signed in. The cookie is random, kept as its hash, sent to nobody else (SameSite=Strict, HttpOnly) and over TLS bound to
 * this host; every form carries the session's token. Thread-safe.
 */
final class Doors {
    private static final int MOST = 10_000;
    private static final int DERIVATIONS = 2;

    private final Supplier<Registry> registry;
    private final EventSink events;
    private final InstantSource clock;
    private final SecureRandom random;
    private final TenantId house;
    private final long lifeMillis;
    private final boolean secure;
    private final RateLimit attempts;
    /** A passphrase costs time to check: at most this many at once, so that guessing takes nothing from the gate. */
    private final Semaphore deriving = new Semaphore(DERIVATIONS);
    // Guarded by itself, by hash of the cookie.
    private final Map<String, SignedIn> sessions = new LinkedHashMap<>();

    /** @param secure whether people come over TLS */
    Doors(
            Supplier<Registry> registry,
            EventSink events,
            InstantSource clock,
            LongSupplier ticker,
            SecureRandom random,
            TenantId house,
            long lifeMillis,
            boolean secure) {
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.random = random;
        this.house = house;
        this.lifeMillis = lifeMillis;
        this.secure = secure;
        this.attempts = new RateLimit(1, 10, MOST, ticker);
    }

    /** A person and the browser the person uses. */
    record Person(Approver approver, SignedIn session) {}

    private String cookieName() {
        return secure ? "__Host-sallyport" : "sallyport";
    }

    private Optional<String> cookie(Exchange exchange) {
        String start = cookieName() + "=";
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
        Optional<SignedIn> found = cookie(exchange).map(Credentials::hash).map(this::session);
        return found.filter(session -> !session.isOver(clock.millis()))
                .flatMap(session -> registry.get()
                        .approverByCredential(session.credentialHash())
                        .map(approver -> new Person(approver, session)));
    }

    private SignedIn session(String hash) {
        synchronized (sessions) {
            return sessions.getOrDefault(hash, NOBODY);
        }
    }

    private static final SignedIn NOBODY = new SignedIn("", 0, new SecureRandom());

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
        Optional<Approver> known = credential(name, secret)
                .map(Credentials::hash)
                .flatMap(hash -> registry.get().approverByCredential(hash));
        if (known.isEmpty()) {
            report(EventName.AUTH_DENIED, house, exchange);
            return Optional.empty();
        }
        report(EventName.AUTH_ACCEPTED, known.get().tenant(), exchange);
        String cookie = SignedIn.text(random);
        SignedIn session = new SignedIn(known.get().credentialHash(), clock.millis() + lifeMillis, random);
        synchronized (sessions) {
            sessions.values().removeIf(old -> old.isOver(clock.millis()));
            if (sessions.size() >= MOST) {
                throw new Problem(503, "sessions_full", "too many people are signed in; try again later");
            }
            sessions.put(Credentials.hash(cookie), session);
        }
        return Optional.of(cookie(cookie, lifeMillis / 1000));
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
        cookie(exchange).map(Credentials::hash).ifPresent(hash -> {
            synchronized (sessions) {
                sessions.remove(hash);
            }
        });
        return cookie("", 0);
    }

    private String cookie(String value, long seconds) {
        return cookieName() + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (secure ? "; Secure" : "");
    }

    /** A link in a message comes from elsewhere, so its first request has no cookie; one from our own page has. */
    static Reply again(String path) {
        String address = Html.of(path + "?again=1");
        return Html.page(
                200,
                "One moment",
                "<meta http-equiv=\"refresh\" content=\"0; url=" + address + "\"><p><a href=\"" + address
                        + "\">Go on</a></p>");
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private void report(EventName name, TenantId tenant, Exchange exchange) {
        events.emit(new Event(
                name,
                tenant,
                clock.millis(),
                "",
                Map.of("auth.reason", "console", "source.address", exchange.remoteAddress())));
    }
}
