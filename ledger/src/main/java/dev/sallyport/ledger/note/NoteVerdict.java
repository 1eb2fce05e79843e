package dev.sallyport.ledger.note;

import java.util.List;

/** What the signatures of a note say, given the keys one knows. */
public sealed interface NoteVerdict {
    /** Signed by these known keys, each named once; no signature of a known key was bad. */
    record Signed(List<VerifierKey> by) implements NoteVerdict {
        public Signed {
            by = List.copyOf(by);
        }
    }

    /** A line names this known key, but the key did not make it. */
    record BadSignature(VerifierKey key) implements NoteVerdict {}

    /** This known key stands there twice: a note of ours says everything once. */
    record Repeated(VerifierKey key) implements NoteVerdict {}

    /** No line names a known key: the text says nothing. */
    record NoKnownKey() implements NoteVerdict {}
}
