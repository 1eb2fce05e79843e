package dev.sallyport.gate.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, section 3.2. */
class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PLAIN = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void a_traceparent_of_version_00_is_read_and_written_as_it_was() {
        TraceParent read = TraceParent.parse(PLAIN).orElseThrow();
        assertEquals(new TraceParent(TRACE, SPAN, "01"), read);
        assertEquals(PLAIN, read.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-what a later version says", "-01-02"})
    void of_a_later_version_what_we_know_is_kept_and_nothing_else(String more) {
        TraceParent read =
                TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-09" + more).orElseThrow();
        assertEquals("00-" + TRACE + "-" + SPAN + "-09", read.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                TRACE,
                PLAIN + "-",
                PLAIN + "-00",
                " " + PLAIN,
                PLAIN + "\n",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "0-" + TRACE + "-" + SPAN + "-01",
                "0g-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-0X",
                "00_" + TRACE + "_" + SPAN + "_01",
                "01-" + TRACE + "-" + SPAN + "-01x",
                "00-" + SPAN + "-" + TRACE + "-01"
            })
    void anything_else_is_none(String text) {
        assertEquals(Optional.empty(), TraceParent.parse(text));
    }

    @Test
    void a_text_without_end_is_not_looked_at() {
        assertEquals(Optional.empty(), TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-01-" + "a".repeat(1 << 20)));
    }

    @Test
    void a_request_with_two_fields_names_none() {
        assertEquals(Optional.empty(), TraceParent.of(List.of()));
        assertEquals(Optional.empty(), TraceParent.of(List.of(PLAIN, PLAIN)));
        assertEquals(
                PLAIN, TraceParent.of(List.of(" " + PLAIN + "\t")).orElseThrow().text());
    }

    @Test
    void none_can_be_made_of_another_form() {
        assertThrows(IllegalArgumentException.class, () -> new TraceParent("0".repeat(32), SPAN, "01"));
        assertThrows(IllegalArgumentException.class, () -> new TraceParent(TRACE, "anna", "01"));
        assertThrows(IllegalArgumentException.class, () -> new TraceParent(TRACE, SPAN, ""));
    }
}
