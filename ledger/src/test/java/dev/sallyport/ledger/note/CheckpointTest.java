package dev.sallyport.ledger.note;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.merkle.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
    private static final String ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void the_checkpoint_of_a_tree_reads_back_from_its_note() {
        Tree tree = Tree.empty().append(new byte[32]);
        Ed25519Key key = TestKeys.key("log.example/acme", 1);
        SignedNote note = SignedNote.parse(
                Checkpoint.of("log.example/acme", tree).sign(key).format());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        assertEquals(1, checkpoint.size());
        assertArrayEquals(tree.root(), checkpoint.root());
        assertEquals(List.of(), checkpoint.extensions());
        assertEquals(new NoteVerdict.Signed(List.of(key.verifierKey())), note.check(List.of(key.verifierKey())));
    }

    @Test
    void extension_lines_are_read_and_kept() {
        String text = "log.example/acme\n7\n" + ROOT + "\nfurther\n";
        assertEquals(List.of("further"), Checkpoint.parse(text).extensions());
        assertEquals(text, Checkpoint.parse(text).text());
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint_lines, o|1",
        "checkpoint_lines, o|1|ROOT",
        "checkpoint_lines, |1|ROOT|",
        "checkpoint_lines, o|1|ROOT|||",
        "checkpoint_lines, o||ROOT|",
        "checkpoint_size, o|01|ROOT|",
        "checkpoint_size, o|+1|ROOT|",
        "checkpoint_size, o|-1|ROOT|",
        "checkpoint_size, o|1 |ROOT|",
        "checkpoint_size, o|9223372036854775808|ROOT|",
        "checkpoint_root, o|1|AAAA|",
        "base64_not_strict, o|1|47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU|",
        "base64_not_strict, o|1|47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=|",
    })
    void what_is_not_a_checkpoint_is_refused_by_name(String code, String text) {
        String lines = text.replace("|", "\n").replace("ROOT", ROOT);
        assertEquals(
                code,
                assertThrows(Malformed.class, () -> Checkpoint.parse(lines)).code());
    }

    @Test
    void the_largest_size_is_read() {
        String text = "o\n9223372036854775807\n" + ROOT + "\n";
        assertEquals(Long.MAX_VALUE, Checkpoint.parse(text).size());
    }
}
