package dev.sallyport.connect.model;

/**
 * Looks at words on their way to a model and back. Thread-safe; may block. One that throws has not assessed anything.
 */
public interface ModelGuard {
    /** What a guard says. */
    enum Verdict {
        /** Nothing was found. */
        CLEAN,
        /** Something was found: it does not go on. */
        FINDING,
        /** Nobody knows. */
        UNASSESSED
    }

    /** Looks at what a model is asked, the words of its user and of tools, at most {@link ModelLimits#REQUEST_BYTES}. */
    Verdict request(String text);

    /** Looks at a piece of an answer; pieces overlap, so that nothing hides on a border. */
    Verdict response(String text);
}
