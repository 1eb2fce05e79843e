package dev.sallyport.server.keys;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a key's file when the key itself is elsewhere: the verifier key on the first line, the {@link Place} of the
 * secret half as JSON on the second. It holds no secret.
 */
public record RemoteKey(VerifierKey verifierKey, Place place) {
    private static final int MAX_BYTES = 4096;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 2, 16, MAX_BYTES);

    /** Where a secret half is and how to get at it. */
    public sealed interface Place {
        /**
         * A token behind a PKCS#11 library.
         *
         * @param library the shared library
         * @param token the token's label
         * @param pinFile the file whose first line is the user's PIN
         * @param label the label of exactly one key pair
         */
        record Pkcs11(Path library, String token, Path pinFile, String label) implements Place {}

        /**
         * A transit engine as Vault and OpenBao have it.
         *
         * @param address of the service, {@code https}, or {@code http} on loopback
         * @param mount where the engine is mounted
         * @param key the key's name there
         * @param version which version of it, from 1
         * @param tokenFile the file whose first line is the client token; read at each signature, so that it can be renewed
         */
        record Transit(URI address, String mount, String key, long version, Path tokenFile) implements Place {}
    }

    /** Whether this text is such a file and not a key in PEM. */
    public static boolean isOne(String text) {
        return text.contains("\n{");
    }

    /**
     * Reads the file's text.
     *
     * @throws Malformed {@code key_malformed}, or a code of {@link VerifierKey#parse}
     */
    public static RemoteKey parse(String text) {
        String[] lines = text.split("\n", -1);
        if (text.length() > MAX_BYTES || lines.length != 3 || !lines[2].isEmpty()) {
            throw new Malformed(
                    "key_malformed", "a key's file must hold a verifier key and one line that says where it is");
        }
        try {
            if (!(StrictJson.parse(lines[1].getBytes(StandardCharsets.UTF_8), LIMITS) instanceof JsonObject object)) {
                throw new Malformed("key_malformed", "the place of a key must be an object");
            }
            return new RemoteKey(VerifierKey.parse(lines[0], SignatureType.ED25519), place(object));
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new Malformed("key_malformed", "the place of the key can't be read: " + e.getMessage());
        }
    }

    private static Place place(JsonObject object) {
        if (object.get("library") != null) {
            Members m = Members.exactly(List.of("label", "library", "pin_file", "token"), object);
            return new Place.Pkcs11(
                    Path.of(m.string("library")), m.string("token"), Path.of(m.string("pin_file")), m.string("label"));
        }
        Members m = Members.exactly(List.of("address", "key", "mount", "token_file", "version"), object);
        return new Place.Transit(
                URI.create(m.string("address")),
                m.string("mount"),
                m.string("key"),
                m.natural("version"),
                Path.of(m.string("token_file")));
    }

    /** The file's text. */
    public String text() {
        JsonObject object = switch (place) {
            case Place.Pkcs11 p ->
                JsonObject.builder()
                        .put("label", p.label())
                        .put("library", p.library().toString())
                        .put("pin_file", p.pinFile().toString())
                        .put("token", p.token())
                        .build();
            case Place.Transit t ->
                JsonObject.builder()
                        .put("address", t.address().toString())
                        .put("key", t.key())
                        .put("mount", t.mount())
                        .put("token_file", t.tokenFile().toString())
                        .put("version", t.version())
                        .build();
        };
        return verifierKey.encoded() + "\n"
                + new String(CanonicalForm.of(object, Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8) + "\n";
    }

    /**
     * The key that lies at a place, under the name of a log.
     *
     * @throws dev.sallyport.ledger.note.SigningFailed {@code key_unusable} when it can't be reached, or is no Ed25519 key
     */
    public static RemoteKey at(Place place, String name) {
        return switch (place) {
            case Place.Pkcs11 p -> new RemoteKey(key(name, Pkcs11Signer.publicKey(p)), p);
            case Place.Transit t -> {
                TransitSigner.Found found = TransitSigner.find(t);
                Place.Transit pinned =
                        new Place.Transit(t.address(), t.mount(), t.key(), found.version(), t.tokenFile());
                yield new RemoteKey(key(name, found.publicKey()), pinned);
            }
        };
    }

    private static VerifierKey key(String name, byte[] publicKey) {
        return new VerifierKey(name, SignatureType.ED25519, publicKey);
    }

    /** The key, which is reached when it first signs. */
    public Signer signer() {
        return switch (place) {
            case Place.Pkcs11 p -> new Pkcs11Signer(verifierKey, p);
            case Place.Transit t -> new TransitSigner(verifierKey, t);
        };
    }

    /** For people: which kind of place. */
    public String kind() {
        return switch (place) {
            case Place.Pkcs11 p -> "pkcs11";
            case Place.Transit t -> "transit";
        };
    }

    /** The first line of a file that holds a secret, empty when it can't be read or is blank. */
    static Optional<String> secret(Path file) {
        try {
            return java.nio.file.Files.readString(file)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty());
        } catch (java.io.IOException unreadable) {
            return Optional.empty();
        }
    }
}
