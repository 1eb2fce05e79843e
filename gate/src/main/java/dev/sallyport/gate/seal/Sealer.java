package dev.sallyport.gate.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts facts and held actions at rest with AES-256-GCM and gives salts.
 *
 * <p>Each run of the process derives its own key from the master key and a random run id (HMAC-SHA-256 as in
 * NIST SP 800-108), so a plain counter serves as the nonce: no nonce repeats under one key, and no limit on the number
 * of random nonces (SP 800-38D, 8.3) applies. Layout: run id (16) ‖ counter (12) ‖ ciphertext and tag (16).
 *
 * <p>Thread-safe. Holds key material: it has no {@code toString}.
 */
public final class Sealer implements SaltSource {
    /** Length of the master key and of the run id, in bytes. */
    public static final int MASTER_LENGTH = 32;
    /** Length of the run id, in bytes. */
    public static final int RUN_ID_LENGTH = 16;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final byte[] master;
    private final byte[] runId;
    private final SecretKeySpec runKey;
    private final AtomicLong counter = new AtomicLong();
    /** Keyed and never updated, only cloned. */
    private final Mac saltMac;
    /** The same in every run, for what is compared across them. */
    private final Mac valueMac;
    /** Ciphers nobody uses at the moment, at most as many as were ever used at once. */
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    /**
     * A sealer for one run of the process.
     *
     * @param master {@value #MASTER_LENGTH} secret bytes
     * @param runId {@value #RUN_ID_LENGTH} random bytes, never used before with this master key
     */
    public Sealer(byte[] master, byte[] runId) {
        if (master.length != MASTER_LENGTH || runId.length != RUN_ID_LENGTH) {
            throw new IllegalArgumentException("a sealer takes a master key of " + MASTER_LENGTH + " and a run id of "
                    + RUN_ID_LENGTH + " bytes, not " + master.length + " and " + runId.length);
        }
        this.master = master.clone();
        this.runId = runId.clone();
        this.runKey = new SecretKeySpec(derive("sallyport/seal/1", runId), "AES");
        this.saltMac = keyed(new SecretKeySpec(derive("sallyport/salt/1", runId), "HmacSHA256"));
        this.valueMac = keyed(new SecretKeySpec(derive("sallyport/value/1", new byte[0]), "HmacSHA256"));
    }

    /**
     * Encrypts.
     *
     * @param context bound to the ciphertext: opening with another context fails
     */
    public byte[] seal(String context, byte[] plain) {
        byte[] nonce = nonce(counter.getAndIncrement());
        try {
            Cipher cipher = started(taken(), Cipher.ENCRYPT_MODE, runKey, nonce, context);
            byte[] out = Arrays.copyOf(runId, RUN_ID_LENGTH + NONCE_LENGTH + cipher.getOutputSize(plain.length));
            System.arraycopy(nonce, 0, out, RUN_ID_LENGTH, NONCE_LENGTH);
            cipher.doFinal(plain, 0, plain.length, out, RUN_ID_LENGTH + NONCE_LENGTH);
            idle.offer(cipher);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is missing from this Java runtime", e);
        }
    }

    /**
     * Decrypts what a sealer of the same master key sealed.
     *
     * @throws SealBroken if it was changed, belongs to another context, or another master key sealed it
     */
    public byte[] open(String context, byte[] sealed) {
        if (sealed.length < RUN_ID_LENGTH + NONCE_LENGTH + TAG_BITS / 8) {
            throw new SealBroken("a sealed record of " + sealed.length + " bytes is too short");
        }
        byte[] thatRun = Arrays.copyOf(sealed, RUN_ID_LENGTH);
        byte[] nonce = Arrays.copyOfRange(sealed, RUN_ID_LENGTH, RUN_ID_LENGTH + NONCE_LENGTH);
        SecretKeySpec key =
                Arrays.equals(thatRun, runId) ? runKey : new SecretKeySpec(derive("sallyport/seal/1", thatRun), "AES");
        try {
            return started(taken(), Cipher.DECRYPT_MODE, key, nonce, context)
                    .doFinal(sealed, RUN_ID_LENGTH + NONCE_LENGTH, sealed.length - RUN_ID_LENGTH - NONCE_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("a sealed record does not open: changed, moved, or sealed under another key");
        }
    }

    @Override
    public byte[] next() {
        byte[] count = ByteBuffer.allocate(8).putLong(counter.getAndIncrement()).array();
        try {
            return ((Mac) saltMac.clone()).doFinal(count);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC-SHA-256 of this Java runtime can't be cloned", e);
        }
    }

    /**
     * A keyed hash of content: equal for equal content under one master key, and without that key nobody can try out guesses.
     */
    public byte[] commitment(byte[] content) {
        try {
            return ((Mac) valueMac.clone()).doFinal(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC-SHA-256 of this Java runtime can't be cloned", e);
        }
    }

    private byte[] derive(String label, byte[] run) {
        byte[] name = label.getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(name, name.length + 1 + run.length);
        System.arraycopy(run, 0, input, name.length + 1, run.length);
        return keyed(new SecretKeySpec(master, "HmacSHA256")).doFinal(input);
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this Java runtime", e);
        }
    }

    private static byte[] nonce(long count) {
        return ByteBuffer.allocate(NONCE_LENGTH).putInt(0).putLong(count).array();
    }

    /** One that failed is not given back: nobody knows its state. */
    private Cipher taken() throws GeneralSecurityException {
        Cipher ready = idle.poll();
        return ready == null ? Cipher.getInstance("AES/GCM/NoPadding") : ready;
    }

    private static Cipher started(Cipher cipher, int mode, SecretKeySpec key, byte[] nonce, String context)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
