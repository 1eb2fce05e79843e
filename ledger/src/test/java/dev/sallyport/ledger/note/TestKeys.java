package dev.sallyport.ledger.note;

import java.security.SecureRandom;
import java.util.Arrays;

/** Keys whose seeds are public on purpose: 32 times the same byte. */
public final class TestKeys {
    private TestKeys() {}

    /** The key whose 32-byte seed repeats {@code seed}. */
    public static Ed25519Key key(String name, int seed) {
        return Ed25519Key.generate(name, new Repeating((byte) seed));
    }

    private static final class Repeating extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte value;

        Repeating(byte value) {
            this.value = value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }
}
