package dev.sallyport.server.wiring;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.TreeHeads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An install log in memory. */
final class MemoryInstallLog implements InstallLog {
    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<String, Anchored> anchors = new TreeMap<>();

    @Override
    public synchronized TreeHeads.TreeHead head() {
        Tree tree = Tree.empty();
        for (byte[] record : records(0, leaves.size())) {
            tree = tree.append(record);
        }
        return new TreeHeads.TreeHead(tree.size(), tree.root());
    }

    @Override
    public NodeSource nodes() {
        return NodeSource.ofLeafHashes(at -> TreeHash.leaf(records(at, 1).getFirst()));
    }

    @Override
    public synchronized List<byte[]> records(long from, int limit) {
        return leaves.stream()
                .skip(from)
                .limit(limit)
                .map(leaf -> TenantCheckpoint.record(leaf.checkpoint()))
                .toList();
    }

    @Override
    public synchronized List<Leaf> newest() {
        Map<TenantId, Leaf> newest = new TreeMap<>();
        leaves.forEach(leaf -> newest.put(leaf.tenant(), leaf));
        return List.copyOf(newest.values());
    }

    @Override
    public synchronized Optional<Leaf> newestOf(TenantId tenant, long size) {
        return leaves.stream()
                .filter(leaf -> leaf.number() < size && leaf.tenant().equals(tenant))
                .reduce((first, second) -> second);
    }

    @Override
    public synchronized void append(List<Leaf> more) {
        more.forEach(leaf -> leaves.add(new Leaf(leaves.size(), leaf.tenant(), leaf.checkpoint())));
    }

    @Override
    public synchronized void keep(Anchored anchored) {
        anchors.put(anchored.origin(), anchored);
    }

    @Override
    public synchronized Optional<Anchored> newestAnchor(String origin) {
        return Optional.ofNullable(anchors.get(origin));
    }
}
