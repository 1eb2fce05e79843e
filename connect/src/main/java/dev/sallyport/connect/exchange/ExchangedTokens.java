package dev.sallyport.connect.exchange;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.broker.Secret;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.gate.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were exchanged, kept until shortly before they expire. Of callers who want the same token one asks and the others wait for
 * it; a refusal is kept for nobody. Thread-safe; may block for seconds.
 */
public final class ExchangedTokens {
    /** How long before its end a token is not used any more, in seconds. */
    static final long SKEW_SECONDS = 30;

    /** The longest a token is kept, whatever its issuer says, in seconds. */
    static final long LONGEST_SECONDS = 3_600;

    /** How long a token is kept whose issuer does not say how long it lives, in seconds. */
    static final long UNKNOWN_SECONDS = 60;

    /** Most tokens that are kept; the ones unused for longest go first. */
    static final int MOST = 10_000;

    private static final int REMEMBERED = 3;
    private static final long NANOS = 1_000_000_000;

    /**
     * Whose token for what.
     *
     * @param agent key of the agent
     * @param server key of the server
     */
    public record Wanted(TenantId tenant, String agent, String server, ExchangePlan plan) {}

    /** INVARIANT: names the subject by a hash, so that no key of a map is a credential. */
    private record Key(Wanted wanted, String subject) {}

    /** A token, and what takes it and the ones before it out of what comes back. */
    private record Kept(String token, long untilNanos, List<Secret> newest, Scrubber scrubber) {
        Kept over(long nowNanos) {
            return new Kept(token, nowNanos, newest, scrubber);
        }

        @Override
        public String toString() {
            return "Kept[...]";
        }
    }

    private final TokenEndpoint endpoint;
    private final LongSupplier ticker;
    private final Map<Key, CompletableFuture<Kept>> flights = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    // Under the lock, least recently used first:
    private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * No tokens yet.
     *
     * @param ticker nanoseconds of a monotonic clock
     */
    public ExchangedTokens(TokenBroker broker, LongSupplier ticker) {
        this.endpoint = new TokenEndpoint(broker);
        this.ticker = ticker;
    }

    /**
     * A token, kept or fresh.
     *
     * @param users the token that the client brought of its user; empty text where the plan has its own
     * @throws ExchangeRefused if none can be had: then nothing may be sent
     */
    public String token(Wanted wanted, String users) throws ExchangeRefused {
        Key key = new Key(wanted, hash(users));
        Kept known = known(key);
        if (known != null) {
            return known.token();
        }
        CompletableFuture<Kept> mine = new CompletableFuture<>();
        CompletableFuture<Kept> running = flights.putIfAbsent(key, mine);
        if (running == null) {
            ask(key, users, mine);
        }
        try {
            return (running == null ? mine : running).join().token();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ExchangeRefused refused
                    ? new ExchangeRefused(String.valueOf(refused.getMessage()))
                    : new ExchangeRefused("no token could be had");
        }
    }

    private void ask(Key key, String users, CompletableFuture<Kept> mine) {
        Wanted wanted = key.wanted();
        try {
            Kept before = known(key); // somebody may have been faster than this flight's begin
            if (before != null) {
                mine.complete(before);
                return;
            }
            IssuedToken issuedNow = endpoint.exchange(wanted.plan(), wanted.tenant(), wanted.agent(), users);
            mine.complete(keep(key, issuedNow));
        } catch (ExchangeRefused | RuntimeException | Error e) {
            // Those who wait for this flight must hear of it, whatever broke.
            mine.completeExceptionally(e);
        } finally {
            flights.remove(key, mine);
        }
    }

    private @Nullable Kept known(Key key) {
        lock.lock();
        try {
            Kept known = kept.get(key);
            return known != null && known.untilNanos() - ticker.getAsLong() > 0 ? known : null;
        } finally {
            lock.unlock();
        }
    }

    private Kept keep(Key key, IssuedToken token) throws ExchangeRefused {
        long seconds = token.lifeSeconds().isPresent()
                ? Math.clamp(token.lifeSeconds().getAsLong() - SKEW_SECONDS, 0, LONGEST_SECONDS)
                : UNKNOWN_SECONDS;
        Secret value = secret(token);
        lock.lock();
        try {
            List<Secret> all = new ArrayList<>();
            Kept before = kept.get(key);
            if (before != null) {
                all.addAll(before.newest());
            }
            all.add(value);
            List<Secret> newest = List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
            Kept fresh = new Kept(token.value(), ticker.getAsLong() + seconds * NANOS, newest, Scrubber.of(newest));
            kept.put(key, fresh);
            if (kept.size() > MOST) {
                kept.pollFirstEntry();
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private static Secret secret(IssuedToken token) throws ExchangeRefused {
        try {
            return Secret.of(token.value());
        } catch (SecretUnavailable e) {
            throw new ExchangeRefused("the token endpoint issued what no Authorization field can carry");
        }
    }

    /** The server did not take that token: it is not used again, and whoever asks next gets another one. */
    public void refused(Wanted wanted, String users, String token) {
        Key key = new Key(wanted, hash(users));
        lock.lock();
        try {
            kept.computeIfPresent(
                    key, (k, known) -> known.token().equals(token) ? known.over(ticker.getAsLong()) : known);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the newest tokens of that kind out of what a server says. */
    public Scrubber scrubber(Wanted wanted, String users) {
        Key key = new Key(wanted, hash(users));
        lock.lock();
        try {
            Kept known = kept.get(key);
            return known == null ? Scrubber.NONE : known.scrubber();
        } finally {
            lock.unlock();
        }
    }

    /** The hash by which subjects are told apart. */
    public static String hash(String subject) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
