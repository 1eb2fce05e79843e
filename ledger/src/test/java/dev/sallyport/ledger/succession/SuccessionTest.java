package dev.sallyport.ledger.succession;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final Signer OLD = TestKeys.key(Exports.ORIGIN, 1);
    private static final Signer NEXT = TestKeys.key(Exports.ORIGIN, 2);

    @Test
    void an_endorsement_is_read_back_as_it_was_made_and_holds_where_it_was_made() {
        Receipt rotation = rotation();
        KeySuccession said = KeySuccession.of(rotation).orElseThrow();
        assertEquals(OLD.verifierKey(), said.vkey());
        assertEquals(NEXT.verifierKey(), said.next());
        assertTrue(said.holds(rotation));
    }

    @Test
    void a_key_can_neither_follow_itself_nor_one_of_another_name() {
        Signer other = TestKeys.key("log.example/other", 2);
        for (Signer wrong : new Signer[] {OLD, other}) {
            Malformed refused = assertThrows(
                    Malformed.class, () -> KeySuccession.endorse(OLD, wrong.verifierKey(), "acme", 0, "0".repeat(64)));
            assertEquals("key_endorsement", refused.code());
        }
    }

    @Test
    void every_flipped_bit_of_an_export_with_a_rotation_is_refused() throws IOException {
        byte[] file = new RotatedLog()
                .plain(1, OLD)
                .rotation(OLD, NEXT)
                .plain(1, NEXT)
                .export(NEXT);
        for (VerifyOptions options :
                new VerifyOptions[] {VerifyOptions.none(), VerifyOptions.with(OLD.verifierKey())}) {
            int refused = 0;
            for (int bit = 0; bit < file.length * 8; bit++) {
                byte[] flipped = file.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                Verdict verdict = OfflineVerifier.verify(new ByteArrayInputStream(flipped), options);
                assertInstanceOf(Verdict.Fault.class, verdict, "bit " + bit);
                refused++;
            }
            System.out.println("flipped bits of an export with a rotation refused: " + refused);
        }
    }

    private static Receipt rotation() {
        return Receipt.read(new RotatedLog()
                .plain(1, OLD)
                .rotation(OLD, NEXT)
                .receipts()
                .getLast()
                .canonical());
    }
}
