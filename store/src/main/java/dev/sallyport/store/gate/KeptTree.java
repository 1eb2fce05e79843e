package dev.sallyport.store.gate;

import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.group.Subtree;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A tree that grows leaf by leaf, and keeps the hashes over the subtrees it completes. For one thread. */
final class KeptTree {
    private final int number;
    private final Prepared keep;
    private Tree tree;

    /**
     * Goes on from a tree.
     *
     * @param number whose log it is of
     * @param keep what {@code Writes.ADD_SUBTREE} says
     */
    KeptTree(Tree tree, int number, Prepared keep) {
        this.tree = tree;
        this.number = number;
        this.keep = keep;
    }

    void add(byte[] record) throws SQLException {
        List<Subtree> completed = new ArrayList<>();
        tree = tree.appendLeafHash(TreeHash.leaf(record), (level, index, hash) -> {
            if (level % Subtree.LEVELS_APART == 0) {
                completed.add(new Subtree(number, level, index, hash));
            }
        });
        for (Subtree subtree : completed) {
            keep.run(subtree.tenant(), subtree.level(), subtree.index(), subtree.hash());
        }
    }

    Tree tree() {
        return tree;
    }
}
