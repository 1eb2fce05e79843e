package dev.sallyport.server.passkey;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Checks what a device sends, for one origin (WebAuthn level 2, sections 7.1 and 7.2). Attestations are not asked for and only
 * {@code none} is taken; the person must have been verified on the device. Signature counters are not kept: keys that are synced
 * between devices have none. Immutable.
 */
public final class Ceremony {
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int HAS_KEY = 0x40;
    private static final int HAS_EXTENSIONS = 0x80;
    private static final int HEAD = 37;
    private static final int AAGUID = 16;
    private static final int MOST_ID = 1023;

    private final String origin;
    private final byte[] rpIdHash;
    private final String rpId;

    /** @param console where people's browsers see the console */
    public Ceremony(URI console) {
        String scheme = console.getScheme().toLowerCase(Locale.ROOT);
        this.rpId = console.getHost().toLowerCase(Locale.ROOT);
        boolean usual = console.getPort() < 0 || console.getPort() == (scheme.equals("https") ? 443 : 80);
        this.origin = scheme + "://" + rpId + (usual ? "" : ":" + console.getPort());
        this.rpIdHash = sha256(rpId.getBytes(StandardCharsets.UTF_8));
    }

    /** The relying party's id, which devices bind keys to. */
    public String rpId() {
        return rpId;
    }

    /** A key as it is to be kept: credential id and SubjectPublicKeyInfo in base64url, COSE algorithm. */
    public record Registered(String id, int algorithm, String publicKey) {}

    /**
     * A device made a key.
     *
     * @param challenge what was asked for this once
     * @throws PasskeyRefused unless everything holds
     */
    public Registered register(byte[] challenge, byte[] clientData, byte[] attestationObject) {
        checkClient("webauthn.create", challenge, clientData);
        Cbor.Read read = Cbor.map(attestationObject, 0);
        boolean none = "none".equals(read.map().get("fmt"))
                && read.map().get("attStmt") instanceof Map<?, ?> statement
                && statement.isEmpty()
                && read.map().size() == 3
                && read.end() == attestationObject.length;
        if (!none || !(read.map().get("authData") instanceof byte[] data)) {
            throw new PasskeyRefused("an attestation of another form than `none`");
        }
        int flags = checkAuthenticator(data);
        if ((flags & HAS_KEY) == 0 || data.length < HEAD + AAGUID + 2) {
            throw new PasskeyRefused("no key was sent");
        }
        int length = ((data[HEAD + AAGUID] & 0xff) << 8) | (data[HEAD + AAGUID + 1] & 0xff);
        int from = HEAD + AAGUID + 2;
        if (length == 0 || length > MOST_ID || from + length > data.length) {
            throw new PasskeyRefused("a credential id that is empty, too long or cut off");
        }
        Cbor.Read key = Cbor.map(data, from + length);
        if ((flags & HAS_EXTENSIONS) == 0 && key.end() != data.length) {
            throw new PasskeyRefused("something follows the key");
        }
        CoseKey cose = CoseKey.of(key.map());
        String id =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(data, from, from + length));
        return new Registered(id, cose.algorithm(), cose.spki());
    }

    /**
     * A device used a key.
     *
     * @throws PasskeyRefused unless everything holds
     */
    public void verify(
            Registered key, byte[] challenge, byte[] clientData, byte[] authenticatorData, byte[] signature) {
        checkClient("webauthn.get", challenge, clientData);
        checkAuthenticator(authenticatorData);
        byte[] hash = sha256(clientData);
        byte[] signed = Arrays.copyOf(authenticatorData, authenticatorData.length + hash.length);
        System.arraycopy(hash, 0, signed, authenticatorData.length, hash.length);
        if (!new CoseKey(key.algorithm(), key.publicKey()).verifies(signed, signature)) {
            throw new PasskeyRefused("the signature is not that key's over this");
        }
    }

    private void checkClient(String type, byte[] challenge, byte[] clientData) {
        JsonObject client = parsed(clientData);
        if (!type.equals(text(client, "type"))) {
            throw new PasskeyRefused("another ceremony than `" + type + "`");
        }
        String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
        if (!MessageDigest.isEqual(bytes(expected), bytes(text(client, "challenge")))) {
            throw new PasskeyRefused("another challenge than was asked");
        }
        if (!origin.equals(text(client, "origin"))) {
            throw new PasskeyRefused("it was done on another origin than the console's");
        }
        if (JsonBoolean.TRUE.equals(client.get("crossOrigin"))) {
            throw new PasskeyRefused("it was done inside a page of another origin");
        }
    }

    private int checkAuthenticator(byte[] data) {
        if (data.length < HEAD || !MessageDigest.isEqual(rpIdHash, Arrays.copyOf(data, rpIdHash.length))) {
            throw new PasskeyRefused("it is for another host than the console's");
        }
        int flags = data[rpIdHash.length] & 0xff;
        if ((flags & PRESENT) == 0 || (flags & VERIFIED) == 0) {
            throw new PasskeyRefused("the device did not verify the person");
        }
        return flags;
    }

    private static JsonObject parsed(byte[] clientData) {
        try {
            if (StrictJson.parse(clientData) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson e) {
            throw new PasskeyRefused("client data that is no JSON");
        }
        throw new PasskeyRefused("client data that is no object");
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
