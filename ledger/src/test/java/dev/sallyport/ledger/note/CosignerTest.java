package dev.sallyport.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CosignerTest {
    private static final Ed25519Key KEY = TestKeys.key("witness.example/w1", 2);
    private static final Cosigner COSIGNER = Cosigner.with(KEY);
    private static final String TEXT = "log.example/acme\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    @Test
    void a_cosignature_holds_for_its_text_and_its_moment() {
        byte[] signature = COSIGNER.cosign(TEXT, 1_770_000_000L).signature();
        assertEquals(72, signature.length);
        assertTrue(COSIGNER.verifierKey().verify(TEXT.getBytes(UTF_8), signature));
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertFalse(COSIGNER.verifierKey().verify(TEXT.getBytes(UTF_8), flipped), "bit " + bit);
        }
        assertFalse(COSIGNER.verifierKey().verify((TEXT + "x\n").getBytes(UTF_8), signature));
    }

    @Test
    void a_cosignature_is_no_signature_of_the_same_key_and_has_another_id() {
        byte[] signature = COSIGNER.cosign(TEXT, 5).signature();
        assertFalse(KEY.verifierKey().verify(TEXT.getBytes(UTF_8), signature));
        assertFalse(COSIGNER.verifierKey().verify(TEXT.getBytes(UTF_8), KEY.sign(TEXT.getBytes(UTF_8))));
        assertNotEquals(KEY.verifierKey().hash(), COSIGNER.verifierKey().hash());
        assertEquals(
                COSIGNER.verifierKey(), VerifierKey.parse(COSIGNER.verifierKey().encoded()));
    }

    @Test
    void a_moment_before_1970_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> COSIGNER.cosign(TEXT, -1));
    }
}
