package dev.sallyport.server.console;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One browser in which a person signed in. Ends with the credential, with time, and with the gateway. Thread-safe. */
final class SignedIn {
    private static final int BYTES = 32;
    private static final int MOST_NONCES = 100;
    private static final long NONCE_MILLIS = 5 * 60 * 1000L;

    private final String credentialHash;
    private final long untilMillis;
    private final String csrf;
    private final SecureRandom random;
    // Guarded by this: what was asked of the person's device, and until when.
    private final Map<String, Long> nonces = new LinkedHashMap<>();

    // Guarded by this: the hash of the operator key that was shown, and how long it counts.
    private String operatorHash = "";
    private long operatesUntil;

    SignedIn(String credentialHash, long untilMillis, SecureRandom random) {
        this.credentialHash = credentialHash;
        this.untilMillis = untilMillis;
        this.random = random;
        this.csrf = text(random);
    }

    /** Whose operator key was shown here and still counts, by its hash. */
    synchronized Optional<String> operatorHash(long nowMillis) {
        return Optional.of(operatorHash).filter(hash -> !hash.isEmpty() && nowMillis < operatesUntil);
    }

    /** Acts as an operator until then; with an empty hash no more. */
    synchronized void operate(String hash, long untilMillis) {
        operatorHash = hash;
        operatesUntil = untilMillis;
    }

    static String text(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String credentialHash() {
        return credentialHash;
    }

    boolean isOver(long nowMillis) {
        return nowMillis >= untilMillis;
    }

    /** What every form of this browser carries. */
    String csrf() {
        return csrf;
    }

    /** Something to ask the person's device for, once. */
    synchronized String nonce(long nowMillis) {
        nonces.values().removeIf(until -> until <= nowMillis);
        if (nonces.size() >= MOST_NONCES) {
            nonces.remove(nonces.keySet().iterator().next());
        }
        String nonce = text(random);
        nonces.put(nonce, nowMillis + NONCE_MILLIS);
        return nonce;
    }

    /** Whether that was asked for a moment ago and not used since. */
    synchronized boolean takes(String nonce, long nowMillis) {
        Long until = nonces.remove(nonce);
        return until != null && nowMillis < until;
    }
}
