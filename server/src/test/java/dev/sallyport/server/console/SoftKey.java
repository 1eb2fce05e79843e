package dev.sallyport.server.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** An authenticator in software, written from the WebAuthn recommendation: attestation {@code none}; ES256, Ed25519 or RS256. */
final class SoftKey {
    static final int VERIFIED = 0x05;
    static final int PRESENT_ONLY = 0x01;

    /** What devices can do, as Java calls it. */
    enum Kind {
        ED25519("Ed25519", "Ed25519", 255),
        ES256("EC", "SHA256withECDSA", 256),
        RS256("RSA", "SHA256withRSA", 2048);

        private final String key;
        private final String signature;
        private final int bits;

        Kind(String key, String signature, int bits) {
            this.key = key;
            this.signature = signature;
            this.bits = bits;
        }
    }

    private final Kind kind;
    private final KeyPair pair;
    private final byte[] id = new byte[32];

    SoftKey(boolean ed25519) throws GeneralSecurityException {
        this(ed25519 ? Kind.ED25519 : Kind.ES256);
    }

    SoftKey(Kind kind) throws GeneralSecurityException {
        this(kind, kind.bits);
    }

    SoftKey(Kind kind, int bits) throws GeneralSecurityException {
        this.kind = kind;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.key);
        generator.initialize(bits);
        this.pair = generator.generateKeyPair();
        Arrays.fill(id, (byte) 7);
    }

    static byte[] client(String type, String challenge, String origin) {
        return ("{\"type\":\"" + type + "\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + origin
                        + "\",\"crossOrigin\":false}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The fields of a registration. */
    Map<String, String> create(String challenge, String origin, String rp) throws GeneralSecurityException {
        byte[] authenticator =
                join(head(rp, VERIFIED | 0x40), new byte[16], new byte[] {0, (byte) id.length}, id, cose());
        byte[] object = join(
                new byte[] {(byte) 0xa3},
                text("fmt"),
                text("none"),
                text("attStmt"),
                new byte[] {(byte) 0xa0},
                text("authData"),
                length(authenticator.length),
                authenticator);
        return new TreeMap<>(
                Map.of("client_data", url(client("webauthn.create", challenge, origin)), "attestation", url(object)));
    }

    /** The fields of an assertion. */
    Map<String, String> use(String challenge, String origin, String rp, int flags) throws GeneralSecurityException {
        byte[] client = client("webauthn.get", challenge, origin);
        byte[] authenticator = head(rp, flags);
        Signature signer = Signature.getInstance(kind.signature);
        signer.initSign(pair.getPrivate());
        signer.update(authenticator);
        signer.update(MessageDigest.getInstance("SHA-256").digest(client));
        return new TreeMap<>(Map.of(
                "client_data", url(client), "authenticator_data", url(authenticator), "signature", url(signer.sign())));
    }

    private byte[] cose() {
        if (kind == Kind.RS256) {
            byte[] n = ((RSAPublicKey) pair.getPublic()).getModulus().toByteArray();
            byte[] modulus = Arrays.copyOfRange(n, 1, n.length); // without the byte of the sign
            return join(
                    new byte[] {(byte) 0xa4, 1, 3, 3, 0x39, 1, 0, 0x20}, length(modulus.length), modulus, new byte[] {
                        0x21, 0x43, 1, 0, 1
                    });
        }
        if (kind == Kind.ED25519) {
            byte[] spki = pair.getPublic().getEncoded();
            byte[] x = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            return join(new byte[] {(byte) 0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32}, x);
        }
        byte[] spki = ((ECPublicKey) pair.getPublic()).getEncoded();
        byte[] x = Arrays.copyOfRange(spki, spki.length - 64, spki.length - 32);
        byte[] y = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
        return join(
                new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32}, x, new byte[] {0x22, 0x58, 32}, y);
    }

    /** The head of a byte string. */
    private static byte[] length(int length) {
        return length < 0x100
                ? new byte[] {0x58, (byte) length}
                : new byte[] {0x59, (byte) (length >> 8), (byte) length};
    }

    private static byte[] head(String rp, int flags) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(rp.getBytes(StandardCharsets.UTF_8));
        return join(hash, new byte[] {(byte) flags, 0, 0, 0, 0});
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) (0x60 + utf8.length)}, utf8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
