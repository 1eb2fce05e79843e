package dev.sallyport.sigma.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Digests {
    static final int LENGTH = 32;

    private Digests() {}

    static byte[] of(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", missing);
        }
    }

    static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(of(bytes, bytes.length));
    }

    /** 0 to 99, the same for the same words whenever and wherever. */
    static int percentile(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] digest = of(bytes, bytes.length);
        long number = 0;
        for (int i = 0; i < 7; i++) {
            number = number << 8 | (digest[i] & 0xFF);
        }
        return (int) (number % 100);
    }
}
