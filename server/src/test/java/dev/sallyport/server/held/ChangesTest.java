package dev.sallyport.server.held;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static Changes between(String before, String now) {
        return Changes.between(json(before), json(now));
    }

    private static JsonObject json(String text) {
        return (JsonObject) StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> said(Changes changes) {
        return changes.shown().stream()
                .map(change -> change.kind() + " " + change.argument()
                        + change.before().map(b -> " " + b.text()).orElse("")
                        + change.now().map(n -> " > " + n.text()).orElse(""))
                .toList();
    }

    @Test
    void the_same_call_differs_in_nothing() {
        Changes changes = between("{'parameters':{'n':7,'to':['a','b']}}", "{'parameters':{'to':['a','b'],'n':7}}");
        assertEquals(List.of(), changes.shown());
        assertEquals(3, changes.same());
    }

    @Test
    void each_value_is_compared_at_its_own_place() {
        Changes changes = between(
                "{'parameters':{'n':7,'to':['a','b'],'cc':'x'}}", "{'parameters':{'n':8,'to':['a'],'bcc':'y'}}");
        assertEquals(
                List.of(
                        "changed parameters.n 7 > 8",
                        "added parameters.bcc > \"y\"",
                        "gone parameters.to[1] \"b\"",
                        "gone parameters.cc \"x\""),
                said(changes));
        assertEquals(1, changes.same());
        assertEquals(4, changes.differing());
    }

    @Test
    void another_kind_of_value_differs_though_it_reads_alike() {
        assertEquals(List.of("changed n 1 > \"1\""), said(between("{'n':1}", "{'n':'1'}")));
        assertEquals(List.of("changed n {} > []"), said(between("{'n':{}}", "{'n':[]}")));
    }

    @Test
    void a_name_with_a_dot_is_no_nested_one() {
        assertEquals(List.of("added \"a.b\" > 1", "gone a.b 1"), said(between("{'a':{'b':1}}", "{'a.b':1}")));
    }

    @Test
    void what_the_eye_would_miss_is_what_is_marked() {
        Change change = between("{'to':'paypal.example'}", "{'to':'p\u0430ypal.example'}")
                .shown()
                .getFirst();
        assertEquals("p\\u{430}ypal", change.now().orElseThrow().differs());
        assertEquals("paypal", change.before().orElseThrow().differs());
        assertTrue(between("{'a':'x'}", "{'a':'x\u202e'}")
                .shown()
                .getFirst()
                .now()
                .orElseThrow()
                .text()
                .contains("\\u{202e}"));
    }

    @Test
    void of_a_long_text_the_place_that_differs_is_shown() {
        String same = "word ".repeat(10_000);
        Change change = between(
                        "{'a':'" + same + "ten euros" + same + "'}",
                        "{'a':'" + same + "ten thousand euros" + same + "'}")
                .shown()
                .getFirst();
        Excerpt now = change.now().orElseThrow();
        assertTrue(now.differs().contains("thousand"), now::toString);
        assertTrue(now.text().length() < 200, now::toString);
        assertTrue(now.text().startsWith("..."), now::toString);
    }

    @Test
    void however_much_differs_the_first_hundred_are_shown_and_all_are_counted() {
        StringBuilder many = new StringBuilder("{'z':0");
        for (int i = 0; i < 300; i++) {
            many.append(",'a").append(i).append("':").append(i);
        }
        Changes changes = between("{'z':0}", many.append('}').toString());
        assertEquals(Changes.MOST, changes.shown().size());
        assertEquals(300, changes.differing());
        assertEquals(1, changes.same());
    }

    @Test
    void no_half_of_a_character_is_shown() {
        String smile = "\ud83d\ude00";
        for (int cut = 30; cut < 50; cut++) {
            Change change = between(
                            "{'a':'" + "x".repeat(cut) + smile.repeat(60) + " one'}",
                            "{'a':'" + "x".repeat(cut) + smile.repeat(60) + " two'}")
                    .shown()
                    .getFirst();
            String text = change.now().orElseThrow().text();
            assertFalse(text.matches("(?s).*[\ud800-\udbff](?![\udc00-\udfff]).*"), text);
        }
    }
}
