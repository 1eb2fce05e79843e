package dev.sallyport.store.group;

import dev.sallyport.ledger.merkle.CompletedSubtrees;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.SealedReceipt;

/**
 * Where a tenant's chain and tree end. Immutable.
 *
 * @param number the tenant's number in this database
 */
public record Head(int number, Chain chain, Tree tree) {
    /** The end of a chain without receipts. */
    public static Head start(int number) {
        return new Head(number, Chain.genesis(), Tree.empty());
    }

    /** The end after one more receipt; {@code completed} hears which subtrees of the log it completed. */
    public Head after(SealedReceipt receipt, CompletedSubtrees completed) {
        return new Head(number, chain.after(receipt), tree.appendLeafHash(TreeHash.leaf(receipt.hash()), completed));
    }
}
