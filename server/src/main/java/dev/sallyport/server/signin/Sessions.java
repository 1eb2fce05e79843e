package dev.sallyport.server.signin;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Problem;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everybody who is signed in at this gateway. A session lives as long as its time, the person's credential and the person's not having been away
 * too long allow, and until somebody ends it; the registry says who ended which, so that what one gateway is told holds at all of them.
 * Cookies are known by their hash alone. Thread-safe.
 */
public final class Sessions {
    private static final int MOST = 10_000;
    /** Of one person; the oldest makes room, so that nobody takes the places of all. */
    private static final int MOST_OF_PERSON = 50;

    private final Supplier<Registry> registry;
    private final InstantSource clock;
    private final SecureRandom random;
    private final long lifeMillis;
    private final long idleMillis;
    // Guarded by itself, by hash of the cookie, in the order of their beginnings.
    private final Map<String, SignedIn> sessions = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param lifeMillis how long one lives at most
     * @param idleMillis how long its person may be away
     */
    public Sessions(
            Supplier<Registry> registry, InstantSource clock, SecureRandom random, long lifeMillis, long idleMillis) {
        this.registry = registry;
        this.clock = clock;
        this.random = random;
        this.lifeMillis = lifeMillis;
        this.idleMillis = idleMillis;
    }

    /** A session and the cookie that is it, shown this once. */
    public record Opened(String cookie, SignedIn session) {}

    /** A person and the session it is in. */
    public record Present(Approver approver, SignedIn session) {}

    /** How long one lives at most, in seconds. */
    public long lifeSeconds() {
        return lifeMillis / 1000;
    }

    /**
     * Lets a person in.
     *
     * @throws Problem 503 {@code sessions_full} if too many people are
     */
    public Opened open(Approver approver, Way way, String address) {
        long now = clock.millis();
        String cookie = SignedIn.text(random);
        SignedIn session = new SignedIn(approver, way, address, now, now + lifeMillis, random);
        synchronized (sessions) {
            sessions.values().removeIf(old -> present(old, now).isEmpty());
            makeRoom(approver);
            if (sessions.size() >= MOST) {
                throw new Problem(503, "sessions_full", "too many people are signed in; try again later");
            }
            sessions.put(Credentials.hash(cookie), session);
        }
        return new Opened(cookie, session);
    }

    private void makeRoom(Approver approver) {
        List<String> own = sessions.entrySet().stream()
                .filter(e -> isOf(e.getValue(), approver))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() >= MOST_OF_PERSON) {
            sessions.remove(own.getFirst());
        }
    }

    private static boolean isOf(SignedIn session, Approver approver) {
        return session.as().tenant().equals(approver.tenant())
                && session.as().person().equals(approver.person());
    }

    /**
     * Whoever is behind that cookie.
     *
     * @param asks whether the person asks for something, which counts as being there; a stream that stays open does not
     */
    public Optional<Present> present(String cookie, boolean asks) {
        SignedIn session;
        synchronized (sessions) {
            session = sessions.get(Credentials.hash(cookie));
        }
        long now = clock.millis();
        Optional<Present> found = session == null ? Optional.empty() : present(session, now);
        if (asks) {
            found.ifPresent(present -> present.session().seen(now));
        }
        return found;
    }

    private Optional<Present> present(SignedIn session, long now) {
        Registry then = registry.get();
        Approver as = session.as();
        return session.isOver(now, idleMillis)
                        || then.sessionEnded(as.tenant(), as.person(), session.id(), session.startedMillis())
                ? Optional.empty()
                : then.approverByCredential(as.credentialHash())
                        .filter(approver -> isOf(session, approver))
                        // Whoever was retired and enrolled again is let in anew, though a provider names the person as
                        // before.
                        .filter(approver -> approver.enrolment().equals(as.enrolment()))
                        .map(approver -> new Present(approver, session));
    }

    /** Those of a tenant at this gateway, the newest first. */
    public List<Present> of(TenantId tenant) {
        List<SignedIn> all;
        synchronized (sessions) {
            all = List.copyOf(sessions.values());
        }
        long now = clock.millis();
        return all.stream()
                .filter(session -> session.as().tenant().equals(tenant))
                .flatMap(session -> present(session, now).stream())
                .sorted(Comparator.comparingLong((Present p) -> p.session().startedMillis())
                        .reversed())
                .toList();
    }

    /** Forgets the session behind that cookie; the person whose it was. */
    public Optional<Approver> leave(String cookie) {
        synchronized (sessions) {
            return Optional.ofNullable(sessions.remove(Credentials.hash(cookie)))
                    .map(SignedIn::as);
        }
    }
}
