package dev.sallyport.govern.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Malformed;
import org.junit.jupiter.api.Test;

class DeletionTokenTest {
    private static final JsonObject GOOD =
            DeletionToken.sign(Runs.key("a"), Runs.START).form();

    private static JsonObject with(String member, JsonObject from) {
        JsonObject.Builder out = JsonObject.builder();
        GOOD.members().forEach((name, value) -> {
            var other = from.get(name);
            out.put(name, name.equals(member) && other != null ? other : value);
        });
        return out.build();
    }

    @Test
    void aTokenOfToday_namesItsCustomer() {
        assertEquals(Runs.customer("a"), DeletionToken.check(GOOD, Runs.START + DeletionToken.GOOD_FOR_MILLIS));
        assertNotEquals(Runs.customer("a"), Runs.customer("b"));
    }

    @Test
    void anOldToken_anotherKey_anotherCustomer_orAnotherNote_isRefused() {
        assertThrows(Malformed.class, () -> DeletionToken.check(GOOD, Runs.START + DeletionToken.GOOD_FOR_MILLIS + 1));
        JsonObject other = DeletionToken.sign(Runs.key("b"), Runs.START).form();
        for (String member : new String[] {"customer", "key", "note"}) {
            assertThrows(Malformed.class, () -> DeletionToken.check(with(member, other), Runs.START), member);
        }
    }
}
