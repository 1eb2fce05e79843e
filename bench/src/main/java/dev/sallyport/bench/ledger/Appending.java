package dev.sallyport.bench.ledger;

import java.util.concurrent.CompletableFuture;

/** Makes entries durable, each with a number of its own. Thread-safe. */
@FunctionalInterface
interface Appending {
    /** The future completes when the entry is durable, and exceptionally when it never will be. */
    CompletableFuture<?> append(long number);
}
