package dev.sallyport.server.signin;

import dev.sallyport.gate.registry.Approver;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One browser in which a person signed in. Ends with the credential, with time, and with the gateway. Thread-safe. */
public final class SignedIn {
    private static final int BYTES = 32;
    private static final int ID_BYTES = 12;
    private static final int MOST_NONCES = 100;
    private static final long NONCE_MILLIS = 5 * 60 * 1000L;

    private final String id;
    private final Approver as;
    private final Way way;
    private final String address;
    private final long startedMillis;
    private final long untilMillis;
    private final String csrf;
    private final SecureRandom random;
    private final AtomicLong seenMillis;
    // Guarded by this: what was asked of the person's device, and until when.
    private final Map<String, Long> nonces = new LinkedHashMap<>();

    /** @param as the person as it was then; what it may do is looked up anew each time */
    SignedIn(Approver as, Way way, String address, long startedMillis, long untilMillis, SecureRandom random) {
        this.as = as;
        this.way = way;
        this.address = address;
        this.startedMillis = startedMillis;
        this.untilMillis = untilMillis;
        this.random = random;
        this.seenMillis = new AtomicLong(startedMillis);
        this.id = "ses_" + text(random, ID_BYTES);
        this.csrf = text(random);
    }

    /** Something that nobody guesses. */
    public static String text(SecureRandom random) {
        return text(random, BYTES);
    }

    private static String text(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What people call the session by; it opens nothing. */
    public String id() {
        return id;
    }

    /** The person as it was when the session began. */
    public Approver as() {
        return as;
    }

    /** How the person showed who it is. */
    public Way way() {
        return way;
    }

    /** Where it came from. */
    public String address() {
        return address;
    }

    /** When it began, in milliseconds since the epoch. */
    public long startedMillis() {
        return startedMillis;
    }

    /** When it ends at the latest, in milliseconds since the epoch. */
    public long untilMillis() {
        return untilMillis;
    }

    /** When the person was last there, in milliseconds since the epoch. */
    public long seenMillis() {
        return seenMillis.get();
    }

    void seen(long nowMillis) {
        seenMillis.accumulateAndGet(nowMillis, Math::max);
    }

    boolean isOver(long nowMillis, long idleMillis) {
        return nowMillis >= untilMillis || nowMillis - seenMillis.get() >= idleMillis;
    }

    /** What every form of this browser carries. */
    public String csrf() {
        return csrf;
    }

    /** Something to ask the person's device for, once. */
    public synchronized String nonce(long nowMillis) {
        nonces.values().removeIf(until -> until <= nowMillis);
        if (nonces.size() >= MOST_NONCES) {
            nonces.remove(nonces.keySet().iterator().next());
        }
        String nonce = text(random);
        nonces.put(nonce, nowMillis + NONCE_MILLIS);
        return nonce;
    }

    /** Whether that was asked for a moment ago and not used since. */
    public synchronized boolean takes(String nonce, long nowMillis) {
        Long until = nonces.remove(nonce);
        return until != null && nowMillis < until;
    }
}
