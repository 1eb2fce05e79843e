package dev.sallyport.ledger.verify;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The anchors of one history, compared with it as it is read. */
final class Anchoring {
    private final List<Anchor> anchors;
    private int next;

    private Anchoring(List<Anchor> anchors) {
        this.anchors = anchors;
    }

    /**
     * Those of the log among the anchors given.
     *
     * @throws Malformed when one does not hold, or when anchors were given and none is of this log
     */
    static Anchoring of(String origin, VerifierKey key, VerifyOptions options) {
        List<Anchor> found = new ArrayList<>();
        for (AnchorFile file : options.anchors()) {
            found.addAll(held(file, origin, key, options));
        }
        if (found.isEmpty() && !options.anchors().isEmpty()) {
            throw new Malformed("anchor_missing", "no anchor given is of the log `" + origin + "`");
        }
        found.removeIf(anchor -> anchor.size() == 0);
        found.sort(Comparator.comparingLong(Anchor::size));
        return new Anchoring(found);
    }

    private static List<Anchor> held(AnchorFile file, String origin, VerifierKey key, VerifyOptions options) {
        try {
            return file.of(origin, key, options.witnesses(), options.quorum());
        } catch (Malformed e) {
            if (e.code().equals("signature_unknown")) {
                throw new Malformed("key_differs", "an anchor of this log is signed by another key than " + key.id());
            }
            throw e;
        }
    }

    /** The history is this long now. */
    void reached(Tree tree) {
        while (next < anchors.size() && anchors.get(next).size() <= tree.size()) {
            Anchor anchor = anchors.get(next++);
            if (anchor.size() == tree.size() && !Arrays.equals(anchor.root(), tree.root())) {
                throw new Malformed(
                        "history_differs_from_anchor",
                        "the first " + anchor.size()
                                + " receipts are not those that the anchor covers: this is another history");
            }
        }
    }

    /** The history ends here. */
    void end(long size) {
        if (next < anchors.size()) {
            throw new Malformed(
                    "history_shorter_than_anchor",
                    "the file has " + size + " receipts, an anchor covers "
                            + anchors.getLast().size() + ": its tail is missing");
        }
    }

    /** How many receipts the newest anchor covers; 0 without anchors. */
    long size() {
        return anchors.isEmpty() ? 0 : anchors.getLast().size();
    }
}
