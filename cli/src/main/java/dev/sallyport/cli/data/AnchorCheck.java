package dev.sallyport.cli.data;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import dev.sallyport.store.sqlite.SqliteStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares a store that is to be restored with what others hold of its logs. A fork is never accepted; a history that is shorter
 * than an anchor, or of an earlier epoch, is, if the caller said that the loss is known. Confined to one thread.
 */
final class AnchorCheck {
    /**
     * What the caller knows from elsewhere.
     *
     * @param keys the install's, current and before
     * @param acceptLoss whether a history that is shorter than an anchor will do
     */
    record Known(
            List<AnchorFile> anchors,
            List<VerifierKey> witnesses,
            int quorum,
            List<VerifierKey> keys,
            boolean acceptLoss) {}

    private final Known known;
    private final int epoch;
    private final SortedMap<String, Anchor> lost = new TreeMap<>();
    private int seen;
    private long compared;

    AnchorCheck(Known known, int epoch) {
        this.known = known;
        this.epoch = epoch;
        this.seen = epoch;
    }

    /**
     * Compares all of them.
     *
     * @throws Complaint {@code history_differs_from_anchor}, {@code history_shorter_than_anchor}, {@code key_differs},
     *     {@code anchor_missing}, or what else is wrong with an anchor
     */
    void check(SqliteStore store) {
        for (AnchorFile file : known.anchors()) {
            file.each().forEach(one -> check(store, one));
        }
        if (compared == 0 && !known.anchors().isEmpty()) {
            throw refused("anchor_missing", "no anchor given is of a log of this backup in its epoch or a later one");
        }
        if (!lost.isEmpty() && !known.acceptLoss()) {
            Anchor newest = lost.firstEntry().getValue();
            throw refused(
                    "history_shorter_than_anchor",
                    "an anchor covers " + newest.size() + " receipts of " + newest.origin()
                            + ", which the backup does not have: take a newer backup, or go on without them with"
                            + " --accept-loss");
        }
    }

    private void check(SqliteStore store, AnchorFile one) {
        String origin = one.origins().getFirst();
        String name = known.keys().getFirst().name() + "/";
        String[] parts =
                origin.startsWith(name) ? origin.substring(name.length()).split("/", 2) : new String[] {"", "0"};
        int of = parts.length == 1 ? 1 : number(parts[1]);
        if (of < epoch) {
            return; // of another install, or of a time before this store was restored
        }
        Anchor anchor = believed(one, origin);
        compared++;
        seen = Math.max(seen, of);
        Optional<NodeSource> nodes = nodes(store, parts[0]);
        if (of > epoch || anchor.size() > size(store, parts[0])) {
            lost.merge(parts[0], anchor, (a, b) -> a.size() >= b.size() ? a : b);
        } else if (anchor.size() > 0 && !Arrays.equals(nodes.orElseThrow().range(0, anchor.size()), anchor.root())) {
            throw refused(
                    "history_differs_from_anchor",
                    "the first " + anchor.size() + " receipts of " + origin
                            + " are not those that the anchor covers: this is another history");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Anchor believed(AnchorFile one, String origin) {
        for (VerifierKey key : known.keys()) {
            try {
                return one.of(origin, key, known.witnesses(), known.quorum()).getFirst();
            } catch (Malformed e) {
                if (!e.code().equals("signature_unknown")) {
                    throw refused(e.code(), "an anchor of " + origin + " does not hold: " + e.getMessage());
                }
            }
        }
        throw refused("key_differs", "an anchor of " + origin + " is signed by none of the install's keys");
    }

    private static Optional<NodeSource> nodes(SqliteStore store, String log) {
        if (log.equals(TenantCheckpoint.INSTALL)) {
            return Optional.of(store.install().nodes());
        }
        return tenant(store, log).map(store.nodes()::nodes);
    }

    private static long size(SqliteStore store, String log) {
        TreeHead none = new TreeHead(0, new byte[0]);
        return log.equals(TenantCheckpoint.INSTALL)
                ? store.install().head().size()
                : tenant(store, log).map(store.heads()::head).orElse(none).size();
    }

    private static Optional<TenantId> tenant(SqliteStore store, String log) {
        return store.records().tenants().stream()
                .filter(t -> t.value().equals(log))
                .findFirst();
    }

    /** How many were compared. */
    long compared() {
        return compared;
    }

    /** The newest epoch that an anchor names, or the store's. */
    int seen() {
        return seen;
    }

    /** The newest anchor of what is lost, by tenant. */
    SortedMap<String, Anchor> lost() {
        return lost;
    }

    private static Complaint refused(String code, String message) {
        return new Complaint(Exit.NO, code, "restore: " + message);
    }
}
