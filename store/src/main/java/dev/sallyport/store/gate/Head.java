package dev.sallyport.store.gate;

import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.SealedReceipt;

/**
 * Where a tenant's chain and tree end. Immutable.
 *
 * @param number the tenant's number in this database
 */
record Head(int number, Chain chain, Tree tree) {
    static Head start(int number) {
        return new Head(number, Chain.genesis(), Tree.empty());
    }

    Head after(SealedReceipt receipt) {
        return new Head(number, chain.after(receipt), tree.append(receipt.hash()));
    }
}
