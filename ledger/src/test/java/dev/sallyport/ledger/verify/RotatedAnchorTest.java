package dev.sallyport.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.succession.RotatedLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anchors outlive the key that signed them; a key's word about what came after its time does not count. */
class RotatedAnchorTest {
    private static final Signer FIRST = TestKeys.key(Exports.ORIGIN, 1);
    private static final Signer SECOND = TestKeys.key(Exports.ORIGIN, 2);
    private static final Signer THIRD = TestKeys.key(Exports.ORIGIN, 3);
    private static final Signer THIEF = TestKeys.key(Exports.ORIGIN, 66);

    /** Three receipts, a change of the key, one more, another change, one more: seven. */
    private static RotatedLog log() {
        return new RotatedLog()
                .plain(3, FIRST)
                .rotation(FIRST, SECOND)
                .plain(1, SECOND)
                .rotation(SECOND, THIRD)
                .plain(1, THIRD);
    }

    private static Tree tree(RotatedLog log, int size) {
        return Exports.tree(log.receipts().subList(0, size));
    }

    private static AnchorFile anchor(Tree tree, Signer key) {
        return AnchorFile.parse(
                Checkpoint.of(Exports.ORIGIN, tree).sign(key).format().getBytes(UTF_8));
    }

    private static Verdict verify(AnchorFile... anchors) throws IOException {
        return OfflineVerifier.verify(
                new ByteArrayInputStream(log().export(THIRD)),
                VerifyOptions.with(THIRD.verifierKey()).anchoredBy(List.of(anchors), List.of(), 0));
    }

    private static void refused(String code, AnchorFile... anchors) throws IOException {
        assertEquals(
                code, assertInstanceOf(Verdict.Fault.class, verify(anchors)).code());
    }

    @Test
    void an_anchor_signed_before_the_key_changed_holds_for_the_newest_export() throws IOException {
        Verdict.Verified first = assertInstanceOf(Verdict.Verified.class, verify(anchor(tree(log(), 2), FIRST)));
        assertEquals(2, first.anchoredSize());
        Verdict.Verified all = assertInstanceOf(
                Verdict.Verified.class,
                verify(anchor(tree(log(), 7), THIRD), anchor(tree(log(), 3), FIRST), anchor(tree(log(), 5), SECOND)));
        assertEquals(7, all.anchoredSize());
    }

    @Test
    void a_fork_that_an_older_key_signed_is_named_as_one() throws IOException {
        Tree other = Exports.tree(Exports.receipts("acme", 2));
        refused("history_differs_from_anchor", anchor(other, FIRST));
    }

    @Test
    void a_key_says_nothing_about_what_came_after_its_time() throws IOException {
        refused("key_differs", anchor(tree(log(), 4), FIRST));
        refused("key_differs", anchor(tree(log(), 7), SECOND));
    }

    @Test
    void a_key_that_was_never_the_logs_anchors_nothing() throws IOException {
        refused("key_differs", anchor(tree(log(), 2), THIEF));
    }

    @Test
    void a_history_shorter_than_its_newest_anchor_is_still_named() throws IOException {
        Tree longer = Exports.tree(log().plain(2, THIRD).receipts());
        refused("history_shorter_than_anchor", anchor(longer, THIRD), anchor(tree(log(), 2), FIRST));
    }
}
