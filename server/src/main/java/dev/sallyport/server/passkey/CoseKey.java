package dev.sallyport.server.passkey;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * A public key as authenticators write it (RFC 9053), of the two kinds asked for: ES256 on P-256 and EdDSA on Ed25519.
 *
 * @param algorithm -7 or -8
 * @param spki SubjectPublicKeyInfo, base64url
 */
record CoseKey(int algorithm, String spki) {
    static final int ES256 = -7;
    static final int EDDSA = -8;

    private static final byte[] P256 =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int COORDINATE = 32;

    /** @throws PasskeyRefused for a key of another kind, or a point that is not on the curve */
    static CoseKey of(Map<Object, Object> map) {
        if (is(map, 1, 2) && is(map, 3, ES256) && is(map, -1, 1) && map.size() == 5) {
            return checked(ES256, join(P256, coordinate(map, -2), coordinate(map, -3)));
        }
        if (is(map, 1, 1) && is(map, 3, EDDSA) && is(map, -1, 6) && map.size() == 4) {
            return checked(EDDSA, join(ED25519, coordinate(map, -2)));
        }
        throw new PasskeyRefused("a key of another kind than ES256 and Ed25519");
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
            return KeyFactory.getInstance(algorithm == ES256 ? "EC" : "Ed25519")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getUrlDecoder().decode(spki)));
        } catch (GeneralSecurityException e) {
            throw new PasskeyRefused("a key that is none");
        }
    }

    boolean verifies(byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm == ES256 ? "SHA256withECDSA" : "Ed25519");
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
