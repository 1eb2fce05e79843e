package dev.sallyport.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrustLevelTest {
    @Test
    void wireNames_areThoseOfTheContractInTheirOrder() {
        assertEquals(
                "[trusted_internal_signed, trusted_internal_unsigned, semi_trusted_customer, untrusted_external,"
                        + " malicious_suspected, unknown]",
                Arrays.stream(TrustLevel.values())
                        .map(TrustLevel::wire)
                        .toList()
                        .toString());
        for (TrustLevel level : TrustLevel.values()) {
            assertEquals(Optional.of(level), TrustLevel.byWire(level.wire()));
        }
        assertEquals(Optional.empty(), TrustLevel.byWire("TRUSTED_INTERNAL_SIGNED"));
    }

    @Test
    void ceiling_lowersAndNeverRaises() {
        for (TrustLevel stated : TrustLevel.values()) {
            for (TrustLevel ceiling : TrustLevel.values()) {
                TrustLevel capped = stated.cappedAt(ceiling);
                assertTrue(capped.compareTo(stated) >= 0 && capped.compareTo(ceiling) >= 0);
                assertTrue(capped == stated || capped == ceiling);
                assertEquals(capped, TrustLevel.lowest(ceiling, stated));
            }
        }
    }
}
