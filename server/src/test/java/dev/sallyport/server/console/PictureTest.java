package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static String drawn(String label, String below) {
        List<Picture.Node> nodes = List.of(
                new Picture.Node(0, label, below, Picture.Mark.BAD),
                new Picture.Node(0, "mail/inbox", "unknown", Picture.Mark.DOUBT),
                new Picture.Node(1, "mail/send", "deny", Picture.Mark.BAD));
        List<Picture.Edge> edges =
                List.of(new Picture.Edge(0, 2, Picture.Mark.BAD), new Picture.Edge(1, 2, Picture.Mark.DOUBT));
        StringBuilder out = new StringBuilder();
        new Picture("led", "From sources to sinks", nodes, edges).draw(out);
        return out.toString();
    }

    @Test
    void the_same_story_is_the_same_picture() {
        assertEquals(drawn("web/page", "untrusted external"), drawn("web/page", "untrusted external"));
    }

    @Test
    void a_shorter_column_stands_in_the_middle_of_the_tallest_and_lines_end_at_boxes() {
        String svg = drawn("web/page", "untrusted external");
        assertTrue(svg.contains("viewBox=\"0 0 580 110\""), svg);
        assertTrue(svg.contains("<rect x=\"322\" y=\"32\""), svg);
        assertTrue(svg.contains("d=\"M258 25 C290 25 290 55 322 55\""), svg);
        assertTrue(svg.contains("d=\"M258 85 C290 85 290 55 322 55\""), svg);
    }

    @Test
    void what_colour_says_a_sign_says_too_and_a_list_is_promised_to_those_who_dont_see_it() {
        String svg = drawn("web/page", "untrusted external");
        assertTrue(svg.contains("class=\"sign\">✗<") && svg.contains("class=\"sign\">?<"), svg);
        assertTrue(svg.contains("role=\"img\"") && svg.contains("aria-labelledby=\"led-t led-d\""), svg);
        assertTrue(svg.contains("<title id=\"led-t\">From sources to sinks</title>"), svg);
    }

    @Test
    void a_strangers_words_are_marked_escaped_and_never_wider_than_their_box() {
        String svg = drawn("</text><script>alert(1)</script>\u202e\" onload=x", "x".repeat(100_000));
        assertFalse(svg.contains("<script") || svg.contains("\u202e"), svg);
        assertTrue(svg.contains("&lt;/text&gt;&lt;script&gt;"), svg);
        assertTrue(svg.length() < 3_000, "everything is cut");
        assertTrue(drawn("a\u202eb", "").contains("a\\u{202e}b"), svg);
    }
}
