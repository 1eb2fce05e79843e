package dev.sallyport.ledger.commitment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitmentTest {
    private static final byte[] CONTENT = "to: alice@example.com".getBytes(UTF_8);

    @Test
    void a_commitment_opens_with_its_salt_and_content_alone() {
        Salt salt = Salt.next(new Random(1));
        Commitment commitment = Commitment.to(salt, CONTENT);
        assertTrue(commitment.opensWith(Salt.of(salt.bytes()), CONTENT));
        assertFalse(commitment.opensWith(Salt.next(new Random(2)), CONTENT));
        assertFalse(commitment.opensWith(salt, "to: mallory@example.com".getBytes(UTF_8)));
    }

    @Test
    void the_hashed_bytes_are_domain_salt_and_content() {
        Salt salt = Salt.of(new byte[Salt.BYTES]);
        byte[] zeros = new byte[32];
        assertEquals(
                Hex.of(Sha256.of("sallyport/commitment/1\n".getBytes(UTF_8), zeros, CONTENT)),
                Commitment.to(salt, CONTENT).hex());
        assertEquals(
                Hex.of(Sha256.of("sallyport/facts/1\n".getBytes(UTF_8), zeros, CONTENT)),
                FactsDigest.of(salt, CONTENT).hex());
        assertNotEquals(
                Commitment.to(salt, CONTENT).hex(),
                FactsDigest.of(salt, CONTENT).hex());
    }

    @Test
    void facts_are_recognised_by_their_digest() {
        Salt salt = Salt.next(new Random(3));
        FactsDigest digest = FactsDigest.of(salt, CONTENT);
        assertTrue(digest.opensWith(salt, CONTENT));
        assertFalse(digest.opensWith(salt, new byte[0]));
    }

    @Test
    void a_salt_of_another_length_is_refused_and_none_has_a_text_form() throws NoSuchMethodException {
        assertThrows(IllegalArgumentException.class, () -> Salt.of(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> new Commitment("AB".repeat(32)));
        assertEquals(Object.class, Salt.class.getMethod("toString").getDeclaringClass());
    }
}
