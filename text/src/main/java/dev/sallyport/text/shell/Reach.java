package dev.sallyport.text.shell;

/** How a simple command comes to run. */
public enum Reach {
    /** Its input is another command's output. */
    PIPED,
    /** Its output goes into another command's words. */
    SUBSTITUTION,
    /** Another command reads or writes it as a file. */
    PROCESS_SUBSTITUTION,
    /** Whether it runs, or what runs after it, depends on a status. */
    CONDITION,
    /** It runs any number of times. */
    LOOP,
    /** It stands in the body of a function, and runs when that is called. */
    FUNCTION,
    /** Nobody waits for it. */
    BACKGROUND,
    /** Another command runs it: {@code env}, {@code sudo}, {@code xargs}, {@code bash -c}, {@code find -exec}. */
    WRAPPED
}
