package dev.sallyport.server.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.ledger.receipt.SealedReceipt;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AuditFormTest {
    @Test
    void a_damaged_receipt_has_a_line_that_says_so_and_names_its_place() {
        SealedReceipt damaged =
                new SealedReceipt("{\"torn\":".getBytes(StandardCharsets.UTF_8), new byte[32], 7, "rcp_7");
        assertEquals(
                "{\"event\":\"receipt.unreadable\",\"receipt.hash\":\"" + "0".repeat(64)
                        + "\",\"receipt.id\":\"rcp_7\",\"receipt.sequence\":7,\"tenant\":\"acme\"}",
                new String(AuditLine.canonical(AuditForm.of("acme", damaged)), StandardCharsets.UTF_8));
    }
}
