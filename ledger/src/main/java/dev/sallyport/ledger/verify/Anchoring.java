package dev.sallyport.ledger.verify;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.succession.KeySuccession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The anchors of one history, compared with it as it is read.
 *
 * <p>An anchor that the newest key did not sign may be of a key before: that key is known in full only from the receipt that
 * ends its time, and it had no say about what came after. Until then such an anchor is compared, and not yet believed.
 */
final class Anchoring {
    private static final String UNKNOWN = "signature_unknown";

    private final String origin;
    private final VerifierKey newest;
    private final VerifyOptions options;
    private final List<Held> held = new ArrayList<>();
    private int next;

    private Anchoring(String origin, VerifierKey newest, VerifyOptions options) {
        this.origin = origin;
        this.newest = newest;
        this.options = options;
    }

    /** One anchor on its way to being believed. Confined to the check it is of. */
    private static final class Held {
        private final AnchorFile file;
        private final long size;
        private final byte[] root;
        private boolean believed;
        private boolean differs;

        Held(AnchorFile file, Checkpoint claim) {
            this.file = file;
            this.size = claim.size();
            this.root = claim.root();
        }
    }

    /**
     * Those of the log among the anchors given.
     *
     * @throws Malformed when one does not hold, or when anchors were given and none is of this log
     */
    static Anchoring of(String origin, VerifierKey key, VerifyOptions options) {
        Anchoring anchoring = new Anchoring(origin, key, options);
        boolean any = false;
        for (AnchorFile file : options.anchors()) {
            for (AnchorFile one : file.each()) {
                any |= anchoring.hold(one);
            }
        }
        if (!any && !options.anchors().isEmpty()) {
            throw new Malformed("anchor_missing", "no anchor given is of the log `" + origin + "`");
        }
        anchoring.held.sort(Comparator.comparingLong(anchor -> anchor.size));
        return anchoring;
    }

    private boolean hold(AnchorFile one) {
        List<Checkpoint> claims = one.claims(origin);
        if (claims.isEmpty()) {
            return false;
        }
        Held anchor = new Held(one, claims.getFirst());
        anchor.believed = signedBy(newest, one);
        if (anchor.size > 0) {
            held.add(anchor);
        }
        return true;
    }

    /** Whether the key signed it; throws {@link Malformed} when it did and something else is wrong. */
    private boolean signedBy(VerifierKey key, AnchorFile one) {
        try {
            List<Anchor> found = one.of(origin, key, options.witnesses(), options.quorum());
            return !found.isEmpty();
        } catch (Malformed e) {
            if (e.code().equals(UNKNOWN)) {
                return false;
            }
            throw e;
        }
    }

    /** The history is this long now. */
    void reached(Tree tree) {
        while (next < held.size() && held.get(next).size <= tree.size()) {
            Held anchor = held.get(next++);
            anchor.differs = anchor.size == tree.size() && !Arrays.equals(anchor.root, tree.root());
            fork(anchor);
        }
    }

    /** A receipt of that place ends the time of a key: what it signed of the history before is believed. */
    void ended(KeySuccession said, long sequence) {
        for (Held anchor : held) {
            if (!anchor.believed && anchor.size <= sequence && signedBy(said.vkey(), anchor.file)) {
                anchor.believed = true;
                fork(anchor);
            }
        }
    }

    private static void fork(Held anchor) {
        if (anchor.believed && anchor.differs) {
            throw new Malformed(
                    "history_differs_from_anchor",
                    "the first " + anchor.size + " receipts are not those that the anchor covers: this is another"
                            + " history");
        }
    }

    /** The history ends here. */
    void end(long size) {
        for (Held anchor : held) {
            if (!anchor.believed) {
                throw new Malformed(
                        "key_differs",
                        "an anchor of this log is signed by another key than " + newest.id()
                                + " and those before it in their time");
            }
        }
        if (next < held.size()) {
            throw new Malformed(
                    "history_shorter_than_anchor",
                    "the file has " + size + " receipts, an anchor covers " + held.getLast().size
                            + ": its tail is missing");
        }
    }

    /** How many receipts the newest anchor covers; 0 without anchors. */
    long size() {
        return held.isEmpty() ? 0 : held.getLast().size;
    }
}
