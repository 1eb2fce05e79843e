package dev.sallyport.server.passkey;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * A public key as authenticators write it (RFC 9053), of the three kinds asked for: ES256 on P-256, EdDSA on Ed25519, and
 * RS256 with 2048 to 4096 bits (RFC 8812), the only one that many TPMs have.
 *
 * @param algorithm -7, -8 or -257
 * @param spki SubjectPublicKeyInfo, base64url
 */
record CoseKey(int algorithm, String spki) {
    static final int ES256 = -7;
    static final int EDDSA = -8;
    static final int RS256 = -257;

    private static final byte[] P256 =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int COORDINATE = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 4096;
    private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65_537);

    /** @throws PasskeyRefused for a key of another kind, or a point that is not on the curve */
    static CoseKey of(Map<Object, Object> map) {
        if (is(map, 1, 2) && is(map, 3, ES256) && is(map, -1, 1) && map.size() == 5) {
            return checked(ES256, join(P256, coordinate(map, -2), coordinate(map, -3)));
        }
        if (is(map, 1, 1) && is(map, 3, EDDSA) && is(map, -1, 6) && map.size() == 4) {
            return checked(EDDSA, join(ED25519, coordinate(map, -2)));
        }
        if (is(map, 1, 3) && is(map, 3, RS256) && map.size() == 4) {
            return checked(RS256, rsa(map));
        }
        throw new PasskeyRefused("a key of another kind than ES256, Ed25519 and RS256");
    }

    /** Modulus and exponent, each the shortest bytes that hold it; only the exponent that everybody uses. */
    private static byte[] rsa(Map<Object, Object> map) {
        if (!(map.get(-1L) instanceof byte[] n) || !(map.get(-2L) instanceof byte[] e) || n.length == 0 || n[0] == 0) {
            throw new PasskeyRefused("an RSA key without modulus or exponent");
        }
        BigInteger modulus = new BigInteger(1, n);
        if (modulus.bitLength() < LEAST_RSA_BITS
                || modulus.bitLength() > MOST_RSA_BITS
                || !Arrays.equals(e, RSA_EXPONENT.toByteArray())) {
            throw new PasskeyRefused(
                    "an RSA key of less than 2048 or more than 4096 bits, or of another exponent than 65537");
        }
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, RSA_EXPONENT))
                    .getEncoded();
        } catch (GeneralSecurityException refused) {
            throw new PasskeyRefused("a key that is none");
        }
    }

    private static boolean is(Map<Object, Object> map, long label, long value) {
        return Long.valueOf(value).equals(map.get(label));
    }

    private static byte[] coordinate(Map<Object, Object> map, long label) {
        if (map.get(label) instanceof byte[] bytes && bytes.length == COORDINATE) {
            return bytes;
        }
        throw new PasskeyRefused("a key without one of its coordinates");
    }

    private static CoseKey checked(int algorithm, byte[] spki) {
        CoseKey key =
                new CoseKey(algorithm, Base64.getUrlEncoder().withoutPadding().encodeToString(spki));
        key.key();
        return key;
    }

    private PublicKey key() {
        try {
            return KeyFactory.getInstance(algorithm == ES256 ? "EC" : algorithm == RS256 ? "RSA" : "Ed25519")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getUrlDecoder().decode(spki)));
        } catch (GeneralSecurityException e) {
            throw new PasskeyRefused("a key that is none");
        }
    }

    boolean verifies(byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(
                    algorithm == ES256 ? "SHA256withECDSA" : algorithm == RS256 ? "SHA256withRSA" : "Ed25519");
            verifier.initVerify(key());
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of no form at all
        }
    }

    private static byte[] join(byte[] first, byte[]... rest) {
        byte[] out = first;
        for (byte[] part : rest) {
            int before = out.length;
            out = Arrays.copyOf(out, before + part.length);
            System.arraycopy(part, 0, out, before, part.length);
        }
        return out;
    }
}
