package dev.sallyport.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.text.visible.Visible;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void what_a_terminal_would_act_on_is_marked_in_every_text() {
        assertEquals("a\\u{1b}[2Jb", Visible.line("a\u001b[2Jb"));
        assertEquals("a\\u{9b}2J\\u{7f}", Visible.line("a\u009b2J\u007f"));
        assertEquals("\\u{202e}txt\\u{2066}", Visible.line("\u202etxt\u2066"));
        assertEquals("pay\\u{200b}pal\\u{feff}", Visible.line("pay\u200bpal\ufeff"));
        assertEquals("a\\u{a0}b\\u{2028}c", Visible.line("a\u00a0b\u2028c"));
        assertEquals("\\u{e0041}\\u{fe0f}\\u{e0100}", Visible.line("\udb40\udc41\ufe0f\udb40\udd00"));
        assertEquals("\\u{3164}\\u{d800}", Visible.line("\u3164\ud800"));
    }

    @Test
    void plain_text_of_any_language_stays_readable() {
        for (String text : new String[] {
            "r\u00e9sum\u00e9 of 5 \u20ac",
            "\u041f\u0435\u0440\u0435\u0432\u043e\u0434 \u0434\u0435\u043d\u0435\u0433",
            "\u0645\u0631\u062d\u0628\u0627",
            "\u6771\u4eac\u306e\u5929\u6c17",
            "\u0928\u092e\u0938\u094d\u0924\u0947",
            "\u2014 \ud83d\ude00"
        }) {
            assertEquals(text, Visible.line(text));
            assertEquals(text, Visible.strict(text));
        }
    }

    @Test
    void letters_that_read_as_others_are_marked_for_whoever_decides() {
        assertEquals("p\\u{430}ypal.com", Visible.strict("p\u0430ypal.com"));
        assertEquals("\\u{440}\\u{430}\\u{443}.com", Visible.strict("\u0440\u0430\u0443.com"));
        assertEquals("\\u{ff45}xample", Visible.strict("\uff45xample"));
        assertEquals("\\u{1d41a}bc", Visible.strict("\ud835\udc1abc"));
        assertEquals("a\\u{2044}b\\u{2215}c\\u{ff0f}d", Visible.strict("a\u2044b\u2215c\uff0fd"));
        assertEquals("e\\u{301}", Visible.strict("e\u0301"));
    }

    @Test
    void json_for_programs_reads_back_as_what_was_meant() {
        String text = "a\u202e\u001b\u200b\udb40\udc41\u00a0\u2028 z\u00e9";
        String written = JsonText.of(new JsonString(text));
        assertTrue(written.chars().allMatch(c -> c < 0x7f || c == '\u00e9'), written);
        assertEquals(new JsonString(text), StrictJson.parse(written.getBytes(StandardCharsets.UTF_8)));
    }
}
