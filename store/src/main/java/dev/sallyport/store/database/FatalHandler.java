package dev.sallyport.store.database;

/**
 * Ends the process when nobody can know any more what the disk holds. In production it halts at once, without shutdown
 * hooks, with exit code {@value #EXIT_CODE}; whoever waits for a commit then waits for ever, and nothing is released.
 */
@FunctionalInterface
public interface FatalHandler {
    /** The exit code of a process that stopped itself: EX_SOFTWARE of sysexits. */
    int EXIT_CODE = 70;

    /** Stops the process. If it returns all the same, as in a test, the store does nothing any more. */
    void stop(String what, Throwable cause);
}
