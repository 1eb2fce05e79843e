package dev.sallyport.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import org.junit.jupiter.api.Test;

final class ActionTest {
    private static final Action PAY = new Action(
            "bank",
            "pay",
            null,
            true,
            JsonObject.builder().put("to", "Ada").put("cents", 9870).build());

    @Test
    void action_comesBackFromItsMembers() {
        assertEquals(PAY, Action.fromJson(PAY.toJson()));
    }

    @Test
    void canonicalBytes_areWhatIsHashed() {
        assertEquals(
                "{\"action\":\"pay\",\"mutates_state\":true,\"parameters\":{\"cents\":9870,\"to\":\"Ada\"},"
                        + "\"resource\":null,\"tool\":\"bank\"}",
                new String(PAY.canonical(Scheme.SALLYPORT_JCS_2), UTF_8));
        for (Scheme scheme : Scheme.values()) {
            assertEquals(ActionHash.ofCanonical(PAY.canonical(scheme), scheme), PAY.hash(scheme));
        }
    }

    @Test
    void swappedArgument_changesTheHash() {
        JsonObject other =
                JsonObject.builder().put("to", "Eve").put("cents", 9870).build();
        Action swapped = new Action("bank", "pay", null, true, other);
        assertNotEquals(PAY.hash(Scheme.SALLYPORT_JCS_2), swapped.hash(Scheme.SALLYPORT_JCS_2));
    }

    @Test
    void emptyResource_isNoMissingOne() {
        Action empty = new Action("bank", "pay", "", true, PAY.parameters());
        assertNotEquals(PAY.hash(Scheme.SALLYPORT_JCS_2), empty.hash(Scheme.SALLYPORT_JCS_2));
    }

    @Test
    void namelessAction_cannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new Action("", "pay", null, true, JsonObject.of()));
        assertThrows(IllegalArgumentException.class, () -> new Action("bank", "", null, true, JsonObject.of()));
    }

    @Test
    void hash_isSixtyFourLowerCaseDigits() {
        assertThrows(IllegalArgumentException.class, () -> new ActionHash(Scheme.AEGIS_JCS_1, "A".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new ActionHash(Scheme.AEGIS_JCS_1, "a".repeat(63)));
        assertThrows(IllegalArgumentException.class, () -> new ActionHash(Scheme.AEGIS_JCS_1, "g".repeat(64)));
    }
}
