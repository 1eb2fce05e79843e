package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.server.passkey.Ceremony;
import dev.sallyport.server.passkey.PasskeyRefused;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A registration is taken as one exact form, or not at all. */
class CeremonyTest {
    private static final String ORIGIN = "https://gate.example:8443";
    private static final String RP = "gate.example";
    private static final byte[] CHALLENGE = new byte[32];

    private final Ceremony ceremony = new Ceremony(URI.create(ORIGIN));

    private static byte[] field(Map<String, String> fields, String name) {
        return Base64.getUrlDecoder().decode(Objects.requireNonNull(fields.get(name)));
    }

    private static Map<String, String> made(boolean ed25519) throws GeneralSecurityException {
        return new SoftKey(ed25519).create(SoftKey.url(CHALLENGE), ORIGIN, RP);
    }

    private void refused(byte[] client, byte[] object) {
        assertThrows(PasskeyRefused.class, () -> ceremony.register(CHALLENGE, client, object));
    }

    @Test
    void each_kind_of_key_is_taken_and_its_signature_holds_for_what_it_signed_alone() throws GeneralSecurityException {
        for (SoftKey.Kind kind : SoftKey.Kind.values()) {
            SoftKey device = new SoftKey(kind);
            Map<String, String> made = device.create(SoftKey.url(CHALLENGE), ORIGIN, RP);
            Ceremony.Registered key =
                    ceremony.register(CHALLENGE, field(made, "client_data"), field(made, "attestation"));
            assertEquals(
                    switch (kind) {
                        case ED25519 -> -8;
                        case ES256 -> -7;
                        case RS256 -> -257;
                    },
                    key.algorithm());
            Map<String, String> used = device.use(SoftKey.url(CHALLENGE), ORIGIN, RP, SoftKey.VERIFIED);
            byte[] signature = field(used, "signature");
            verify(key, used, signature);
            signature[signature.length - 1] ^= 1;
            assertThrows(PasskeyRefused.class, () -> verify(key, used, signature), kind::name);
        }
    }

    private void verify(Ceremony.Registered key, Map<String, String> used, byte[] signature) {
        ceremony.verify(key, CHALLENGE, field(used, "client_data"), field(used, "authenticator_data"), signature);
    }

    @Test
    void a_short_rsa_key_or_one_of_another_form_is_refused() throws GeneralSecurityException {
        Map<String, String> brief = new SoftKey(SoftKey.Kind.RS256, 1024).create(SoftKey.url(CHALLENGE), ORIGIN, RP);
        refused(field(brief, "client_data"), field(brief, "attestation"));
        Map<String, String> made = new SoftKey(SoftKey.Kind.RS256).create(SoftKey.url(CHALLENGE), ORIGIN, RP);
        byte[] object = field(made, "attestation");
        for (int fromEnd : new int[] {1, 2, 3, 4, 5}) { // the exponent and its label
            byte[] changed = object.clone();
            changed[object.length - fromEnd] ^= 0x02;
            refused(field(made, "client_data"), changed);
        }
        for (int length = 0; length < object.length; length++) {
            refused(field(made, "client_data"), Arrays.copyOf(object, length));
        }
    }

    @Test
    void what_is_cut_off_longer_or_changed_in_its_form_is_refused() throws GeneralSecurityException {
        for (boolean ed25519 : new boolean[] {true, false}) {
            Map<String, String> made = made(ed25519);
            byte[] client = field(made, "client_data");
            byte[] object = field(made, "attestation");
            for (int length = 0; length < object.length; length++) {
                refused(client, Arrays.copyOf(object, length));
            }
            refused(client, Arrays.copyOf(object, object.length + 1));
            // Everything before the credential id is of one fixed form, but for the counter and the device's model.
            int data = object.length - (ed25519 ? 37 + 18 + 32 + 42 : 37 + 18 + 32 + 77);
            for (int at = 0; at < data + 33; at++) {
                byte[] changed = object.clone();
                changed[at] ^= (byte) 0x04;
                refused(client, changed);
            }
        }
    }

    @Test
    void another_challenge_ceremony_or_origin_is_refused() throws GeneralSecurityException {
        Map<String, String> made = made(true);
        byte[] object = field(made, "attestation");
        String challenge = SoftKey.url(CHALLENGE);
        refused(SoftKey.client("webauthn.get", challenge, ORIGIN), object);
        refused(SoftKey.client("webauthn.create", SoftKey.url(new byte[31]), ORIGIN), object);
        refused(SoftKey.client("webauthn.create", challenge, "https://gate.example"), object);
        refused("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), object);
        refused("[".getBytes(java.nio.charset.StandardCharsets.UTF_8), object);
    }
}
