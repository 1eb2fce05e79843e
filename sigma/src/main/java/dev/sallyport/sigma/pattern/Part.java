package dev.sallyport.sigma.pattern;

/** A piece of a string as a rule means it. */
public sealed interface Part {
    /**
     * Characters that stand for themselves.
     *
     * @param text never empty
     */
    record Literal(String text) implements Part {
        public Literal {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a literal is never empty");
            }
        }
    }

    /** Characters that stand for others. */
    enum Wildcard implements Part {
        /** Any characters, none too. */
        MANY,
        /** Exactly one character. */
        ONE
    }

    /**
     * A value that the site fills in.
     *
     * @param name between the percent signs
     */
    record Placeholder(String name) implements Part {}
}
