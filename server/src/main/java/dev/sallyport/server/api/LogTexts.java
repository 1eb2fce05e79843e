package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.tile.TileAddress;
import dev.sallyport.ledger.tile.Tiles;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What is published of the logs: checkpoints, tiles, proofs and anchors, each made from rows when it is asked for. */
public final class LogTexts {
    private final PublishedLogs published;
    private final Records records;
    // The newest signed checkpoint of each log: signing costs more than all the rest of a proof.
    private final Map<String, Signed> signed = new ConcurrentHashMap<>();

    private record Signed(long size, String keyId, SignedNote note) {}

    /** The texts of those logs. */
    public LogTexts(PublishedLogs published, Records records) {
        this.published = published;
        this.records = records;
    }

    /** A tenant's log. */
    public Log tenant(TenantId tenant) {
        ReceiptLogs logs = published.logs();
        return new Log(
                this,
                logs.origin(tenant),
                logs.heads().head(tenant),
                () -> published.nodes().nodes(tenant),
                (from, limit) -> records.receipts(tenant, from, limit).stream()
                        .map(SealedReceipt::hash)
                        .toList());
    }

    /** The log over the tenants' logs. */
    public Log install() {
        InstallLog install = published.install();
        ReceiptLogs logs = published.logs();
        return new Log(this, logs.installOrigin(), install.head(), install::nodes, install::records);
    }

    /**
     * The newest checkpoint of a tenant's log that others hold, as a proof in the install log: {@code extra} is the tenant's
     * checkpoint, and the checkpoint below carries the cosignatures. Empty when none covers the tenant yet.
     */
    public Optional<LogProof> anchor(TenantId tenant) {
        InstallLog install = published.install();
        Optional<InstallLog.Anchored> held =
                install.newestAnchor(published.logs().installOrigin());
        Optional<InstallLog.Leaf> leaf = held.flatMap(anchored -> install.newestOf(tenant, anchored.size()));
        return leaf.map(found -> {
            InstallLog.Anchored anchored = held.get();
            InclusionProof proof = InclusionProof.of(found.number(), anchored.size(), install.nodes());
            return new LogProof(utf8(found.checkpoint()), found.number(), proof.path(), utf8(anchored.note()));
        });
    }

    private SignedNote signed(String origin, TreeHead head) {
        String keyId = published.logs().signer().keyId();
        Signed newest = signed.get(origin);
        if (newest == null || newest.size() != head.size() || !newest.keyId().equals(keyId)) {
            newest = new Signed(head.size(), keyId, published.logs().signed(origin, head));
            signed.put(origin, newest);
        }
        return newest.note();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One log at one moment: everything made of it belongs to the same head. */
    public static final class Log {
        private final LogTexts texts;
        private final String origin;
        private final TreeHead head;
        private final Supplier<NodeSource> nodes;
        private final BiFunction<Long, Integer, List<byte[]>> records;

        Log(
                LogTexts texts,
                String origin,
                TreeHead head,
                Supplier<NodeSource> nodes,
                BiFunction<Long, Integer, List<byte[]>> records) {
            this.texts = texts;
            this.origin = origin;
            this.head = head;
            this.nodes = nodes;
            this.records = records;
        }

        /** How long it is, and its root. */
        public TreeHead head() {
            return head;
        }

        /** What it says of itself, signed. */
        public SignedNote checkpoint() {
            return texts.signed(origin, head);
        }

        /** The text of its checkpoint. */
        public Checkpoint text() {
            return ReceiptLogs.checkpoint(origin, head);
        }

        /** The bytes of a tile that exists at this head. */
        public byte[] tile(TileAddress address) {
            return switch (address.kind()) {
                case TileAddress.Kind.Hashes hashes ->
                    Tiles.hashes(hashes.level(), address.index(), address.width(), nodes.get());
                case TileAddress.Kind.Entries entries -> {
                    long first = address.index() * TileAddress.FULL;
                    List<byte[]> found = records.apply(first, address.width());
                    yield Tiles.entries(address.index(), address.width(), at -> found.get((int) (at - first)));
                }
            };
        }

        /** The proof of the record at that place, which exists at this head. */
        public LogProof proof(long index) {
            return new LogProof(index, path(index).path(), utf8(checkpoint().format()));
        }

        /** The hashes that lead from the record at that place to this head's root. */
        public InclusionProof path(long index) {
            return InclusionProof.of(index, head.size(), nodes.get());
        }
    }
}
