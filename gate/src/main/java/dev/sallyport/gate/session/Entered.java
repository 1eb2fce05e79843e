package dev.sallyport.gate.session;

import java.util.List;

/**
 * What a call's answer brings into a session.
 *
 * @param texts each piece of text or of structure in it, the latter as JSON
 * @param whole whether that is all of it: a picture, or what could not be read, is not among the texts
 */
public record Entered(List<String> texts, boolean whole) {
    /** An answer of which nothing is known. */
    public static final Entered UNSEEN = new Entered(List.of(), false);

    public Entered {
        texts = List.copyOf(texts);
    }
}
