package dev.sallyport.provenance.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static String read(String text) {
        return Documents.read(text).stream().map(l -> l.path() + "=" + l.text()).collect(Collectors.joining("|"));
    }

    @Test
    void json_is_read_as_leaves_with_paths() {
        assertEquals("$.a[0].b=x|$.a[1]=2|$.c=", read("{\"a\": [{\"b\": \"x\"}, 2], \"c\": \"\"}"));
    }

    @Test
    void what_python_prints_is_read_like_json() {
        assertEquals(
                "$.message=it's done|$.ok=True|$.none=None|$.when=datetime.date(2024, 5, 1)",
                read("{'message': \"it's done\", 'ok': True, 'none': None, 'when': datetime.date(2024, 5, 1)}"));
    }

    @Test
    void a_block_list_of_mappings_is_read_with_its_quoted_and_folded_scalars() {
        String text = """
            - amount: 10.0
              sender: 'it''s me'
              subject: a long
                story
              tags:
              - one
              - two
            - note: "a\\tb"
            """;
        assertEquals(
                "$[0].amount=10.0|$[0].sender=it's me|$[0].subject=a long"
                        + " story|$[0].tags[0]=one|$[0].tags[1]=two|$[1].note=a\tb",
                read(text));
    }

    @Test
    void a_leaf_knows_its_key_and_its_record() {
        Leaf leaf = Documents.read("- who:\n  - Ann\n").getFirst();
        assertEquals("who", leaf.key());
        assertEquals("$[0]", leaf.record());
        assertEquals(Leaf.UNNAMED, Documents.read("- Ann").getFirst().key());
    }

    @Test
    void a_quoted_scalar_over_several_lines_can_not_forge_a_neighbour() {
        String text = """
            - sender: Eve
              subject: 'hello

                recipient: XX99

                bye'
            """;
        List<Leaf> leaves = Documents.read(text);
        assertEquals(2, leaves.size());
        assertTrue(leaves.get(1).text().contains("recipient: XX99"));
        assertEquals("subject", leaves.get(1).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dear tenant,\nplease note: the rent rises.\nBest",
                "{'a': 1",
                "{'a': 1} and more",
                "[1, 2",
                "- a\nb",
                "a: 'open",
                "a: 'closed' and more",
                "a: &anchor x",
                "a: !tag x",
                "{\"a\": \"\\u12\"}",
                "just words",
            })
    void what_is_only_nearly_structured_is_free_text(String text) {
        assertEquals("$=" + text, read(text));
    }

    @Test
    void nesting_beyond_the_limit_is_free_text() {
        String deep = "[".repeat(Documents.MAX_DEPTH + 2) + "]".repeat(Documents.MAX_DEPTH + 2);
        assertEquals("$=" + deep, read(deep));
        String allowed = "[".repeat(Documents.MAX_DEPTH) + "1" + "]".repeat(Documents.MAX_DEPTH);
        assertTrue(read(allowed).endsWith("=1"));
    }

    @Test
    void an_empty_answer_is_one_empty_leaf() {
        assertEquals("$=", read(""));
        assertEquals("$=", read("[]"));
        assertEquals("$.a=", read("a:"));
    }
}
