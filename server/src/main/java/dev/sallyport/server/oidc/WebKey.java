package dev.sallyport.server.oidc;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One public key of a provider (RFC 7517, RFC 7518 section 6, RFC 8037), for the kinds of signatures that are taken. A key is tried with the
 * algorithms of its own kind alone, so that none is taken for another's: an RSA key never for a shared secret.
 *
 * @param id the {@code kid}; empty if it has none
 * @param algorithm the one it is for, where the provider says so
 */
record WebKey(String id, String kind, Optional<String> algorithm, PublicKey key) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final int COORDINATE = 32;
    private static final int SALT = 32;
    private static final byte[] P256 =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The key, if it is of a kind that is taken and for signatures; others of a provider's set are passed over. */
    static Optional<WebKey> of(JsonObject jwk) {
        Optional<String> use = text(jwk, "use");
        String kind = text(jwk, "kty").orElse("");
        if (use.filter(u -> !u.equals("sig")).isPresent()) {
            return Optional.empty();
        }
        try {
            Optional<PublicKey> key = switch (kind) {
                case "RSA" -> rsa(jwk);
                case "EC" -> p256(jwk);
                case "OKP" -> ed25519(jwk);
                default -> Optional.empty(); // octets are a secret that both sides know
            };
            return key.map(k -> new WebKey(text(jwk, "kid").orElse(""), kind, text(jwk, "alg"), k));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    private static byte[] bytes(JsonObject jwk, String name) {
        return Base64.getUrlDecoder().decode(text(jwk, name).orElse(""));
    }

    private static Optional<PublicKey> rsa(JsonObject jwk) throws GeneralSecurityException {
        BigInteger modulus = new BigInteger(1, bytes(jwk, "n"));
        BigInteger exponent = new BigInteger(1, bytes(jwk, "e"));
        if (modulus.bitLength() < LEAST_RSA_BITS
                || modulus.bitLength() > MOST_RSA_BITS
                || !exponent.testBit(0)
                || exponent.bitLength() < 2
                || exponent.bitLength() > COORDINATE) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }

    private static Optional<PublicKey> p256(JsonObject jwk) throws GeneralSecurityException {
        byte[] x = bytes(jwk, "x");
        byte[] y = bytes(jwk, "y");
        if (!text(jwk, "crv").equals(Optional.of("P-256")) || x.length != COORDINATE || y.length != COORDINATE) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(join(P256, x, y))));
    }

    private static Optional<PublicKey> ed25519(JsonObject jwk) throws GeneralSecurityException {
        byte[] x = bytes(jwk, "x");
        if (!text(jwk, "crv").equals(Optional.of("Ed25519")) || x.length != COORDINATE) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(join(ED25519, x))));
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Whether it may be asked about a signature of that algorithm. */
    boolean isFor(String wanted) {
        String kindOf = switch (wanted) {
            case "RS256", "PS256" -> "RSA";
            case "ES256" -> "EC";
            case "EdDSA" -> "OKP";
            default -> "";
        };
        return kind.equals(kindOf) && algorithm.filter(a -> !a.equals(wanted)).isEmpty();
    }

    /** Whether it made that signature with that algorithm, which it {@link #isFor}. */
    boolean verifies(String wanted, byte[] signed, byte[] signature) {
        try {
            Signature verifier = switch (wanted) {
                case "RS256" -> Signature.getInstance("SHA256withRSA");
                case "PS256" -> pss();
                case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                default -> Signature.getInstance("Ed25519");
            };
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of no form at all
        }
    }

    private static Signature pss() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT, 1));
        return signature;
    }
}
