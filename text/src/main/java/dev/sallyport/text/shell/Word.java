package dev.sallyport.text.shell;

import java.util.Optional;

/**
 * One word of a command, after quotes are taken away.
 *
 * @param literal the characters that are known; what expansions put between them is left out
 * @param prefix the characters before the first expansion, which every value of the word begins with
 * @param dynamic whether an expansion is in it: of a parameter, a command, arithmetic, file names or braces
 * @param quoted whether any of it was quoted, so that it is no reserved word
 * @param offset where it begins, in UTF-16 code units
 */
public record Word(String literal, String prefix, boolean dynamic, boolean quoted, int offset) {
    /** A word that is known whole. */
    static Word of(String text, int offset) {
        return new Word(text, text, false, true, offset);
    }

    /** The whole word, if no expansion is in it. */
    public Optional<String> text() {
        return dynamic ? Optional.empty() : Optional.of(literal);
    }

    /** Whether it is exactly that text, known for certain. */
    public boolean is(String other) {
        return !dynamic && literal.equals(other);
    }
}
