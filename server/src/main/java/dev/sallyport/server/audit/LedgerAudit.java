package dev.sallyport.server.audit;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.alarm.LedgerFault;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every receipt of every tenant again, page by page while commits go on, and compares each history with its newest
 * leaf of the install log, and that log with its newest anchor. Thread-safe.
 */
public final class LedgerAudit {
    private static final int PAGE = 1_000;

    private final Records records;
    private final PublishedLogs published;
    private final TenantId installTenant;

    /** @param installTenant whose name faults of the install log carry */
    public LedgerAudit(Records records, PublishedLogs published, TenantId installTenant) {
        this.records = records;
        this.published = published;
        this.installTenant = installTenant;
    }

    /** Every fault, at most one for each log; empty when all histories hold. */
    public List<LedgerFault> run() {
        List<LedgerFault> faults = new ArrayList<>();
        Map<TenantId, Checkpoint> seen = new HashMap<>();
        for (InstallLog.Leaf leaf : published.install().newest()) {
            seen.put(leaf.tenant(), Checkpoint.parse(leaf.checkpoint()));
        }
        for (TenantId tenant : records.tenants()) {
            tenant(tenant, Optional.ofNullable(seen.remove(tenant))).ifPresent(faults::add);
        }
        seen.forEach((tenant, leaf) -> faults.add(LedgerFault.deleted(tenant, leaf.origin(), leaf.size())));
        install().ifPresent(faults::add);
        return faults;
    }

    private Optional<LedgerFault> tenant(TenantId tenant, Optional<Checkpoint> leaf) {
        String origin = published.logs().origin(tenant);
        // After a restore the log goes on under another name, and may have lost its tail, which a receipt says.
        Optional<Checkpoint> anchor = leaf.filter(l -> l.origin().equals(origin));
        TreeHead head = published.logs().heads().head(tenant);
        if (anchor.isPresent() && anchor.get().size() > head.size()) {
            return Optional.of(LedgerFault.shorter(
                    tenant, origin, head.size(), anchor.get().size()));
        }
        Walk walk = new Walk(tenant, anchor);
        try {
            for (long from = 0; from < head.size(); from += PAGE) {
                int limit = (int) Math.min(PAGE, head.size() - from);
                records.receipts(tenant, from, limit).forEach(walk::step);
            }
            if (walk.tree.size() != head.size() || !Arrays.equals(walk.tree.root(), head.root())) {
                return Optional.of(new LedgerFault(
                        tenant, origin, "chain_broken", "the chain ends elsewhere than the store says"));
            }
        } catch (Malformed e) {
            return Optional.of(
                    new LedgerFault(tenant, origin, e.code(), "receipt " + walk.tree.size() + ": " + e.getMessage()));
        }
        return walk.differs
                ? Optional.of(
                        LedgerFault.differs(tenant, origin, anchor.orElseThrow().size()))
                : Optional.empty();
    }

    private Optional<LedgerFault> install() {
        InstallLog install = published.install();
        String origin = published.logs().installOrigin();
        // The anchor first: one that another gateway keeps after the head was read would be larger than it.
        Optional<Checkpoint> anchor = install.newestAnchor(origin)
                .map(held -> Checkpoint.parse(SignedNote.parse(held.note()).text()));
        TreeHead head = install.head();
        if (anchor.isPresent() && anchor.get().size() > head.size()) {
            return Optional.of(LedgerFault.shorter(
                    installTenant, origin, head.size(), anchor.get().size()));
        }
        Tree tree = Tree.empty();
        boolean differs = false;
        for (long from = 0; from < head.size(); from += PAGE) {
            for (byte[] record : install.records(from, (int) Math.min(PAGE, head.size() - from))) {
                tree = tree.append(record);
                if (anchor.isPresent() && anchor.get().size() == tree.size()) {
                    differs = !Arrays.equals(anchor.get().root(), tree.root());
                }
            }
        }
        if (differs) {
            return Optional.of(LedgerFault.differs(
                    installTenant, origin, anchor.orElseThrow().size()));
        }
        return tree.size() == head.size() && Arrays.equals(tree.root(), head.root())
                ? Optional.empty()
                : Optional.of(new LedgerFault(
                        installTenant,
                        origin,
                        "chain_broken",
                        "the install log's leaves have another root than it says"));
    }

    /** One chain as far as it was read. */
    private static final class Walk {
        private final TenantId tenant;
        private final Optional<Checkpoint> anchor;
        private Chain chain = Chain.genesis();
        private Tree tree = Tree.empty();
        private boolean differs;

        Walk(TenantId tenant, Optional<Checkpoint> anchor) {
            this.tenant = tenant;
            this.anchor = anchor;
        }

        void step(SealedReceipt stored) {
            Receipt receipt = Receipt.read(stored.canonical());
            if (!Arrays.equals(ReceiptHash.of(stored.canonical()), stored.hash())) {
                throw new Malformed("hash_mismatch", "its stored hash is not its hash");
            }
            boolean placed = stored.sequence() == chain.nextSequence()
                    && receipt.sequence() == stored.sequence()
                    && receipt.envelope().receiptId().equals(stored.receiptId())
                    && receipt.envelope().tenant().equals(tenant.value());
            if (!placed || !receipt.previous().equals(HexFormat.of().formatHex(chain.head()))) {
                throw new Malformed("chain_broken", "it does not follow the receipt before it");
            }
            chain = chain.after(stored);
            tree = tree.append(stored.hash());
            if (anchor.isPresent() && anchor.get().size() == tree.size()) {
                differs = !Arrays.equals(anchor.get().root(), tree.root());
            }
        }
    }
}
