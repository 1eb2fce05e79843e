package dev.sallyport.gate.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "a  b", "a\tb", "a\u007fb", "a\u0085b", "a\u202eb", "a\u200bb", "a\u00a0b"})
    void label_thatCouldLookLikeAnother_isRefused(String value) {
        assertThrows(IllegalArgumentException.class, () -> Name.label("name", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "The night shift", "Zoë's mail agent", "部署"})
    void label_thatPeopleWrite_isKept(String value) {
        assertEquals(value, Name.label("name", value));
    }

    @Test
    void name_withASpace_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Name.check("session", "a b"));
    }
}
