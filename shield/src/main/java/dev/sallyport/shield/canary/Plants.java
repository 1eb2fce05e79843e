package dev.sallyport.shield.canary;

/** What is planted, by tenant. Asked for every subject, so it answers from memory. Safe for many threads. */
@FunctionalInterface
public interface Plants {
    /** Nothing planted anywhere. */
    Plants NONE = tenant -> Traps.EMPTY;

    /** The tenant's canaries, compiled; {@link Traps#EMPTY} if it planted none. */
    Traps of(String tenant);
}
