package dev.sallyport.server.console;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

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

    SignedIn(String credentialHash, long untilMillis, SecureRandom random) {
        this.credentialHash = credentialHash;
        this.untilMillis = untilMillis;
        this.random = random;
        this.csrf = text(random);
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
