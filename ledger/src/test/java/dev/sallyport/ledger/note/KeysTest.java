package dev.sallyport.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Malformed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private static final byte[] MESSAGE = "message\n".getBytes(UTF_8);

    @Test
    void a_verifier_key_reads_back_from_its_text() {
        VerifierKey key = TestKeys.key("log.example/acme", 1).verifierKey();
        assertEquals(key, VerifierKey.parse(key.encoded()));
        assertEquals(key.name() + "+" + key.hash(), key.id());
        assertTrue(key.encoded().startsWith(key.id() + "+"));
    }

    @ParameterizedTest
    @CsvSource({
        "vkey_malformed, name",
        "vkey_malformed, name+00000000",
        "vkey_malformed, name+0000000+AA==",
        "vkey_malformed, name+0000000G+AA==",
        "vkey_malformed, name+00000000+",
        "vkey_unknown_type, name+00000000+AA==",
        "vkey_unknown_type, name+00000000+Bg==",
        "vkey_malformed, name+00000000+BA==",
        "vkey_malformed, name+00000000+AQ==",
        "base64_not_strict, name+00000000+AQ",
        "base64_not_strict, name+00000000+AR==",
        "vkey_wrong_hash, example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "vkey_wrong_hash, example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "key_name, exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    })
    void a_text_that_is_no_verifier_key_is_refused_by_name(String code, String text) {
        assertEquals(
                code,
                assertThrows(Malformed.class, () -> VerifierKey.parse(text)).code());
    }

    @Test
    @Tag("exhaustive")
    void every_flipped_bit_of_a_verifier_key_gives_no_key() {
        byte[] text =
                TestKeys.key("log.example/acme", 1).verifierKey().encoded().getBytes(UTF_8);
        for (int bit = 0; bit < text.length * 8; bit++) {
            byte[] flipped = text.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(Malformed.class, () -> VerifierKey.parse(new String(flipped, UTF_8)), "bit " + bit);
        }
    }

    @Test
    void the_first_test_of_rfc_8032_section_7_1_verifies() {
        byte[] publicKey = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] signature = HexFormat.of()
                .parseHex(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                                + "d25bf5f0595bbe24655141438e7a100b");
        VerifierKey key = new VerifierKey("test", SignatureType.ED25519, publicKey);
        assertTrue(key.verify(new byte[0], signature));
        assertFalse(key.verify(new byte[1], signature));
        assertFalse(key.verify(new byte[0], new byte[64]));
        assertFalse(key.verify(new byte[0], new byte[63]));
    }

    @Test
    void a_signature_with_a_scalar_beyond_the_order_is_refused() {
        Ed25519Key key = TestKeys.key("test", 1);
        byte[] signature = key.sign(MESSAGE);
        // The order of the base point (RFC 8032 section 5.1), little-endian: the same signature, spelled differently.
        byte[] order = HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            int sum = (signature[32 + i] & 0xff) + (order[i] & 0xff) + carry;
            signature[32 + i] = (byte) sum;
            carry = sum >> 8;
        }
        assertEquals(0, carry);
        assertFalse(key.verifierKey().verify(MESSAGE, signature));
    }

    @Test
    void a_key_survives_its_file(@TempDir Path folder) throws IOException {
        Ed25519Key key = Ed25519Key.generate("log.example/acme", new SecureRandom());
        Path file = folder.resolve("log.key");
        KeyFile.write(file, key);
        Ed25519Key read = KeyFile.read(file);
        assertEquals(key.verifierKey(), read.verifierKey());
        assertTrue(key.verifierKey().verify(MESSAGE, read.sign(MESSAGE)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertThrows(FileAlreadyExistsException.class, () -> KeyFile.write(file, key));
    }

    @Test
    void a_key_file_that_others_may_read_is_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("log.key");
        KeyFile.write(file, TestKeys.key("log.example/acme", 1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                "key_file_open",
                assertThrows(Malformed.class, () -> KeyFile.read(file)).code());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        KeyFile.read(file);
    }

    @Test
    void a_key_file_whose_halves_do_not_belong_together_is_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("log.key");
        KeyFile.write(file, TestKeys.key("log.example/acme", 1));
        List<String> lines = Files.readAllLines(file);
        String other = TestKeys.key("log.example/acme", 2).verifierKey().encoded();
        Files.writeString(file, String.join("\n", other, lines.get(1), lines.get(2), lines.get(3), ""));
        assertEquals(
                "key_malformed",
                assertThrows(Malformed.class, () -> KeyFile.read(file)).code());
        String secret = Base64.getEncoder().encodeToString(new byte[48]);
        Files.writeString(file, String.join("\n", lines.get(0), lines.get(1), secret, lines.get(3), ""));
        assertEquals(
                "key_malformed",
                assertThrows(Malformed.class, () -> KeyFile.read(file)).code());
        Files.writeString(file, lines.get(0) + "\n");
        assertEquals(
                "key_malformed",
                assertThrows(Malformed.class, () -> KeyFile.read(file)).code());
    }

    @Test
    void key_material_has_no_text_form() throws NoSuchMethodException {
        assertEquals(Object.class, Ed25519Key.class.getMethod("toString").getDeclaringClass());
    }
}
