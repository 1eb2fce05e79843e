package dev.sallyport.server.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransitSignerTest {
    private static final byte[] TEXT = "log.example\n1\n".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private FakeTransit service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeTransit();
        Files.writeString(folder.resolve("token"), FakeTransit.TOKEN + "\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_key_of_the_service_signs_under_the_logs_name() {
        RemoteKey key = RemoteKey.at(place(service.address()), "log.example");
        Signer signer = RemoteKey.parse(key.text()).signer();
        assertEquals("log.example", signer.verifierKey().name());
        assertTrue(signer.verifierKey().verify(TEXT, signer.sign(TEXT)));
    }

    @Test
    void a_rotation_in_the_service_alone_changes_nothing() {
        Signer signer = RemoteKey.at(place(service.address()), "log.example").signer();
        service.rotate();
        assertTrue(signer.verifierKey().verify(TEXT, signer.sign(TEXT)));
        Signer next = RemoteKey.at(place(service.address()), "log.example").signer();
        assertFalse(next.verifierKey().equals(signer.verifierKey()));
        assertTrue(next.verifierKey().verify(TEXT, next.sign(TEXT)));
    }

    @Test
    void a_sealed_service_and_a_refused_token_are_said_without_the_token() throws IOException {
        Signer signer = RemoteKey.at(place(service.address()), "log.example").signer();
        service.status = 503;
        assertRefused("the service answered 503", signer);
        Files.writeString(folder.resolve("token"), "s.stale\n");
        service.status = 200;
        assertRefused("the service answered 403", signer);
        Files.writeString(folder.resolve("token"), "");
        assertRefused("does not hold a token", signer);
    }

    @Test
    void a_signature_over_another_text_is_not_handed_out() {
        Signer signer = RemoteKey.at(place(service.address()), "log.example").signer();
        service.signsAnother = true;
        assertRefused("is not of the key", signer);
    }

    @Test
    void a_key_of_another_type_is_refused() {
        service.type = "ecdsa-p256";
        SigningFailed refused =
                assertThrows(SigningFailed.class, () -> RemoteKey.at(place(service.address()), "log.example"));
        assertTrue(String.valueOf(refused.getMessage()).contains("not of type ed25519"), refused.getMessage());
    }

    @Test
    void plain_http_beyond_loopback_is_refused_before_the_token_is_sent() {
        SigningFailed refused = assertThrows(
                SigningFailed.class, () -> RemoteKey.at(place(URI.create("http://vault.example:8200")), "log.example"));
        assertTrue(String.valueOf(refused.getMessage()).contains("use https"), refused.getMessage());
    }

    private RemoteKey.Place.Transit place(URI address) {
        return new RemoteKey.Place.Transit(address, "transit", FakeTransit.KEY, 0, folder.resolve("token"));
    }

    private static void assertRefused(String what, Signer signer) {
        SigningFailed refused = assertThrows(SigningFailed.class, () -> signer.sign(TEXT));
        assertEquals("key_unusable", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains(what), refused.getMessage());
        assertFalse(String.valueOf(refused.getMessage()).contains("s."), refused.getMessage());
    }
}
